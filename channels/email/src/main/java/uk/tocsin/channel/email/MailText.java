package uk.tocsin.channel.email;

import uk.tocsin.lane.Content;
import uk.tocsin.model.Variant;

/// What a mail says: its subject and its text. The HTML beside it says the same.
public record MailText(String subject, String text) {
    /// The mail of one variant of an alert. Pure; any thread.
    ///
    /// @param token stands in its links
    public static MailText of(Content content, Variant variant, EmailOptions.Sender sender, String token) {
        MailBody body = MailBody.of(content, variant, sender, token);
        return new MailText(body.subject(), body.text());
    }
}
