package uk.tocsin.console.pages.compose;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import uk.tocsin.audience.Taxonomy;
import uk.tocsin.channel.kit.Links;
import uk.tocsin.console.api.AlertJson;
import uk.tocsin.console.api.Problem;
import uk.tocsin.console.pages.Typed;
import uk.tocsin.control.AlertRules;
import uk.tocsin.model.Alert;

/// What is to be said about a draft: what keeps it from being submitted, from the API's reader, the rules of the
/// control log and the linter alike, and what the officer should consider.
///
/// @param alert what the form means, where it means an alert at all
/// @param faults with fields of the form
/// @param notes to consider, with fields of the form
record Check(Optional<Alert> alert, List<Typed.Fault> faults, List<Typed.Fault> notes) {
    /// Checks what was typed.
    static Check of(Fields fields, Draft draft, Links links, Taxonomy taxonomy, Instant now) {
        FormJson.Read read = FormJson.read(fields, now, draft.type());
        Faults faults = new Faults(fields, read);
        Set<Typed.Fault> wrong = new LinkedHashSet<>();
        try {
            Alert alert = AlertJson.read(read.json(), taxonomy, draft.parent());
            AlertRules.check(alert, now).forEach(each -> wrong.add(faults.of(each.field(), each.reason())));
            List<Typed.Fault> notes = new ArrayList<>();
            for (Finding finding : Lint.of(alert, links, taxonomy, now)) {
                if (finding.isMust()) {
                    wrong.add(faults.of(finding));
                } else {
                    notes.add(faults.of(finding));
                }
            }
            return new Check(Optional.of(alert), List.copyOf(wrong), List.copyOf(notes));
        } catch (Problem problem) {
            problem.fields().forEach(each -> wrong.add(faults.of(each.field(), each.reason())));
            return new Check(Optional.empty(), List.copyOf(wrong), List.of());
        }
    }

    /// Whether it may be submitted.
    boolean isRight() {
        return faults.isEmpty() && alert.isPresent();
    }
}
