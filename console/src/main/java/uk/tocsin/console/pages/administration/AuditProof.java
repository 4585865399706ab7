package uk.tocsin.console.pages.administration;

import io.vertx.core.Future;
import java.security.PublicKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import uk.tocsin.console.Installation;
import uk.tocsin.console.Keys;
import uk.tocsin.console.api.AuditLog;
import uk.tocsin.console.api.Problem;
import uk.tocsin.control.AuditVerifier;
import uk.tocsin.control.ControlState;
import uk.tocsin.control.Ed25519;

/// Proves the audit from its first record, piece by piece and off the event loop, with the checkpoint key that the
/// register keeps sealed. One at a time. Any thread.
final class AuditProof {
    private static final int PIECE = 1_000;

    /// More takes longer than a page waits: a million acts are some 10 s.
    private static final long MOST = 1_000_000;

    private final Installation house;
    private final AuditLog audit;
    private final AtomicBoolean busy = new AtomicBoolean();

    AuditProof(Installation house, AuditLog audit) {
        this.house = house;
        this.audit = audit;
    }

    Future<AuditVerifier.Result> prove() {
        if (!busy.compareAndSet(false, true)) {
            return Future.failedFuture(
                    new Problem(409, "busy", "somebody is proving it already: try again in a minute"));
        }
        Keys.Signing key = house.keys().checkpoint();
        Map<String, PublicKey> keys = Map.of(key.id(), Ed25519.publicKey(key.open()));
        return house.engine()
                .control(ControlState::next)
                .compose(end -> end > MOST
                        ? Future.<AuditVerifier.Result>failedFuture(new Problem(
                                409, "large", "the log is too long for this page: use ops/tocsin audit verify"))
                        : piece(AuditVerifier.open(keys), 0, end))
                .onComplete(_ -> busy.set(false));
    }

    private Future<AuditVerifier.Result> piece(AuditVerifier verifier, long from, long end) {
        if (from >= end) {
            return Future.succeededFuture(verifier.proven());
        }
        return audit.records(from, (int) Math.min(PIECE, end - from))
                .compose(records -> house.vertx()
                        .executeBlocking(() -> read(verifier, records), false)
                        .compose(broken -> broken.isPresent()
                                ? Future.succeededFuture(broken.get())
                                : piece(verifier, from + records.size(), records.isEmpty() ? from : end)));
    }

    private static Optional<AuditVerifier.Broken> read(AuditVerifier verifier, List<AuditVerifier.Entry> records) {
        return verifier.next(records);
    }
}
