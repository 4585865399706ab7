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
import uk.tocsin.model.Plan;
import uk.tocsin.model.ResponseType;
import uk.tocsin.model.Severity;
import uk.tocsin.model.Step;
import uk.tocsin.model.Tier;
import uk.tocsin.model.Urgency;
import uk.tocsin.model.Variant;

/// Something to say, for tests of channels. The clock of the channel under test stands at [#NOW].
public final class SampleContent {
    /// When these tests play.
    public static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");

    /// When the sample alerts expire.
    public static final Instant EXPIRES = NOW.plus(Duration.ofHours(2));

    /// An English variant for everyone.
    public static final Variant ENGLISH = new Variant(
            Tier.PUBLIC,
            Language.EN,
            "Suspicious item near Bow Lane",
            "Police are dealing with a suspicious item. Avoid Bow Lane.",
            "Police are dealing with a suspicious item in Bow Lane. Cordons are in place.",
            "Stay inside and away from windows.");

    private SampleContent() {}

    /// A real, public, extreme alert in English.
    public static Content of(int number) {
        return of(number, Mode.ACTUAL, Handling.PUBLIC, Severity.EXTREME, ENGLISH);
    }

    /// An alert that expires at [#EXPIRES].
    public static Content of(int number, Mode mode, Handling handling, Severity severity, Variant... variants) {
        return new Content(number, alert(mode, handling, severity, List.of(variants)), 0);
    }

    private static Alert alert(Mode mode, Handling handling, Severity severity, List<Variant> variants) {
        return new Alert(
                mode,
                MessageType.ALERT,
                handling,
                new Alert.Classification(
                        List.of(Category.SECURITY),
                        List.of(ResponseType.AVOID),
                        Urgency.IMMEDIATE,
                        severity,
                        Certainty.LIKELY),
                "Suspicious item",
                new Area("Bow Lane", Optional.empty(), List.of()),
                EXPIRES,
                Optional.empty(),
                "",
                variants,
                new Audience.Everyone(),
                new Plan(List.of(new Step(ChannelKind.PUSH, Duration.ZERO))),
                0);
    }
}
