package uk.tocsin.console.api;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.Optional;
import uk.tocsin.console.Installation;
import uk.tocsin.console.Keys;
import uk.tocsin.control.Act;
import uk.tocsin.control.ActHeader;
import uk.tocsin.control.AlertView;
import uk.tocsin.control.ApprovalSignature;
import uk.tocsin.model.Digest;

/// Approvals: a second person agrees to exactly what a digest names, and the installation's key signs it. Any thread.
public final class Approvals {
    private final Installation house;
    private final Acts acts;

    /// Approvals that go into the log through these acts.
    public Approvals(Installation house, Acts acts) {
        this.house = house;
        this.acts = acts;
    }

    /// Approves the submitted version of an alert, if it is what was agreed to; fails with a [Problem] when the log
    /// says no.
    ///
    /// @param at when it is to be dispatched; empty for at once
    public Future<Acts.Done> approve(ActHeader header, int alert, Digest agreed, Optional<Instant> at) {
        return acts.find(state -> state.alert(alert), "alert " + alert).compose(view -> {
            int version = view.submission()
                    .map(AlertView.Submission::version)
                    .orElse(view.versions().getLast().number());
            String signature = signature(view, version, agreed, header.actor());
            return acts.submit(header, h -> new Act.Approved(h, alert, version, agreed, signature, at));
        });
    }

    /// Nothing is signed that this person could not approve: such an approval is recorded, and rejected.
    private String signature(AlertView view, int version, Digest agreed, int approver) {
        boolean right =
                view.version(version).map(v -> v.digest().equals(agreed)).orElse(false)
                        && !view.editors().contains(approver);
        Keys.Signing key = house.keys().approval();
        return right ? ApprovalSignature.sign(key.secret(), key.id(), agreed, view.number(), version) : "";
    }
}
