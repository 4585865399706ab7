package uk.tocsin.console.pages.preview;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import uk.tocsin.channel.email.EmailOptions;
import uk.tocsin.channel.kit.Links;
import uk.tocsin.console.edge.Alerts;
import uk.tocsin.model.Alert;
import uk.tocsin.model.ChannelKind;

/// What two people decide about is what the channels send.
class PreviewTest {
    private static final Links LINKS = new Links(URI.create("https://alerts.example.test"));
    private static final EmailOptions.Sender SENDER =
            new EmailOptions.Sender("Tocsin", "a@example.test", "example.test", LINKS);

    private static List<Preview> previews(Alert alert) {
        return Preview.of(1, alert, SENDER, alert.expires().minusSeconds(600));
    }

    @Test
    void everyVariantIsShownByTheChannelsOfThePlan() {
        List<Preview> previews = previews(Alerts.on(ChannelKind.PUSH, ChannelKind.SMS));

        assertThat(previews)
                .extracting(Preview::whom)
                .containsExactly(
                        "Public and above, in English", "Public and above, in Welsh", "Business and above, in English");
        assertThat(previews)
                .allSatisfy(preview ->
                        assertThat(preview.channels()).containsExactlyInAnyOrder(ChannelKind.PUSH, ChannelKind.SMS));
    }

    @Test
    void aboveThePublicOnlyANoticeIsSentWithTheLinkToSignInBy() {
        Preview preview = previews(Alerts.restricted(ChannelKind.values())).getFirst();

        for (String text : List.of(
                preview.push().title() + preview.push().body(),
                preview.sms(),
                preview.mail().subject() + preview.mail().text())) {
            assertThat(text).contains("protected message").doesNotContain("Camden");
        }
        assertThat(preview.variant().headline()).contains("Camden");
    }

    @Test
    void anAlertThatHasEndedIsShownAsItWouldHaveGoneOut() {
        Alert alert = Alerts.on(ChannelKind.PUSH);
        Instant longAfter = alert.expires().plusSeconds(86_400);

        assertThat(Preview.of(1, alert, SENDER, longAfter)).isEqualTo(previews(alert));
    }
}
