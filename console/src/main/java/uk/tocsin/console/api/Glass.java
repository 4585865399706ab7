package uk.tocsin.console.api;

import io.vertx.core.Future;
import uk.tocsin.console.Installation;
import uk.tocsin.console.Keys;
import uk.tocsin.control.Act;
import uk.tocsin.control.ActHeader;
import uk.tocsin.control.AlertView;
import uk.tocsin.control.ApprovalSignature;
import uk.tocsin.model.Digest;

/// Breaks the glass: one officer sends what they wrote, because a life is at stake. Any thread.
public final class Glass {
    private final Installation house;
    private final Acts acts;

    /// The glass of this installation.
    public Glass(Installation house, Acts acts) {
        this.house = house;
        this.acts = acts;
    }

    /// Sends the latest version of an alert, if it is what the officer saw; fails with a [Problem] when the log says
    /// no.
    ///
    /// @param seen the digest of the version that was shown
    public Future<Acts.Done> broken(ActHeader header, int alert, Digest seen, String reason) {
        return acts.find(state -> state.alert(alert), "alert " + alert).compose(view -> {
            AlertView.Version version = view.versions().getLast();
            long matched = house.engine().count(version.content().audience());
            String signature = signature(view, version, seen, header.actor());
            return acts.submit(
                    header, h -> new Act.GlassBroken(h, alert, version.number(), matched, seen, signature, reason));
        });
    }

    /// Nothing is signed that this person could not send: such an act is recorded, and rejected.
    private String signature(AlertView view, AlertView.Version version, Digest seen, int officer) {
        boolean right = version.digest().equals(seen) && view.editors().contains(officer);
        Keys.Signing key = house.keys().approval();
        return right ? ApprovalSignature.sign(key.secret(), key.id(), seen, view.number(), version.number()) : "";
    }
}
