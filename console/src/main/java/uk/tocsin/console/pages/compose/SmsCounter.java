package uk.tocsin.console.pages.compose;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import uk.tocsin.channel.kit.Links;
import uk.tocsin.channel.sms.SmsCount;
import uk.tocsin.channel.sms.SmsParts;
import uk.tocsin.channel.sms.SmsText;
import uk.tocsin.console.pages.Text;
import uk.tocsin.model.Alert;
import uk.tocsin.model.Area;
import uk.tocsin.model.Audience;
import uk.tocsin.model.Certainty;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Coded;
import uk.tocsin.model.Condition;
import uk.tocsin.model.Handling;
import uk.tocsin.model.Language;
import uk.tocsin.model.MessageType;
import uk.tocsin.model.Mode;
import uk.tocsin.model.Plan;
import uk.tocsin.model.Prompts;
import uk.tocsin.model.Severity;
import uk.tocsin.model.Step;
import uk.tocsin.model.Tier;
import uk.tocsin.model.Urgency;
import uk.tocsin.model.Variant;

/// What a text takes to carry, exactly as it would be sent, whether the rest of the draft is valid or not.
///
/// @param row of the form's variants
/// @param pounds what it costs to send it to one person
/// @param culprit the character that turns it into the dear encoding, in words; empty for none
record SmsCounter(int row, SmsCount count, BigDecimal pounds, String culprit) {
    /// The counter of one of the form's variants.
    ///
    /// @param price of one part, in pounds
    static SmsCounter of(Fields fields, int row, Links links, BigDecimal price) {
        Alert alert = provisional(fields);
        Variant variant = new Variant(
                Tier.PUBLIC,
                word(Language.class, fields.text("variants[" + row + "].language"), Language.EN),
                "",
                fields.text("variants[" + row + "].shortText").strip(),
                "",
                "");
        String text = SmsParts.text(alert, variant, links, "");
        SmsCount count = SmsParts.of(alert, variant, links);
        Optional<SmsText.NonGsm> culprit = SmsText.firstNonGsm(text);
        return new SmsCounter(
                row,
                count,
                price.multiply(BigDecimal.valueOf(count.parts())),
                culprit.map(SmsCounter::words).orElse(""));
    }

    private static String words(SmsText.NonGsm culprit) {
        return Character.toString(culprit.codePoint()) + " (" + Text.plainName(culprit.name()) + ")";
    }

    /// As one line.
    String line() {
        String parts = Text.count(count.parts(), "part", "parts");
        return parts + ", " + count.units() + " units in " + count.encoding() + ", £" + pounds.toPlainString()
                + " for each person";
    }

    private static <E extends Enum<E> & Coded> E word(Class<E> type, String word, E otherwise) {
        for (E each : type.getEnumConstants()) {
            if (each.word().equals(word)) {
                return each;
            }
        }
        return otherwise;
    }

    /// An alert of which only what a text depends on is as it was typed.
    private static Alert provisional(Fields fields) {
        Step step = new Step(ChannelKind.SMS, Duration.ZERO, Audience.everyone(), Condition.ALWAYS, 0);
        return new Alert(
                word(Mode.class, fields.text("mode"), Mode.ACTUAL),
                MessageType.ALERT,
                word(Handling.class, fields.text("handling"), Handling.PUBLIC),
                new Alert.Classification(List.of(), List.of(), Urgency.UNKNOWN, Severity.UNKNOWN, Certainty.UNKNOWN),
                "",
                new Area("", Optional.empty(), List.of()),
                Instant.EPOCH,
                Optional.empty(),
                "",
                List.of(),
                Audience.everyone(),
                new Plan(List.of(step)),
                0,
                new Prompts(List.of(), List.of()));
    }
}
