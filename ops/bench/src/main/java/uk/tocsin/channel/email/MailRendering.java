package uk.tocsin.channel.email;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import uk.tocsin.lane.Content;

/// Lets the benches fill the very mails that the channel sends.
public final class MailRendering {
    private static final byte[] DATE = "Mon, 2 Mar 2026 10:00:00 +0000".getBytes(StandardCharsets.US_ASCII);

    private final MailTemplate template;
    private final MailTemplate.Fills fills = new MailTemplate.Fills();

    /// For the first variant of an alert.
    public MailRendering(Content content, EmailOptions.Sender sender) {
        template = new MailComposer(sender)
                .compose(content, content.alert().variants().getFirst());
    }

    /// The mail for one recipient, as it goes over the wire; `token` is 24 characters of base64url.
    public Buffer mail(String to, String token) {
        fills.set(MailTemplate.Field.TO, to.getBytes(StandardCharsets.UTF_8));
        fills.set(MailTemplate.Field.DATE, DATE);
        fills.set(MailTemplate.Field.TOKEN, token.getBytes(StandardCharsets.US_ASCII));
        fills.set(MailTemplate.Field.TOKEN32, TokenText.toBase32(token).getBytes(StandardCharsets.US_ASCII));
        return template.fill(fills);
    }
}
