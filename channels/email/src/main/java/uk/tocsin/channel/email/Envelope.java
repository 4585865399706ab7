package uk.tocsin.channel.email;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import uk.tocsin.model.SendOutcome;

/// One message on its way over a connection: who, what was answered so far. A connection has two and uses them
/// in turn, so that a message costs no object of its own.
final class Envelope {
    /// How far it is.
    enum Stage {
        FREE,
        COMMANDS,
        CONTENT,
        LONE_DOT
    }

    private static final byte[] DATA = "DATA\r\n".getBytes(StandardCharsets.US_ASCII);

    private final MailTemplate.Fills fills = new MailTemplate.Fills();
    private @Nullable SendJob job;
    private int index;
    private Mailbox to = NOBODY;
    private String from = "";

    Stage stage = Stage.FREE;
    /// What a refused command already decided.
    @Nullable
    SendOutcome verdict;
    /// Whether the socket has taken the final dot.
    boolean dotWritten;
    /// Monotonic time of the last progress, for timeouts.
    long since;

    private static final Mailbox NOBODY = new Mailbox("", false);

    /// Addresses it. Throws IllegalArgumentException when the token is not one.
    void address(SendJob forJob, int atIndex, Mailbox recipient, String bounceDomain, byte[] date) {
        String token = forJob.token(atIndex);
        String token32 = TokenText.toBase32(token);
        job = forJob;
        index = atIndex;
        to = recipient;
        from = "bounce+" + token32 + "@" + bounceDomain;
        verdict = null;
        dotWritten = false;
        stage = Stage.COMMANDS;
        fills.set(MailTemplate.Field.TO, recipient.text().getBytes(StandardCharsets.UTF_8));
        fills.set(MailTemplate.Field.DATE, date);
        fills.set(MailTemplate.Field.TOKEN, token.getBytes(StandardCharsets.US_ASCII));
        fills.set(MailTemplate.Field.TOKEN32, token32.getBytes(StandardCharsets.US_ASCII));
    }

    boolean busy() {
        return stage != Stage.FREE;
    }

    boolean needsUtf8() {
        return to.needsUtf8();
    }

    SendJob job() {
        if (job == null) {
            throw new IllegalStateException("an envelope without a job");
        }
        return job;
    }

    int index() {
        return index;
    }

    /// Reports its outcome and is free again.
    void report(SendOutcome outcome) {
        SendJob reported = job();
        free();
        reported.report(index, outcome);
    }

    void free() {
        stage = Stage.FREE;
        job = null;
        to = NOBODY;
    }

    void appendMail(Buffer out, SmtpFeatures features) {
        out.appendString("MAIL FROM:<").appendString(from);
        out.appendString(needsUtf8() ? utf8Parameters(features) : ">\r\n");
    }

    private static String utf8Parameters(SmtpFeatures features) {
        return features.eightBit() ? "> BODY=8BITMIME SMTPUTF8\r\n" : "> SMTPUTF8\r\n";
    }

    void appendRecipient(Buffer out) {
        out.appendString("RCPT TO:<").appendString(to.text()).appendString(">\r\n");
    }

    void appendData(Buffer out) {
        out.appendBytes(DATA);
    }

    Buffer content() {
        return job().template(index).fill(fills);
    }
}
