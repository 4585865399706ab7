package uk.tocsin.lane;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import uk.tocsin.model.Alert;
import uk.tocsin.model.Area;
import uk.tocsin.model.Audience;
import uk.tocsin.model.Category;
import uk.tocsin.model.Certainty;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Handling;
import uk.tocsin.model.Language;
import uk.tocsin.model.MessageType;
import uk.tocsin.model.Mode;
import uk.tocsin.model.NoticeKind;
import uk.tocsin.model.Plan;
import uk.tocsin.model.Severity;
import uk.tocsin.model.Step;
import uk.tocsin.model.Tier;
import uk.tocsin.model.Urgency;
import uk.tocsin.model.Variant;

/// The fixed words of notices, in English and Welsh. They hold nothing about the person but the code; the channel
/// adds the link. A short text and its link fit one text message of the GSM alphabet: so no circumflex in Welsh
/// (a test holds every one of them to it). Stateless; any thread.
public final class NoticeContent {
    private NoticeContent() {}

    /// What a channel says for one notice.
    ///
    /// @param code six digits; not used by kinds that have none
    public static Content of(NoticeKind kind, ChannelKind channel, String code, Instant expires) {
        List<Variant> variants = List.of(
                variant(Language.EN, channel, english(kind, channel, code)),
                variant(Language.CY, channel, welsh(kind, channel, code)));
        Alert alert = new Alert(
                Mode.ACTUAL,
                MessageType.ALERT,
                Handling.PUBLIC,
                new Alert.Classification(
                        List.of(Category.OTHER), List.of(), Urgency.IMMEDIATE, Severity.SEVERE, Certainty.OBSERVED),
                kind.word(),
                new Area("", Optional.empty(), List.of()),
                expires,
                Optional.empty(),
                "",
                variants,
                new Audience.Everyone(),
                new Plan(List.of(new Step(channel, Duration.ZERO))),
                0);
        return new Content(kind.number(), alert, 0);
    }

    /// What is said under a headline; how a text leads to its link; and what a mail says beyond it.
    private record Words(String headline, String said, String link, String more) {}

    private static Variant variant(Language language, ChannelKind channel, Words words) {
        String brief = channel == ChannelKind.SMS ? words.said() + " " + words.link() : words.said();
        return new Variant(Tier.PUBLIC, language, words.headline(), brief, words.said() + "\n\n" + words.more(), "");
    }

    private static Words english(NoticeKind kind, ChannelKind channel, String code) {
        String ignore = "If this was not you, do nothing. Never tell anybody a code.";
        String link = "Or use the link:";
        String here = switch (channel) {
            case PUSH -> "this device";
            case SMS -> "this number";
            case EMAIL -> "this email address";
        };
        return switch (kind) {
            case CONFIRM -> new Words("Confirm " + here, code + " is your code to confirm " + here + ".", link, ignore);
            case SIGN_IN -> new Words("Your sign-in code", code + " is your code to sign in.", link, ignore);
            case ADDRESS_CLAIMED ->
                new Words(
                        "Somebody gave " + here,
                        "Somebody asked to register " + here + ", which is yours already.",
                        "Say if it was you:",
                        "Nothing has changed. If this was not you, you need do nothing.");
            case UNSUBSCRIBED ->
                new Words(
                        "Alerts were stopped",
                        "Alerts to another of your addresses were stopped.",
                        "To undo this:",
                        "You can undo it for 30 days. If you stopped them yourself, you need do nothing.");
            case TIER_CHANGED ->
                new Words(
                        "What you can read has changed",
                        "The alerts that you can read have changed.",
                        "To see how:",
                        "Other alerts go on as before.");
            case SUSPENDED ->
                new Words(
                        "You are suspended",
                        "You get no more alerts for now: an officer suspended your registration.",
                        "To see your record:",
                        "If you do not know why, ask whoever looks after the register.");
            case REINSTATED ->
                new Words(
                        "You get alerts again",
                        "You get alerts again: your registration is suspended no longer.",
                        "To see your record:",
                        "What you chose before still holds.");
            case APPROVAL_ASKED ->
                new Words(
                        "An alert waits for you",
                        "An alert waits for your approval.",
                        "What to do:",
                        "Sign in to the console and decide. If you do not, the next on call is told.");
            case REVIEW_ASKED ->
                new Words(
                        "A review is owed",
                        "One officer sent an alert alone. Its review is owed.",
                        "What to do:",
                        "Sign in to the console and review it. If you do not, the next on call is told.");
            case ALERT_VOIDED ->
                new Words(
                        "A scheduled alert was not sent",
                        "A scheduled alert was not sent: its audience has changed.",
                        "What to do:",
                        "Sign in to the console, see how it changed, and send the alert again if it is right.");
        };
    }

    private static Words welsh(NoticeKind kind, ChannelKind channel, String code) {
        String ignore = "Os nad chi oedd hwn, peidiwch â gwneud dim. Peidiwch byth â rhoi cod i neb.";
        String link = "Neu defnyddiwch y ddolen:";
        String here = switch (channel) {
            case PUSH -> "'r ddyfais hon";
            case SMS -> "'r rhif hwn";
            case EMAIL -> "'r cyfeiriad e-bost hwn";
        };
        return switch (kind) {
            case CONFIRM -> new Words("Cadarnhau" + here, code + " yw eich cod i gadarnhau" + here + ".", link, ignore);
            case SIGN_IN -> new Words("Eich cod mewngofnodi", code + " yw eich cod i fewngofnodi.", link, ignore);
            case ADDRESS_CLAIMED ->
                new Words(
                        "Cais i gofrestru" + here,
                        "Gofynnodd rhywun am gofrestru" + here + ", sydd gennych eisoes.",
                        "Dywedwch ai chi oedd:",
                        "Nid oes dim wedi newid. Os nad chi oedd hwn, nid oes angen i chi wneud dim.");
            case UNSUBSCRIBED ->
                new Words(
                        "Stopiwyd rhybuddion",
                        "Stopiwyd rhybuddion i un arall o'ch cyfeiriadau.",
                        "I ddadwneud hyn:",
                        "Gallwch ei ddadwneud am 30 diwrnod. Os chi a'u stopiodd, nid oes angen i chi wneud dim.");
            case TIER_CHANGED ->
                new Words(
                        "Mae'r hyn y gallwch ei ddarllen wedi newid",
                        "Mae'r rhybuddion y gallwch eu darllen wedi newid.",
                        "I weld sut:",
                        "Mae rhybuddion eraill yn parhau fel o'r blaen.");
            case SUSPENDED ->
                new Words(
                        "Rydych wedi'ch atal",
                        "Ni chewch ragor o rybuddion am y tro: ataliodd swyddog eich cofrestriad.",
                        "I weld eich cofnod:",
                        "Os na wyddoch pam, gofynnwch i'r rhai sy'n gofalu am y gofrestr.");
            case REINSTATED ->
                new Words(
                        "Rydych yn cael rhybuddion eto",
                        "Rydych yn cael rhybuddion eto: nid yw eich cofrestriad wedi'i atal mwyach.",
                        "I weld eich cofnod:",
                        "Mae'r hyn a ddewisoch o'r blaen yn dal.");
            case APPROVAL_ASKED ->
                new Words(
                        "Mae rhybudd yn aros amdanoch",
                        "Mae rhybudd yn aros am eich cymeradwyaeth.",
                        "Beth i'w wneud:",
                        "Mewngofnodwch i'r consol a phenderfynwch. Os na wnewch, dywedir wrth y nesaf ar alwad.");
            case REVIEW_ASKED ->
                new Words(
                        "Mae angen adolygiad",
                        "Anfonodd un swyddog rybudd heb ail berson. Mae angen ei adolygu.",
                        "Beth i'w wneud:",
                        "Mewngofnodwch i'r consol a'i adolygu. Os na wnewch, dywedir wrth y nesaf ar alwad.");
            case ALERT_VOIDED ->
                new Words(
                        "Ni anfonwyd rhybudd a drefnwyd",
                        "Ni anfonwyd rhybudd a drefnwyd: mae ei gynulleidfa wedi newid.",
                        "Beth i'w wneud:",
                        "Mewngofnodwch i'r consol i weld sut y newidiodd, ac anfonwch y rhybudd eto os yw'n iawn.");
        };
    }
}
