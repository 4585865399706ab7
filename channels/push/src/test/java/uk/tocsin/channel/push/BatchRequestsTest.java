package uk.tocsin.channel.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import uk.tocsin.channel.kit.wire.RequestTemplate;
import uk.tocsin.channel.kit.wire.WireRequest;
import uk.tocsin.lane.Batch;
import uk.tocsin.lane.Content;
import uk.tocsin.lane.NoticeContent;
import uk.tocsin.lane.SampleContent;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.NoticeKind;

class BatchRequestsTest {
    private static final FcmSdk SDK = new FcmSdk("tocsin-demo");
    private static final Map<String, List<String>> AUTHORIZATION = Map.of("Authorization", List.of("Bearer abc"));

    @AfterAll
    static void close() {
        SDK.close();
    }

    @Test
    void everyRecipientsRequestIsTheOneThatTheSdkWouldSend() {
        WireRequest filled = request("device-1:APA91b_-x");

        WireRequest bySdk = SDK.request(
                new MessageTemplate(SampleContent.of(7), SampleContent.ENGLISH, PushRig.LINKS, SampleContent.NOW)
                        .to("device-1:APA91b_-x", PushRig.tokens(1)[0]));
        assertThat(filled.body()).isEqualTo(bySdk.body());
        assertThat(filled.path()).isEqualTo(bySdk.path());
        assertThat(filled.headers().getAll("authorization")).containsExactly("Bearer abc");
        bySdk.headers().remove("authorization");
        filled.headers().remove("authorization");
        assertThat(filled.headers().toString()).isEqualTo(bySdk.headers().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"},\"topic\":\"all", "back\\slash", "new\nline", "", "ŵ🔔", "${TOKEN}"})
    void aHostileDeviceTokenStaysWithinItsField(String device) {
        JsonObject message = request(device).body().toJsonObject().getJsonObject("message");

        assertThat(message.getString("token")).isEqualTo(device);
        assertThat(message.containsKey("topic")).isFalse();
        assertThat(message.getJsonObject("data").getString("receipt")).isEqualTo(PushRig.tokens(1)[0]);
    }

    @Test
    void aMarkThatIsNotRenderedIsNoTemplate() {
        WireRequest rendered = request("a");
        assertThatThrownBy(() -> RequestTemplate.cut(rendered, RequestTemplate.mark()))
                .isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @EnumSource(NoticeKind.class)
    void aNoticeIsUrgentAndLeadsToItsPage(NoticeKind kind) {
        Content notice = NoticeContent.of(kind, ChannelKind.PUSH, "012345", SampleContent.EXPIRES);
        String token = PushRig.tokens(1)[0];
        JsonObject message = SDK.request(new MessageTemplate(
                                notice, notice.alert().variants().getFirst(), PushRig.LINKS, SampleContent.NOW)
                        .to("device", token))
                .body()
                .toJsonObject()
                .getJsonObject("message");

        assertThat(message.getJsonObject("data").getString("link")).endsWith("/n/" + token);
        assertThat(message.getJsonObject("android").getString("priority")).isEqualTo("high");
        assertThat(message.getJsonObject("android").getString("collapse_key")).isEqualTo("tocsin-" + kind.number());
        assertThat(message.getJsonObject("notification").getString("body").contains("012345"))
                .isEqualTo(kind.hasCode());
    }

    private static WireRequest request(String device) {
        Batch batch =
                new Batch(SampleContent.of(7), 1, new String[] {device}, PushRig.tokens(1), new byte[] {0}, () -> null);
        BatchRequests requests = BatchRequests.prepare(batch, SDK, PushRig.LINKS, SampleContent.NOW, AUTHORIZATION);
        return Objects.requireNonNull(requests.request(0));
    }
}
