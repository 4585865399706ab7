package uk.tocsin.console.edge;

import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import uk.tocsin.channel.sms.InboundText;
import uk.tocsin.engine.Engine;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Contact;
import uk.tocsin.model.Endpoint;
import uk.tocsin.model.Evidence;
import uk.tocsin.model.EvidenceSource;

/// Texts that people send back, as Twilio hands them on: `POST /receipts/sms-replies`. STOP and its like suppress
/// the number (Twilio blocks it as well), START releases it, and a word of assent acknowledges the newest alert
/// sent to it: a text carries no token. Anything else is counted. We never text back: Twilio answers STOP, START
/// and HELP itself.
///
/// A STOP that was overheard and is posted again after a START stops once more: the signature has no time in it,
/// and the safe side of this mistake is the one the person can hear of (Twilio answers START).
final class SmsReplies implements Door {
    private static final Pattern NUMBER = Pattern.compile("\\+[1-9][0-9]{6,14}");
    private static final Answer NO_ANSWER = Answer.of("text/xml; charset=utf-8", "<Response/>");

    private final SignedForm form;
    private final Contacts contacts;
    private final Engine engine;
    private final Receipts receipts;
    private final EdgeMeters meters;

    SmsReplies(SignedForm form, Contacts contacts, Engine engine, Receipts receipts, EdgeMeters meters) {
        this.form = form;
        this.contacts = contacts;
        this.engine = engine;
        this.receipts = receipts;
        this.meters = meters;
    }

    @Override
    public Future<Answer> answer(Inquiry inquiry) {
        return switch (form.read(inquiry)) {
            case SignedForm.Found.Bad bad -> Answer.refusing(bad.why());
            case SignedForm.Found.Fields genuine -> genuine(genuine.fields());
        };
    }

    private Future<Answer> genuine(Map<String, String> fields) {
        String from = fields.getOrDefault("From", "");
        if (!NUMBER.matcher(from).matches()) {
            return Answer.refusing(Refusal.MALFORMED);
        }
        return sender(from)
                .compose(sender -> sender.isEmpty()
                        ? Future.succeededFuture(EdgeMeters.Reply.STRANGER)
                        : said(sender.get(), fields))
                .map(kind -> {
                    meters.reply(kind);
                    return NO_ANSWER;
                });
    }

    private record Sender(int ordinal, int endpoint) {}

    private Future<Optional<Sender>> sender(String number) {
        return contacts.owner(number).compose(owner -> {
            if (owner.isEmpty()) {
                return Future.succeededFuture(Optional.empty());
            }
            int ordinal = owner.getAsInt();
            return contacts.of(ordinal)
                    .map(contact -> contact.flatMap(c -> endpoint(c, number)).map(index -> new Sender(ordinal, index)));
        });
    }

    private static Optional<Integer> endpoint(Contact contact, String number) {
        return contact.endpoints().stream()
                .filter(e -> e.channel() == ChannelKind.SMS && e.address().equals(number))
                .map(Endpoint::index)
                .findFirst();
    }

    private Future<EdgeMeters.Reply> said(Sender sender, Map<String, String> fields) {
        boolean assents = InboundText.assents(fields.getOrDefault("Body", ""));
        return switch (InboundText.of(fields)) {
            case OPT_OUT ->
                engine.endpoint(sender.ordinal(), sender.endpoint(), true).map(_ -> {
                    meters.suppressed(EdgeMeters.By.TEXT);
                    return EdgeMeters.Reply.STOPPED;
                });
            case OPT_IN ->
                engine.endpoint(sender.ordinal(), sender.endpoint(), false)
                        .compose(
                                _ -> assents ? acknowledged(sender) : Future.succeededFuture(EdgeMeters.Reply.STARTED));
            case HELP -> Future.succeededFuture(EdgeMeters.Reply.HELP);
            case REPLY -> assents ? acknowledged(sender) : Future.succeededFuture(EdgeMeters.Reply.OTHER);
        };
    }

    private Future<EdgeMeters.Reply> acknowledged(Sender sender) {
        return engine.open(sender.ordinal(), sender.endpoint(), ChannelKind.SMS)
                .compose(open -> open.isEmpty()
                        ? Future.succeededFuture(EdgeMeters.Reply.NOTHING_OPEN)
                        : receipts.journal(open.getFirst().token(), Evidence.ACKNOWLEDGED, EvidenceSource.PERSON)
                                .map(_ -> EdgeMeters.Reply.ACKNOWLEDGED));
    }
}
