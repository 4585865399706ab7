package uk.tocsin.console.accounts;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.Optional;
import uk.tocsin.console.accounts.AccountEvents.What;

/// Proving again who one is, before an act that cannot be taken back: to approve, to cancel, to break glass, to change
/// credentials or staff. It is good for [Session#RAISED]. Any thread.
public final class StepUp {
    private final AccountStore store;
    private final Sessions sessions;
    private final Proofs proofs;
    private final Crowd crowd;
    private final Context context;

    StepUp(AccountStore store, Sessions sessions, Gates gates, Context context) {
        this.store = store;
        this.sessions = sessions;
        this.proofs = new Proofs(context, gates.remotes());
        this.crowd = gates.crowd();
        this.context = context;
    }

    /// Raises a session, which gets a new token.
    ///
    /// @param said the password or a one-time code: six digits are too short for a password
    public Future<Attempt.OfStepUp> raise(SignedIn who, String said) {
        return crowd.let(
                new Attempt.Busy(),
                () -> store.turn(
                        who.staff(),
                        () -> store.credentials(who.staff()).compose(found -> {
                            Optional<Credentials> same = found.filter(
                                    each -> each.edition() == who.session().edition());
                            return same.isEmpty()
                                    ? Future.succeededFuture(new Attempt.StartAgain())
                                    : raise(
                                            who.session(),
                                            new Subject(same.get(), Whence.SESSION, "", store::save),
                                            said);
                        })));
    }

    private Future<Attempt.OfStepUp> raise(Session session, Subject subject, String said) {
        Instant closed = subject.closedUntil();
        if (closed.isAfter(context.clock().instant())) {
            return Future.succeededFuture(new Attempt.Throttled(closed));
        }
        return proved(subject, said)
                .compose(next -> next.isPresent()
                        ? raise(session, next.get())
                        : proofs.failed(subject, What.STEP_UP_FAILED).map(_ -> new Attempt.Refused()));
    }

    private Future<Optional<Credentials>> proved(Subject subject, String said) {
        Credentials before = subject.credentials();
        Credentials next = before.with(before.failures().succeeded(Whence.SESSION));
        return Factors.isOneTime(said)
                ? proofs.code(subject, said).map(left -> left.map(next::used))
                : proofs.password(subject, said).map(right -> right ? Optional.of(next) : Optional.empty());
    }

    private Future<Attempt.OfStepUp> raise(Session session, Credentials next) {
        Optional<Instant> now = Optional.of(context.clock().instant());
        return store.save(next)
                .compose(_ -> sessions.reopen(session, next.edition(), now))
                .map(opened -> {
                    if (opened.isEmpty()) {
                        return new Attempt.StartAgain();
                    }
                    context.notes().happened(What.STEPPED_UP, next.owner().staff());
                    return new Attempt.Succeeded(
                            opened.get(), next.factors().recovery().size());
                });
    }
}
