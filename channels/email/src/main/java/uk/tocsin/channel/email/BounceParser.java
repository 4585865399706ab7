package uk.tocsin.channel.email;

import jakarta.mail.MessagingException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import uk.tocsin.channel.email.Bounce.AutoReply;
import uk.tocsin.channel.email.Bounce.Bounced;
import uk.tocsin.channel.email.Bounce.Complaint;
import uk.tocsin.channel.email.Bounce.Delayed;
import uk.tocsin.channel.email.Bounce.DeliveredReport;
import uk.tocsin.channel.email.Bounce.Unintelligible;
import uk.tocsin.model.FailureReason;

/// Says what a mail to the bounce address means: first by the reports that machines write for machines
/// (RFC 3464, 5965), then by the words of those that write for people. Pure; any thread; never throws. Takes
/// milliseconds: not on an event loop.
public final class BounceParser {
    /// The largest mail that is read, in bytes.
    public static final int MAX_BYTES = 1 << 20;

    /// Subjects of answering machines that do not say so in a header.
    private static final Pattern AUTOMATIC = Pattern.compile(
            "^\\s*(re: *)?(auto(matic)?[ -]?(reply|response|answer)|out of (the )?office|away from|on (annual )?leave"
                    + "|ateb awtomatig|allan o.r swyddfa|ymateb awtomatig|abwesenheit|r.ponse automatique)",
            Pattern.CASE_INSENSITIVE);

    private final TokenFinder tokens;

    /// For return paths and Message-IDs of this domain.
    public BounceParser(String bounceDomain) {
        tokens = new TokenFinder(bounceDomain);
    }

    /// What the mail means.
    ///
    /// @param raw the mail as received, without dot-stuffing
    /// @param envelopeRecipient the address in RCPT TO
    public Bounce parse(byte[] raw, String envelopeRecipient) {
        if (raw.length > MAX_BYTES) {
            return new Unintelligible("larger than " + MAX_BYTES + " bytes");
        }
        try {
            return read(new MailParts(raw), envelopeRecipient);
        } catch (MessagingException | IOException | RuntimeException rubbish) {
            return new Unintelligible("not a mail: " + rubbish.getClass().getSimpleName());
        }
    }

    private Bounce read(MailParts mail, String envelopeRecipient) throws MessagingException {
        Optional<String> token = token(mail, envelopeRecipient);
        String report = mail.type().equals("multipart/report") ? mail.parameter("report-type") : "";
        String status = mail.texts("message/delivery-status") + mail.texts("message/global-delivery-status");
        if (report.equals("feedback-report")
                || !mail.texts("message/feedback-report").isEmpty()) {
            return token.<Bounce>map(Complaint::new).orElseGet(BounceParser::nameless);
        }
        if (report.equals("disposition-notification")) {
            return new AutoReply();
        }
        List<DeliveryStatus> recipients = DeliveryStatus.parse(status);
        if (!recipients.isEmpty()) {
            return token.map(t -> reported(t, recipients)).orElseGet(BounceParser::nameless);
        }
        return worded(mail, token);
    }

    /// Worst news first: a failure among several recipients is the failure of this delivery.
    private static Bounce reported(String token, List<DeliveryStatus> recipients) {
        for (DeliveryStatus recipient : recipients) {
            if (recipient.action().equals("failed")) {
                return failed(token, recipient.status());
            }
        }
        DeliveryStatus first = recipients.getFirst();
        return switch (first.action()) {
            case "delivered" -> new DeliveredReport(token);
            case "delayed", "relayed", "expanded" -> new Delayed(token, first.status());
            default -> new Unintelligible("a delivery report with an unknown action");
        };
    }

    /// Failed with 4.x.x means that somebody gave up trying: the delivery failed, the address is not judged.
    private static Bounce failed(String token, String status) {
        if (status.startsWith("5")) {
            return new Bounced(token, Optional.of(EnhancedStatus.reason(status)), status, true);
        }
        if (status.isEmpty()) {
            return new Bounced(token, Optional.empty(), "", false);
        }
        FailureReason reason = EnhancedStatus.reason(status);
        return new Bounced(
                token, Optional.of(reason.addressIsDead() ? FailureReason.UNREACHABLE : reason), status, false);
    }

    private Bounce worded(MailParts mail, Optional<String> token) throws MessagingException {
        String subject = mail.header("Subject");
        if (AUTOMATIC.matcher(subject).find() || saysReplied(mail)) {
            return new AutoReply();
        }
        String text =
                mail.texts("text/plain").isBlank() ? markupAway(mail.texts("text/html")) : mail.texts("text/plain");
        Optional<BounceText.Finding> finding = BounceText.read(subject + "\n" + text);
        if (finding.isEmpty()) {
            return answersByItself(mail) ? new AutoReply() : new Unintelligible("neither a report nor a known bounce");
        }
        return token.map(t -> worded(t, finding.get())).orElseGet(BounceParser::nameless);
    }

    private static Bounce worded(String token, BounceText.Finding found) {
        if (found.delayed()) {
            return new Delayed(token, found.status());
        }
        boolean soft = !found.permanent()
                && found.reason().isPresent()
                && found.reason().get().addressIsDead();
        Optional<FailureReason> reason = soft ? Optional.of(FailureReason.UNREACHABLE) : found.reason();
        return new Bounced(token, reason, found.status(), found.permanent());
    }

    /// RFC 3834 section 5: what an answering machine writes is auto-replied; what a mail system writes is
    /// auto-generated, so that word alone says nothing.
    private static boolean saysReplied(MailParts mail) throws MessagingException {
        boolean replied = mail.header("Auto-Submitted").toLowerCase(Locale.ROOT).startsWith("auto-replied");
        boolean system = mail.header("Return-Path").strip().equals("<>")
                || mail.header("From").toLowerCase(Locale.ROOT).contains("mailer-daemon");
        return (replied && !system)
                || !mail.header("X-Autoreply").isEmpty()
                || !mail.header("X-Autorespond").isEmpty();
    }

    private static boolean answersByItself(MailParts mail) throws MessagingException {
        String submitted = mail.header("Auto-Submitted").toLowerCase(Locale.ROOT);
        return submitted.startsWith("auto-") || mail.header("Precedence").equalsIgnoreCase("auto_reply");
    }

    /// From the envelope, then headers, then the original that the report quotes.
    private Optional<String> token(MailParts mail, String envelopeRecipient) throws MessagingException {
        Optional<String> found = tokens.inAddress(envelopeRecipient);
        for (String name : List.of("To", "Delivered-To", "X-Original-To", "Original-Recipient", "Envelope-To")) {
            found = found.isPresent() ? found : tokens.inAddress(mail.header(name));
        }
        for (String name : List.of("In-Reply-To", "References")) {
            found = found.isPresent() ? found : tokens.anywhere(mail.header(name));
        }
        for (MailParts.Leaf leaf : mail.leaves()) {
            found = found.isPresent() ? found : tokens.anywhere(leaf.text());
        }
        return found;
    }

    private static String markupAway(String html) {
        return html.replaceAll("<[^>]{0,2000}>", " ").replace("&nbsp;", " ").replace("&#39;", "'");
    }

    private static Bounce nameless() {
        return new Unintelligible("no delivery token of ours");
    }
}
