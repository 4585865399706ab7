package uk.tocsin.simulation;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import uk.tocsin.control.Act;
import uk.tocsin.control.Verdict;
import uk.tocsin.model.Alert;
import uk.tocsin.model.Digest;
import uk.tocsin.model.Effect;
import uk.tocsin.model.codec.AlertCodec;

/// Who wrote and who approved what, as the acts themselves say: an account beside the fold's.
final class Approvals {
    private final Map<Integer, Set<Integer>> authors = new HashMap<>();
    private final Map<Integer, Set<Digest>> written = new HashMap<>();
    private final Map<Integer, Digest> approved = new HashMap<>();

    void saw(Act act, Verdict.Accepted verdict) {
        switch (act) {
            case Act.VersionSaved saved -> wrote(verdict.alert(), act, saved.content(), saved.editors());
            case Act.Updated updated -> wrote(verdict.alert(), act, updated.child(), updated.editors());
            case Act.Approved approval -> approved(approval);
            case Act.GlassBroken glass -> broken(glass);
            default -> {
                // says nothing about who wrote or approved
            }
        }
    }

    private void wrote(int alert, Act act, Alert content, Collection<Integer> editors) {
        Set<Integer> people = authors.computeIfAbsent(
                alert, _ -> new HashSet<>(List.of(act.header().actor())));
        people.addAll(editors);
        written.computeIfAbsent(alert, _ -> new HashSet<>()).add(AlertCodec.digest(content));
    }

    private void approved(Act.Approved act) {
        boolean second = !authors.getOrDefault(act.alert(), Set.of())
                .contains(act.header().actor());
        if (second && written.getOrDefault(act.alert(), Set.of()).contains(act.digest())) {
            approved.put(act.alert(), act.digest());
        }
    }

    /// One officer alone, for exactly what they wrote.
    private void broken(Act.GlassBroken act) {
        boolean own = authors.getOrDefault(act.alert(), Set.of())
                .contains(act.header().actor());
        if (own && written.getOrDefault(act.alert(), Set.of()).contains(act.digest())) {
            approved.put(act.alert(), act.digest());
        }
    }

    /// Refuses a dispatch of what no second person approved, nor one officer by a recorded break of the glass.
    void cover(Effect.Dispatch dispatch) {
        Violation.unless(
                Objects.equals(dispatch.digest(), approved.get(dispatch.approvedAs())),
                Invariant.AFTER_APPROVAL,
                "alert %d is dispatched without the approval of a second person",
                dispatch.alert());
    }
}
