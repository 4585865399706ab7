package uk.tocsin.channel.sms;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import uk.tocsin.channel.kit.Links;
import uk.tocsin.lane.Batch;
import uk.tocsin.lane.Content;
import uk.tocsin.lane.NoticeContent;
import uk.tocsin.lane.SampleContent;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Language;
import uk.tocsin.model.NoticeKind;
import uk.tocsin.model.Variant;

/// The text of a notice and its link are one part, in both languages.
class NoticeTextTest {
    /// As long as an edge's address may sensibly be.
    private static final Links LINKS = new Links(URI.create("https://alerts.longer.example.test"));

    private static final String TOKEN = "AcceptanceTestToken-0000";

    @ParameterizedTest
    @EnumSource(NoticeKind.class)
    void itIsOnePartOfTheGsmAlphabet(NoticeKind kind) {
        Content content = NoticeContent.of(kind, ChannelKind.SMS, "012345", SampleContent.EXPIRES);
        assertThat(content.alert().variants().stream().map(Variant::language)).containsExactly(Language.values());
        for (byte variant = 0; variant < Language.values().length; variant++) {
            String text = text(content, variant);

            assertThat(SmsText.firstNonGsm(text)).as(text).isEmpty();
            assertThat(SmsText.count(text).parts()).as(text).isEqualTo(1);
            assertThat(text).endsWith(" https://alerts.longer.example.test/n/" + TOKEN);
            assertThat(text.startsWith("012345 ")).isEqualTo(kind.hasCode());
        }
    }

    private static String text(Content content, byte variant) {
        Batch batch = new Batch(
                content, 42, new String[] {"+447700900000"}, new String[] {TOKEN}, new byte[] {variant}, () -> null);
        return BatchTexts.prepare(batch, LINKS).text(0);
    }
}
