package uk.tocsin.channel.email;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import uk.tocsin.channel.email.MailTemplate.Field;
import uk.tocsin.lane.Content;
import uk.tocsin.model.Alert;
import uk.tocsin.model.Variant;

/// Renders a variant of an alert once, with Jakarta Mail: multipart/alternative of text and HTML in UTF-8 and
/// quoted-printable, so that the mail is 7-bit and every relay takes it unchanged. (Left to itself Jakarta Mail
/// would take base64 for some texts, in which no placeholder survives.) Takes milliseconds: not on an event
/// loop.
///
/// There is no `Precedence` header: it is not standard, and some filters count it against the sender;
/// `Auto-Submitted` (RFC 3834) and `X-Auto-Response-Suppress` keep answering machines quiet.
final class MailComposer {
    private static final String UTF_8 = "utf-8";
    /// Once each in the headers; the token in List-Unsubscribe and twice in each body.
    private static final Map<Field, Integer> EXPECTED =
            Map.of(Field.TO, 1, Field.DATE, 1, Field.TOKEN, 5, Field.TOKEN32, 1);
    /// A notice has no List-Unsubscribe, and its token once in each body.
    private static final Map<Field, Integer> EXPECTED_OF_NOTICE =
            Map.of(Field.TO, 1, Field.DATE, 1, Field.TOKEN, 2, Field.TOKEN32, 1);

    private final EmailOptions.Sender sender;
    private final Session session = Session.getInstance(new Properties());

    MailComposer(EmailOptions.Sender sender) {
        this.sender = sender;
    }

    /// The mail for one variant. Throws IllegalStateException when it cannot be rendered, which only a bug
    /// does.
    MailTemplate compose(Content content, Variant variant) {
        Map<Field, String> places = apartFrom(content.alert(), variant);
        MailBody body = MailBody.of(content, variant, sender, place(places, Field.TOKEN));
        try {
            MimeMessage message =
                    new Rendered(session, "<" + place(places, Field.TOKEN32) + "@" + sender.bounceDomain() + ">");
            headers(message, body, places);
            if (!content.isNotice()) {
                unsubscription(message, places);
            }
            MimeMultipart alternative = new MimeMultipart("alternative");
            alternative.addBodyPart(part(body.text(), "plain", variant));
            alternative.addBodyPart(part(body.html(), "html", variant));
            message.setContent(alternative);
            message.saveChanges();
            ByteArrayOutputStream out = new ByteArrayOutputStream(8192);
            message.writeTo(out);
            return MailTemplate.cut(out.toByteArray(), places, content.isNotice() ? EXPECTED_OF_NOTICE : EXPECTED);
        } catch (MessagingException e) {
            throw new IllegalStateException("a mail could not be rendered", e);
        } catch (IOException e) {
            throw new UncheckedIOException("a mail could not be rendered", e);
        }
    }

    private void headers(MimeMessage message, MailBody body, Map<Field, String> places)
            throws MessagingException, IOException {
        message.setHeader("Date", place(places, Field.DATE));
        message.setFrom(new InternetAddress(sender.address(), sender.name(), UTF_8));
        message.setHeader("To", place(places, Field.TO));
        message.setSubject(body.subject(), UTF_8);
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setHeader("X-Auto-Response-Suppress", "All");
        message.setHeader("Content-Language", body.variant().language().word());
    }

    private void unsubscription(MimeMessage message, Map<Field, String> places) throws MessagingException {
        message.setHeader("List-Unsubscribe", "<" + sender.links().unsubscribe(place(places, Field.TOKEN)) + ">");
        message.setHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
    }

    private static MimeBodyPart part(String text, String subtype, Variant variant) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setText(text, UTF_8, subtype);
        part.setHeader("Content-Transfer-Encoding", "quoted-printable");
        part.setHeader("Content-Language", variant.language().word());
        return part;
    }

    /// Stand-ins for what differs that the alert's own words and our addresses do not hold.
    private Map<Field, String> apartFrom(Alert alert, Variant variant) {
        String words = variant + alert.link() + sender;
        for (int n = 0; ; n++) {
            Map<Field, String> candidates = new EnumMap<>(Map.of(
                    Field.TO, "recipient-%08d@placeholder.invalid".formatted(n),
                    Field.DATE, "date-goes-here-%08d".formatted(n),
                    Field.TOKEN, "token-goes-here-%08d".formatted(n),
                    Field.TOKEN32, "message2id2goes2here2%08d".formatted(n)));
            if (candidates.values().stream().noneMatch(words::contains)) {
                return candidates;
            }
        }
    }

    private static String place(Map<Field, String> places, Field field) {
        return Objects.requireNonNull(places.get(field));
    }

    /// A message that keeps the Message-ID it is given.
    private static final class Rendered extends MimeMessage {
        private final String id;

        Rendered(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }
    }
}
