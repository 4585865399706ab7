package uk.tocsin.console.pages.live;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import uk.tocsin.model.Alert;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Language;
import uk.tocsin.model.MessageType;
import uk.tocsin.model.Plan;
import uk.tocsin.model.Prompts;
import uk.tocsin.model.ResponseType;
import uk.tocsin.model.Step;
import uk.tocsin.model.Urgency;
import uk.tocsin.model.Variant;

/// The first version of a message that changes or ends an alert: what it can take over from the alert is there, what
/// would mislead is left to be written. It goes out at once by every channel that the alert went by, so that it gets
/// to everybody who has the alert. Pure; any thread.
final class Child {
    /// How long a change holds unless somebody says otherwise, if the alert ends sooner.
    private static final Duration AT_LEAST = Duration.ofHours(3);

    private Child() {}

    /// An update, with the words of the alert to be changed.
    ///
    /// @param channels by which the alert and those before it went out
    static Alert update(int parent, Alert alert, Set<ChannelKind> channels, Instant now) {
        return child(
                parent,
                alert,
                MessageType.UPDATE,
                alert.classification(),
                alert.variants(),
                alert.prompts(),
                channels,
                now);
    }

    /// An all-clear: its headlines are there, the rest is to be written, for what the alert told people to do is over.
    static Alert allClear(int parent, Alert alert, Set<ChannelKind> channels, Instant now) {
        Alert.Classification before = alert.classification();
        Alert.Classification over = new Alert.Classification(
                before.categories(),
                List.of(ResponseType.ALL_CLEAR),
                Urgency.PAST,
                before.severity(),
                before.certainty());
        List<Variant> variants =
                alert.variants().stream().map(variant -> over(variant, alert)).toList();
        return child(parent, alert, MessageType.CANCEL, over, variants, Prompts.NONE, channels, now);
    }

    private static Variant over(Variant variant, Alert alert) {
        String headline = (variant.language() == Language.CY ? "Popeth yn glir: " : "All clear: ") + alert.event();
        return new Variant(variant.tier(), variant.language(), headline, "", "", "");
    }

    private static Alert child(
            int parent,
            Alert alert,
            MessageType type,
            Alert.Classification classification,
            List<Variant> variants,
            Prompts prompts,
            Set<ChannelKind> channels,
            Instant now) {
        Instant least = now.plus(AT_LEAST).truncatedTo(ChronoUnit.MINUTES);
        List<Step> steps = channels.stream()
                .map(channel -> new Step(channel, Duration.ZERO))
                .toList();
        return new Alert(
                alert.mode(),
                type,
                alert.handling(),
                classification,
                alert.event(),
                alert.area(),
                alert.expires().isAfter(least) ? alert.expires() : least,
                Optional.empty(),
                alert.link(),
                variants,
                alert.audience(),
                new Plan(steps),
                parent,
                prompts);
    }
}
