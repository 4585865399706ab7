package uk.tocsin.console.pages.compose;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import uk.tocsin.channel.kit.Links;
import uk.tocsin.channel.sms.SmsCount;
import uk.tocsin.channel.sms.SmsParts;
import uk.tocsin.channel.sms.SmsText;
import uk.tocsin.console.pages.Text;
import uk.tocsin.console.pages.audience.Sketch;
import uk.tocsin.model.Alert;
import uk.tocsin.model.Audience;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Condition;
import uk.tocsin.model.Handling;
import uk.tocsin.model.Language;
import uk.tocsin.model.Mode;
import uk.tocsin.model.Step;
import uk.tocsin.model.Tier;
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
                Words.of(Language.class, fields.text("variants[" + row + "].language"), Language.EN),
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

    /// An alert of which only what a text depends on is as it was typed.
    private static Alert provisional(Fields fields) {
        return new Sketch(
                        Audience.everyone(),
                        Tier.PUBLIC,
                        Words.of(Mode.class, fields.text("mode"), Mode.ACTUAL),
                        Words.of(Handling.class, fields.text("handling"), Handling.PUBLIC),
                        List.of(new Step(ChannelKind.SMS, Duration.ZERO, Audience.everyone(), Condition.ALWAYS, 0)))
                .alert();
    }
}
