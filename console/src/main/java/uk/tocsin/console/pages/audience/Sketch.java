package uk.tocsin.console.pages.audience;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import uk.tocsin.model.Alert;
import uk.tocsin.model.Area;
import uk.tocsin.model.Audience;
import uk.tocsin.model.Certainty;
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

/// As much of an alert as counting and pricing need, while the rest is not written yet. Never sent.
///
/// @param lowest the lowest tier that any variant is meant for
/// @param steps one at least
public record Sketch(Audience audience, Tier lowest, Mode mode, Handling handling, List<Step> steps) {
    public Sketch {
        steps = List.copyOf(steps);
    }

    /// An alert with nothing else in it.
    public Alert alert() {
        return new Alert(
                mode,
                MessageType.ALERT,
                handling,
                new Alert.Classification(List.of(), List.of(), Urgency.UNKNOWN, Severity.UNKNOWN, Certainty.UNKNOWN),
                "",
                new Area("", Optional.empty(), List.of()),
                Instant.EPOCH,
                Optional.empty(),
                "",
                List.of(new Variant(lowest, Language.EN, "", "", "", "")),
                audience,
                new Plan(steps),
                0,
                new Prompts(List.of(), List.of()));
    }
}
