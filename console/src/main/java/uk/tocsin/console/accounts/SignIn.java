package uk.tocsin.console.accounts;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import uk.tocsin.console.accounts.AccountEvents.What;

/// Signing in: name and password first, then a one-time or recovery code. A wrong name, a wrong password and a member
/// who is not active get the same answer after the same time. Any thread.
public final class SignIn {
    /// How long one may take over the code.
    private static final Duration TICKET = Duration.ofMinutes(5);

    private static final int LONGEST_NAME = 254;

    /// Names that nobody has of which failures are remembered: some 3 MB.
    private static final int STRANGERS = 10_000;

    private final AccountStore store;
    private final Sessions sessions;
    private final Remotes remotes;
    private final Proofs proofs;
    private final Crowd crowd;
    private final Notes notes;
    private final InstantSource clock;
    private final Tickets<Passed> tickets;
    private final Credentials nobodys;
    private final Bounded<Failures> strangers = new Bounded<>(STRANGERS);

    /// Who has shown their password.
    private record Passed(int staff, long edition) {}

    SignIn(AccountStore store, Sessions sessions, Gates gates, Context context) {
        this.store = store;
        this.sessions = sessions;
        this.remotes = gates.remotes();
        this.proofs = new Proofs(context, gates.remotes());
        this.crowd = gates.crowd();
        this.notes = context.notes();
        this.clock = context.clock();
        this.tickets = new Tickets<>(TICKET, context.random(), clock);
        this.nobodys = Credentials.nobodys(context.random());
    }

    /// The first step.
    ///
    /// @param remote the address that asks
    public Future<Attempt.OfPassword> password(String name, String password, String remote) {
        Optional<Attempt.Throttled> closed = closed(remotes.closedUntil(remote));
        if (closed.isPresent()) {
            return Future.succeededFuture(closed.get());
        }
        String key = store.nameKey(spelled(name));
        return crowd.let(
                new Attempt.Busy(),
                () -> store.staff(key).compose(found -> subject(key, found, remote, each -> password(each, password))));
    }

    private Optional<Attempt.Throttled> closed(Instant until) {
        return until.isAfter(clock.instant()) ? Optional.of(new Attempt.Throttled(until)) : Optional.empty();
    }

    private static String spelled(String name) {
        return Accounts.signInName(name).orElseGet(() -> {
            String lower = name.strip().toLowerCase(Locale.ROOT);
            return lower.substring(0, Math.min(LONGEST_NAME, lower.length()));
        });
    }

    /// Does work on whoever has a name, or on nobody, in their turn.
    private <T> Future<T> subject(String key, OptionalInt found, String remote, Function<Subject, Future<T>> work) {
        return found.isPresent()
                ? store.turn(
                        found.getAsInt(),
                        () -> store.credentials(found.getAsInt(), key)
                                .compose(credentials -> work.apply(
                                        credentials.isPresent()
                                                ? member(credentials.get(), remote)
                                                : stranger(key, remote))))
                : store.nameTurn(
                        key,
                        () -> store.credentials(Credentials.NOBODY).compose(_ -> work.apply(stranger(key, remote))));
    }

    private Subject member(Credentials credentials, String remote) {
        Whence whence = credentials.failures().whence(store.remoteKey(remote));
        return new Subject(credentials, whence, remote, store::save);
    }

    private Subject stranger(String key, String remote) {
        Credentials credentials = nobodys.with(strangers.find(key).orElse(Failures.NONE));
        return new Subject(credentials, Whence.STRANGER, remote, next -> {
            strangers.put(key, next.failures());
            return store.save(next);
        });
    }

    private Future<Attempt.OfPassword> password(Subject subject, String password) {
        Optional<Attempt.Throttled> closed = closed(subject.closedUntil());
        if (closed.isPresent()) {
            return Future.succeededFuture(closed.get());
        }
        return proofs.password(subject, password)
                .compose(right -> right
                        ? Future.succeededFuture(needsCode(subject.credentials()))
                        : proofs.failed(subject, What.FAILED).map(_ -> new Attempt.Refused()));
    }

    private Attempt.NeedsCode needsCode(Credentials credentials) {
        String ticket = tickets.fresh();
        Passed passed = new Passed(credentials.owner().staff(), credentials.edition());
        return new Attempt.NeedsCode(ticket, tickets.hold(ticket, passed));
    }

    /// The second step.
    ///
    /// @param said a one-time code or a recovery code
    /// @param before the token that the browser brought, of a session that may have ended; empty for none
    public Future<Attempt.OfCode> code(String ticket, String said, String remote, String before) {
        Optional<Attempt.Throttled> closed = closed(remotes.closedUntil(remote));
        if (closed.isPresent()) {
            return Future.succeededFuture(closed.get());
        }
        Optional<Passed> passed = tickets.find(ticket);
        if (passed.isEmpty()) {
            return Future.succeededFuture(new Attempt.StartAgain());
        }
        int staff = passed.get().staff();
        return crowd.let(
                new Attempt.Busy(),
                () -> store.turn(
                        staff,
                        () -> store.credentials(staff).compose(found -> {
                            Optional<Credentials> same = found.filter(
                                    each -> each.edition() == passed.get().edition());
                            return same.isEmpty() || tickets.find(ticket).isEmpty()
                                    ? Future.succeededFuture(new Attempt.StartAgain())
                                    : code(member(same.get(), remote), new Step(ticket, said, before));
                        })));
    }

    /// What the second step brings.
    private record Step(String ticket, String said, String before) {}

    private Future<Attempt.OfCode> code(Subject subject, Step step) {
        Optional<Attempt.Throttled> closed = closed(subject.closedUntil());
        if (closed.isPresent()) {
            return Future.succeededFuture(closed.get());
        }
        return proofs.code(subject, step.said())
                .compose(left -> left.isPresent()
                        ? open(subject, left.get(), step)
                        : proofs.failed(subject, What.FAILED).map(_ -> new Attempt.Refused()));
    }

    private Future<Attempt.OfCode> open(Subject subject, Factors left, Step step) {
        Credentials before = subject.credentials();
        boolean byRecovery =
                left.recovery().size() < before.factors().recovery().size();
        Failures failures = before.failures().succeeded(subject.whence()).from(store.remoteKey(subject.remote()));
        Credentials next = before.used(left).with(failures);
        tickets.remove(step.ticket());
        return store.save(next)
                .compose(_ -> sessions.openAfter(step.before(), next))
                .map(opened -> {
                    notes.happened(byRecovery ? What.SIGNED_IN_RECOVERY : What.SIGNED_IN, subject.staff());
                    return new Attempt.Succeeded(opened, left.recovery().size());
                });
    }
}
