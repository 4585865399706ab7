package uk.tocsin.channel.email;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import uk.tocsin.channel.kit.Links;
import uk.tocsin.lane.Content;
import uk.tocsin.lane.NoticeContent;
import uk.tocsin.lane.SampleContent;
import uk.tocsin.model.Alert;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Handling;
import uk.tocsin.model.Language;
import uk.tocsin.model.Mode;
import uk.tocsin.model.NoticeKind;
import uk.tocsin.model.Severity;
import uk.tocsin.model.Tier;
import uk.tocsin.model.Variant;

/// A mail read back by Jakarta Mail says what the alert says.
class MailComposerTest {
    private static final String TOKEN = "AcceptanceTestToken-0001";
    private static final String TOKEN32 = TokenText.toBase32(TOKEN);
    private static final Variant WELSH = new Variant(
            Tier.PUBLIC,
            Language.CY,
            "Eitem amheus ger Tŷ'r Ŵyl",
            "Osgowch y stryd.",
            "Mae'r heddlu'n delio ag eitem amheus. Arhoswch yn y tŷ.\n.Dechrau â dot.\n.\nDiwedd",
            "Cadwch draw o'r ffenestri: <b>ŵyn & \"geifr\"</b>");

    private static Alert alert(Handling handling, Variant variant) {
        return SampleContent.of(7, Mode.ACTUAL, handling, Severity.EXTREME, variant)
                .alert();
    }

    private static byte[] wire(EmailOptions.Sender sender, Alert alert, String to, String token) {
        return wire(sender, new Content(7, alert, 0), to, token);
    }

    private static byte[] wire(EmailOptions.Sender sender, Content content, String to, String token) {
        MailTemplate.Fills fills = new MailTemplate.Fills();
        fills.set(MailTemplate.Field.TO, to.getBytes(StandardCharsets.UTF_8));
        fills.set(MailTemplate.Field.DATE, "Mon, 2 Mar 2026 10:00:00 +0000".getBytes(StandardCharsets.US_ASCII));
        fills.set(MailTemplate.Field.TOKEN, token.getBytes(StandardCharsets.US_ASCII));
        fills.set(MailTemplate.Field.TOKEN32, TokenText.toBase32(token).getBytes(StandardCharsets.US_ASCII));
        return new MailComposer(sender)
                .compose(content, content.alert().variants().getFirst())
                .fill(fills)
                .getBytes();
    }

    private static MimeMessage read(byte[] wire) throws Exception {
        byte[] mail = new FakeSmtp.Received("", "", wire).mail();
        return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(mail));
    }

    private static String body(MimeMessage message, int part) throws Exception {
        MimeMultipart parts = (MimeMultipart) message.getContent();
        assertThat(parts.getCount()).isEqualTo(2);
        return ((String) parts.getBodyPart(part).getContent()).replace("\r\n", "\n");
    }

    @Test
    void theHeadersAreAllThere() throws Exception {
        MimeMessage mail = read(wire(Samples.SENDER, alert(Handling.PUBLIC, WELSH), "ann@example.test", TOKEN));

        assertThat(mail.getFrom()).containsExactly(new InternetAddress("alerts@example.test", "Tocsin Alerts"));
        assertThat(mail.getRecipients(Message.RecipientType.TO))
                .containsExactly(new InternetAddress("ann@example.test"));
        assertThat(mail.getSubject()).isEqualTo(WELSH.headline());
        assertThat(mail.getSentDate()).isEqualTo(Date.from(SampleContent.NOW));
        assertThat(mail.getMessageID()).isEqualTo("<" + TOKEN32 + "@" + Samples.DOMAIN + ">");
        assertThat(mail.getHeader("List-Unsubscribe")).containsExactly("<https://edge.example.test/u/" + TOKEN + ">");
        assertThat(mail.getHeader("List-Unsubscribe-Post")).containsExactly("List-Unsubscribe=One-Click");
        assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(mail.getHeader("X-Auto-Response-Suppress")).containsExactly("All");
        assertThat(mail.getHeader("Content-Language")).containsExactly("cy-GB");
        assertThat(mail.getContentType()).startsWith("multipart/alternative");
    }

    @ParameterizedTest
    @EnumSource(NoticeKind.class)
    void aNoticeLeadsToItsPageAndOffersNoUnsubscription(NoticeKind kind) throws Exception {
        Content notice = NoticeContent.of(kind, ChannelKind.EMAIL, "012345", SampleContent.EXPIRES);
        MimeMessage mail = read(wire(Samples.SENDER, notice, "ann@example.test", TOKEN));

        assertThat(mail.getMessageID()).isEqualTo("<" + TOKEN32 + "@" + Samples.DOMAIN + ">");
        assertThat(mail.getHeader("List-Unsubscribe")).isNull();
        assertThat(mail.getHeader("List-Unsubscribe-Post")).isNull();
        assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(body(mail, 0)).contains("\nhttps://edge.example.test/n/" + TOKEN + "\n");
        assertThat(body(mail, 1)).contains("href=\"https://edge.example.test/n/" + TOKEN + "\"");
        for (int part = 0; part < 2; part++) {
            assertThat(body(mail, part)).doesNotContain("/u/", "/a/", "registered for alerts");
            assertThat(body(mail, part).contains("012345")).isEqualTo(kind.hasCode());
        }
    }

    @Test
    void bothBodiesSayItInWelsh() throws Exception {
        MimeMessage mail = read(wire(Samples.SENDER, alert(Handling.PUBLIC, WELSH), "ann@example.test", TOKEN));

        assertThat(body(mail, 0))
                .contains(WELSH.headline(), WELSH.description(), WELSH.instruction())
                .contains("\nhttps://edge.example.test/a/" + TOKEN + "\n")
                .contains("\nhttps://edge.example.test/u/" + TOKEN + "\n");
        assertThat(body(mail, 1))
                .contains("<html lang=\"cy-GB\">", "<h1", "Eitem amheus ger Tŷ&#39;r Ŵyl</h1>")
                .contains("&lt;b&gt;ŵyn &amp; &quot;geifr&quot;&lt;/b&gt;")
                .contains("href=\"https://edge.example.test/a/" + TOKEN + "\"")
                .doesNotContain("<img", "<script", "src=", "url(", "<b>");
    }

    @Test
    void theWireIsSevenBitInShortLinesWithStuffedDots() {
        byte[] wire = wire(Samples.SENDER, alert(Handling.PUBLIC, WELSH), "ann@example.test", TOKEN);

        String text = new String(wire, StandardCharsets.ISO_8859_1);
        assertThat(text.chars()).allMatch(c -> c < 0x80);
        assertThat(text.replace("\r\n", "").chars()).noneMatch(c -> c == '\r' || c == '\n');
        assertThat(text.split("\r\n")).allMatch(line -> line.length() <= 998);
        assertThat(text).contains("\r\n..Dechrau").contains("\r\n..\r\n").endsWith("\r\n.\r\n");
        assertThat(text.substring(0, text.length() - 3)).doesNotContain("\r\n.\r\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 20, 40, 45, 46, 47, 48, 49, 50, 51, 60, 70, 71, 72, 73, 90, 200})
    void linksOfAnyLengthSurviveTheEncoding(int length) throws Exception {
        Links links = new Links(URI.create("https://edge.example.test/" + "p".repeat(length)));
        EmailOptions.Sender sender = new EmailOptions.Sender("Tocsin", "alerts@example.test", Samples.DOMAIN, links);

        MimeMessage mail = read(wire(sender, alert(Handling.PUBLIC, WELSH), "ann@example.test", TOKEN));

        assertThat(body(mail, 0)).contains("\n" + links.acknowledge(TOKEN) + "\n");
        assertThat(body(mail, 1)).contains("href=\"" + links.unsubscribe(TOKEN) + "\"");
    }

    @Test
    void aRestrictedTextIsNotInTheMail() throws Exception {
        byte[] wire = wire(Samples.SENDER, alert(Handling.SENSITIVE, WELSH), "ann@example.test", TOKEN);

        MimeMessage mail = read(wire);
        String all = mail.getSubject() + body(mail, 0) + body(mail, 1);
        assertThat(all)
                .doesNotContain("amheus", "heddlu", "ffenestri", "Osgowch")
                .contains("Mae neges warchodedig i chi", "Mewngofnodwch i'w darllen:\nhttps://edge.example.test/a/");
    }

    @Test
    void aHeadlineCannotAddAHeader() throws Exception {
        Variant evil =
                new Variant(Tier.PUBLIC, Language.EN, "Fire\r\nBcc: eve@example.test\r\n\r\nhello", "x", "y", "z");

        MimeMessage mail = read(wire(Samples.SENDER, alert(Handling.PUBLIC, evil), "ann@example.test", TOKEN));

        assertThat(mail.getHeader("Bcc")).isNull();
        assertThat(mail.getSubject()).isEqualTo("Fire Bcc: eve@example.test hello");
    }

    @Test
    void wordsThatLookLikeOurPlacesAreOnlyWords() throws Exception {
        Variant clever = new Variant(
                Tier.PUBLIC,
                Language.EN,
                "token-goes-here-00000000",
                "x",
                "recipient-00000001@placeholder.invalid",
                "message2id2goes2here200000002");

        MimeMessage mail = read(wire(Samples.SENDER, alert(Handling.PUBLIC, clever), "ann@example.test", TOKEN));

        assertThat(body(mail, 0)).contains(clever.headline(), clever.description(), clever.instruction());
    }
}
