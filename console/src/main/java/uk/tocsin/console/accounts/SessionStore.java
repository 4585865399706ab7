package uk.tocsin.console.accounts;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import uk.tocsin.console.register.Turns;
import uk.tocsin.register.Register;
import uk.tocsin.register.Vault;

/// The documents of sessions, and the sessions that were used lately in memory. What was ended never comes back:
/// memory is filled, and documents are written, in the turn of the session alone. Any thread.
final class SessionStore {
    private static final String SESSIONS = "session";

    /// That a member did something is written at most so often; after a crash a session is so much older.
    private static final Duration WRITTEN = Duration.ofMinutes(1);

    /// Sessions that are remembered, where no other node ends them.
    private static final int REMEMBERED = 1_000;

    private final Register register;
    private final Vault vault;
    private final Turns<Integer> turns;
    private final Bounded<Known> known;

    /// @param written what its document says of when the member did something
    private record Known(Session session, Instant written) {}

    SessionStore(Register register, Vault vault) {
        this.register = register;
        this.vault = vault;
        this.turns = new Turns<>(register, "session");
        this.known = new Bounded<>(register.isShared() ? 0 : REMEMBERED);
    }

    /// Does work on a session when its turn comes.
    <T> Future<T> turn(String id, Supplier<Future<T>> work) {
        return turns.next(id.hashCode(), work);
    }

    /// A session by its id.
    Future<Optional<Session>> find(String id) {
        if (register.isShared()) {
            return read(id);
        }
        Optional<Known> found = known.find(id);
        return found.isPresent()
                ? Future.succeededFuture(found.map(Known::session))
                : turn(
                        id,
                        () -> read(id).map(session -> {
                            session.ifPresent(each -> known.put(id, new Known(each, each.seen())));
                            return session;
                        }));
    }

    /// A session by its id, not to be remembered.
    Future<Optional<Session>> latest(String id) {
        Optional<Known> found = known.find(id);
        return found.isPresent() ? Future.succeededFuture(found.map(Known::session)) : read(id);
    }

    private Future<Optional<Session>> read(String id) {
        return Future.fromCompletionStage(register.document(SESSIONS, id))
                .map(found -> found.map(bytes -> Session.decode(id, vault.openDocument(SESSIONS, id, bytes))));
    }

    Future<Void> put(Session session) {
        byte[] sealed = vault.sealDocument(SESSIONS, session.id(), session.encode());
        return Future.fromCompletionStage(register.putDocument(SESSIONS, session.id(), sealed));
    }

    /// Puts down that the member did something.
    Future<Session> seen(Session session, Instant now) {
        Session next = session.seenAt(now);
        known.change(session.id(), each -> new Known(next, each.written()));
        Instant written = known.find(session.id()).map(Known::written).orElse(session.seen());
        return written.plus(WRITTEN).isAfter(now)
                ? Future.succeededFuture(next)
                : turn(session.id(), () -> write(next)).map(next);
    }

    private Future<Void> write(Session next) {
        return read(next.id()).compose(found -> {
            if (found.isEmpty()) {
                return Future.succeededFuture();
            }
            known.change(next.id(), each -> new Known(each.session(), next.seen()));
            return put(next);
        });
    }

    /// Ends a session, in its turn; completes with whether there was one.
    Future<Boolean> remove(String id) {
        known.remove(id);
        return read(id).compose(found -> Future.fromCompletionStage(register.removeDocument(SESSIONS, id))
                .map(found.isPresent())
                .onComplete(_ -> known.remove(id)));
    }

    /// The ids of sessions, at most a register's limit of them.
    Future<List<String>> ids() {
        return Future.fromCompletionStage(register.documentKeys(SESSIONS, Register.MAX_CLAIMS));
    }
}
