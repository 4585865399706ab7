package uk.tocsin.console.accounts;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import uk.tocsin.console.accounts.AccountEvents.What;

/// What a member changes about their own credentials, in a session that is raised. Afterwards that session has a new
/// token, and every other of the member has ended. Any thread.
public final class Changes {
    private static final Duration TICKET = Duration.ofMinutes(15);

    private final AccountStore store;
    private final Sessions sessions;
    private final Crowd crowd;
    private final Context context;
    private final Tickets<Secret> tickets;
    private final ChoiceRules rules = new ChoiceRules();

    /// A secret that waits for its authenticator to show a code.
    private record Secret(int staff, byte[] secret) {}

    /// What is set, and what is shown of it.
    private record Next(Argon2 password, Factors factors, List<String> recoveryCodes) {}

    Changes(AccountStore store, Sessions sessions, Gates gates, Context context) {
        this.store = store;
        this.sessions = sessions;
        this.crowd = gates.crowd();
        this.context = context;
        this.tickets = new Tickets<>(TICKET, context.random(), context.clock());
    }

    private boolean isRaised(SignedIn who) {
        return who.session().isRaised(context.clock().instant());
    }

    /// Sets another password.
    public Future<Attempt.OfSetting> password(SignedIn who, String password) {
        if (!isRaised(who)) {
            return Future.succeededFuture(new Attempt.NeedsStepUp());
        }
        Optional<Flaw> flaw = rules.password(password, who.account().signInName());
        if (flaw.isPresent()) {
            return Future.succeededFuture(new Attempt.Flawed(Set.of(flaw.get())));
        }
        return crowd.let(
                new Attempt.Busy(),
                () -> context.threads()
                        .run(() -> Argon2.of(password, context.random()))
                        .compose(hash -> set(who, before -> new Next(hash, before.factors(), List.of()))));
    }

    /// Makes new recovery codes; those from before are void.
    public Future<Attempt.OfSetting> recoveryCodes(SignedIn who) {
        if (!isRaised(who)) {
            return Future.succeededFuture(new Attempt.NeedsStepUp());
        }
        List<String> codes = Factors.recoveryCodes(context.random());
        return set(who, before -> new Next(before.password(), before.factors().withRecovery(codes), codes));
    }

    /// The first step to another authenticator; the one from before goes on until the second.
    public Attempt.OfBeginning authenticator(SignedIn who) {
        if (!isRaised(who)) {
            return new Attempt.NeedsStepUp();
        }
        byte[] secret = Totp.secret(context.random());
        String ticket = tickets.fresh();
        return Totp.shows(
                ticket,
                tickets.hold(ticket, new Secret(who.staff(), secret)),
                secret,
                who.account().signInName());
    }

    /// What the first step has shown, once more: for whoever mistyped the code. Empty when the ticket has ended.
    public Optional<Attempt.ShowsSecret> shown(SignedIn who, String ticket) {
        return tickets.find(ticket)
                .filter(each -> each.staff() == who.staff())
                .map(each -> Totp.shows(
                        ticket,
                        tickets.endsAt(ticket),
                        each.secret(),
                        who.account().signInName()));
    }

    /// The second step.
    ///
    /// @param said a code of the new authenticator
    public Future<Attempt.OfSetting> authenticator(SignedIn who, String ticket, String said) {
        if (!isRaised(who)) {
            return Future.succeededFuture(new Attempt.NeedsStepUp());
        }
        Optional<Secret> found = tickets.find(ticket).filter(each -> each.staff() == who.staff());
        if (found.isEmpty()) {
            return Future.succeededFuture(new Attempt.StartAgain());
        }
        Optional<Factors> shown = new Factors(found.get().secret(), 0, List.of())
                .withoutOneTime(said, context.clock().instant());
        if (shown.isEmpty()) {
            return Future.succeededFuture(new Attempt.Refused());
        }
        tickets.remove(ticket);
        return set(
                who,
                before -> new Next(
                        before.password(),
                        new Factors(
                                shown.get().secret(),
                                shown.get().lastStep(),
                                before.factors().recovery()),
                        List.of()));
    }

    private Future<Attempt.OfSetting> set(SignedIn who, Function<Credentials, Next> change) {
        return store.turn(
                who.staff(),
                () -> store.credentials(who.staff()).compose(found -> {
                    Optional<Credentials> same =
                            found.filter(each -> each.edition() == who.session().edition());
                    return same.isEmpty()
                            ? Future.succeededFuture(new Attempt.StartAgain())
                            : set(who.session(), same.get(), change.apply(same.get()));
                }));
    }

    /// The session goes over to the edition before there is one, or it would have ended in between.
    private Future<Attempt.OfSetting> set(Session session, Credentials before, Next next) {
        Credentials renewed = before.renewed(
                next.password(),
                next.factors(),
                context.random().nextLong(),
                context.clock().instant());
        return sessions.reopen(session, renewed.edition(), session.raised()).compose(opened -> {
            if (opened.isEmpty()) {
                return Future.succeededFuture(new Attempt.StartAgain());
            }
            return store.save(renewed).map(_ -> {
                context.notes()
                        .happened(What.CREDENTIALS_CHANGED, before.owner().staff());
                return new Attempt.CredentialsSet(opened.get(), next.recoveryCodes());
            });
        });
    }
}
