package uk.tocsin.console.edge;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import uk.tocsin.channel.sms.InboundText;
import uk.tocsin.control.AlertView;
import uk.tocsin.control.ControlState;
import uk.tocsin.engine.Engine;
import uk.tocsin.model.Alert;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Contact;
import uk.tocsin.model.Endpoint;
import uk.tocsin.model.Evidence;
import uk.tocsin.model.EvidenceSource;
import uk.tocsin.model.Language;
import uk.tocsin.model.Prompts;

/// Texts that people send back, as Twilio hands them on: `POST /receipts/sms-replies`. STOP and its like suppress
/// the number (Twilio blocks it as well), START releases it, and a word of assent or a choice answers an alert that is
/// open ([SmsAnswer]). Anything else is counted. We text back, in the answer to Twilio, only to ask which of several
/// alerts is meant, and then nothing is journalled: Twilio answers STOP, START and HELP itself.
///
/// A STOP that was overheard and is posted again after a START stops once more: the signature has no time in it,
/// and the safe side of this mistake is the one the person can hear of (Twilio answers START). A choice that is posted
/// again is chosen again.
final class SmsReplies implements Door {
    private static final Pattern NUMBER = Pattern.compile("\\+[1-9][0-9]{6,14}");

    /// Alerts that are looked at, the newest: nobody means one before them.
    private static final int MOST_OPEN = 20;

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
                        ? Future.succeededFuture(new Done(EdgeMeters.Reply.STRANGER, ""))
                        : said(sender.get(), fields))
                .map(done -> {
                    meters.reply(done.kind());
                    return markup(done.text());
                });
    }

    /// What became of a text, and what is texted back; usually nothing.
    private record Done(EdgeMeters.Reply kind, String text) {
        Done(EdgeMeters.Reply kind) {
            this(kind, "");
        }
    }

    /// Twilio's markup for what to text back (https://www.twilio.com/docs/messaging/twiml).
    private static Answer markup(String text) {
        String message = text.isEmpty() ? "" : "<Message>" + Html.escape(text) + "</Message>";
        return Answer.of("text/xml; charset=utf-8", "<Response>" + message + "</Response>");
    }

    private record Sender(int ordinal, int endpoint, Language language) {}

    private Future<Optional<Sender>> sender(String number) {
        return contacts.owner(number).compose(owner -> {
            if (owner.isEmpty()) {
                return Future.succeededFuture(Optional.empty());
            }
            int ordinal = owner.getAsInt();
            return contacts.of(ordinal)
                    .map(contact -> contact.flatMap(
                            c -> endpoint(c, number).map(index -> new Sender(ordinal, index, c.language()))));
        });
    }

    private static Optional<Integer> endpoint(Contact contact, String number) {
        return contact.endpoints().stream()
                .filter(e -> e.channel() == ChannelKind.SMS && e.address().equals(number))
                .map(Endpoint::index)
                .findFirst();
    }

    private Future<Done> said(Sender sender, Map<String, String> fields) {
        String body = fields.getOrDefault("Body", "");
        return switch (InboundText.of(fields)) {
            case OPT_OUT ->
                engine.endpoint(sender.ordinal(), sender.endpoint(), true).map(_ -> {
                    meters.suppressed(EdgeMeters.By.TEXT);
                    return new Done(EdgeMeters.Reply.STOPPED);
                });
            case OPT_IN ->
                engine.endpoint(sender.ordinal(), sender.endpoint(), false)
                        .compose(_ -> InboundText.assents(body)
                                ? answered(sender, body)
                                : Future.succeededFuture(new Done(EdgeMeters.Reply.STARTED)));
            case HELP -> Future.succeededFuture(new Done(EdgeMeters.Reply.HELP));
            case REPLY -> answered(sender, body);
        };
    }

    private Future<Done> answered(Sender sender, String body) {
        return engine.open(sender.ordinal(), sender.endpoint(), ChannelKind.SMS)
                .compose(open -> engine.control(state -> asked(state, open)))
                .compose(open -> switch (SmsAnswer.of(body, open)) {
                    case SmsAnswer.Reads reads ->
                        receipts.journal(reads.token(), Evidence.ACKNOWLEDGED, EvidenceSource.PERSON)
                                .map(_ -> new Done(EdgeMeters.Reply.ACKNOWLEDGED));
                    case SmsAnswer.Says says ->
                        receipts.respond(says.token(), says.response()).map(_ -> new Done(EdgeMeters.Reply.ANSWERED));
                    case SmsAnswer.Which which ->
                        done(EdgeMeters.Reply.WHICH, SmsAnswer.ask(which.alerts(), sender.language()));
                    case SmsAnswer.NothingOpen _ -> done(EdgeMeters.Reply.NOTHING_OPEN, "");
                    case SmsAnswer.Other _ -> done(EdgeMeters.Reply.OTHER, "");
                });
    }

    private static Future<Done> done(EdgeMeters.Reply kind, String text) {
        return Future.succeededFuture(new Done(kind, text));
    }

    private static List<SmsAnswer.Open> asked(ControlState state, List<Engine.OpenDelivery> open) {
        return open.stream()
                .limit(MOST_OPEN)
                .map(each -> new SmsAnswer.Open(
                        each.token(),
                        each.acknowledged(),
                        state.alert(each.token().alert())
                                .map(AlertView::content)
                                .filter(content -> content.handling().textMayTravel())
                                .map(Alert::prompts)
                                .orElse(Prompts.NONE)))
                .toList();
    }
}
