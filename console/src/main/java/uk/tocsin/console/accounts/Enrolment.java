package uk.tocsin.console.accounts;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import uk.tocsin.console.accounts.AccountEvents.What;

/// Setting up an account, or setting up one anew whose member has lost everything: with a code that an administrator
/// has made, a member chooses name and password, gives their authenticator its secret, and gets recovery codes. The
/// code counts once. Any thread.
public final class Enrolment {
    /// A code is good for so long.
    public static final Duration GOOD = EnrolmentCodes.GOOD;

    private static final Duration TICKET = Duration.ofMinutes(15);
    private static final int FIRST_STAFF = 1;

    private final AccountStore store;
    private final EnrolmentCodes codes;
    private final Sessions sessions;
    private final Remotes remotes;
    private final Crowd crowd;
    private final Context context;
    private final Tickets<Draft> tickets;
    private final ChoiceRules rules = new ChoiceRules();

    /// An account that waits for the first code of its authenticator.
    private record Draft(EnrolmentCodes.Code code, Credentials.Owner owner, Argon2 password, byte[] secret) {}

    Enrolment(AccountStore store, EnrolmentCodes codes, Sessions sessions, Gates gates, Context context) {
        this.store = store;
        this.codes = codes;
        this.sessions = sessions;
        this.remotes = gates.remotes();
        this.crowd = gates.crowd();
        this.context = context;
        this.tickets = new Tickets<>(TICKET, context.random(), context.clock());
    }

    /// A new code for a member, shown this once; one from before is void.
    public Future<String> issue(int staff) {
        return issue(staff, false);
    }

    private Future<String> issue(int staff, boolean first) {
        return codes.issue(staff, first).onSuccess(_ -> context.notes().happened(What.ENROLMENT_ISSUED, staff));
    }

    /// A new code for member 1, who becomes the first administrator by using it, while nobody has an account; empty
    /// when somebody has one.
    public Future<Optional<String>> first() {
        return store.members()
                .compose(members -> members.isEmpty()
                        ? issue(FIRST_STAFF, true).map(Optional::of)
                        : Future.succeededFuture(Optional.empty()));
    }

    /// The first step.
    ///
    /// @param remote the address that asks
    public Future<Attempt.OfBeginning> begin(String code, Choice choice, String remote) {
        Instant closed = remotes.closedUntil(remote);
        if (closed.isAfter(context.clock().instant())) {
            return Future.succeededFuture(new Attempt.Throttled(closed));
        }
        return crowd.let(
                new Attempt.Busy(),
                () -> codes.find(code)
                        .compose(found -> found.isPresent()
                                ? begin(found.get(), choice)
                                : Future.succeededFuture(refused(remote))));
    }

    private Attempt.Refused refused(String remote) {
        remotes.failed(remote);
        context.notes().happened(What.FAILED, Credentials.NOBODY);
        return new Attempt.Refused();
    }

    private Future<Attempt.OfBeginning> begin(EnrolmentCodes.Code code, Choice choice) {
        Set<Flaw> flaws = rules.flaws(choice);
        Optional<String> signInName = Accounts.signInName(choice.signInName());
        if (!flaws.isEmpty() || signInName.isEmpty()) {
            return Future.succeededFuture(new Attempt.Flawed(flaws));
        }
        Credentials.Owner owner =
                new Credentials.Owner(code.staff(), choice.name().strip(), signInName.get());
        return isFree(owner)
                .compose(free -> free
                        ? context.threads()
                                .run(() -> Argon2.of(choice.password(), context.random()))
                                .map(password -> shows(new Draft(code, owner, password, Totp.secret(context.random()))))
                        : Future.succeededFuture(taken()));
    }

    private static Attempt.Flawed taken() {
        return new Attempt.Flawed(Set.of(Flaw.SIGN_IN_NAME_TAKEN));
    }

    private Future<Boolean> isFree(Credentials.Owner owner) {
        String key = store.nameKey(owner.signInName());
        return store.staff(key)
                .compose(holder -> holder.isEmpty() || holder.equals(OptionalInt.of(owner.staff()))
                        ? Future.succeededFuture(true)
                        : store.credentials(holder.getAsInt(), key).map(Optional::isEmpty));
    }

    private Attempt.ShowsSecret shows(Draft draft) {
        String ticket = tickets.fresh();
        return Totp.shows(
                ticket,
                tickets.hold(ticket, draft),
                draft.secret(),
                draft.owner().signInName());
    }

    /// What the first step has shown, once more: for whoever mistyped the code. Empty when the ticket has ended.
    public Optional<Attempt.ShowsSecret> shown(String ticket) {
        return tickets.find(ticket)
                .map(draft -> Totp.shows(
                        ticket,
                        tickets.endsAt(ticket),
                        draft.secret(),
                        draft.owner().signInName()));
    }

    /// The second step.
    ///
    /// @param said the first code of the new authenticator
    public Future<Attempt.OfSetting> confirm(String ticket, String said, String remote) {
        Optional<Draft> found = tickets.find(ticket);
        if (found.isEmpty()) {
            return Future.succeededFuture(new Attempt.StartAgain());
        }
        Draft draft = found.get();
        Optional<Factors> used = new Factors(draft.secret(), 0, List.of())
                .withoutOneTime(said, context.clock().instant());
        if (used.isEmpty()) {
            return Future.succeededFuture(new Attempt.Refused());
        }
        int staff = draft.code().staff();
        return crowd.let(
                new Attempt.Busy(),
                () -> store.turn(
                        staff,
                        () -> codes.isGood(draft.code())
                                .compose(good -> good
                                        ? allowed(draft, new Made(ticket, used.get(), remote))
                                        : Future.succeededFuture(new Attempt.StartAgain()))));
    }

    /// What the second step adds.
    private record Made(String ticket, Factors factors, String remote) {}

    /// A code for the first administrator is void as soon as somebody has an account.
    private Future<Boolean> mayEnrol(EnrolmentCodes.Code code) {
        return code.first()
                ? store.members()
                        .compose(others -> others.isEmpty()
                                ? context.members().appoint(code.staff())
                                : Future.succeededFuture(false))
                : context.members().active(code.staff());
    }

    private Future<Attempt.OfSetting> allowed(Draft draft, Made made) {
        return mayEnrol(draft.code())
                .compose(may -> may
                        ? store.nameTurn(
                                store.nameKey(draft.owner().signInName()),
                                () -> isFree(draft.owner())
                                        .compose(free -> free ? set(draft, made) : Future.succeededFuture(taken())))
                        : Future.succeededFuture(new Attempt.Refused()));
    }

    /// The code goes last: whoever meets a crash before it can begin again, or sign in already.
    private Future<Attempt.OfSetting> set(Draft draft, Made made) {
        List<String> recovery = Factors.recoveryCodes(context.random());
        Credentials next = new Credentials(
                draft.owner(),
                context.random().nextLong(),
                context.clock().instant(),
                draft.password(),
                made.factors().withRecovery(recovery),
                Failures.NONE.from(store.remoteKey(made.remote())));
        tickets.remove(made.ticket());
        return save(next)
                .compose(_ -> context.members().enrolled(draft.code().staff()))
                .compose(_ -> codes.remove(draft.code().staff()))
                .compose(_ -> sessions.open(next))
                .map(opened -> {
                    context.notes().happened(What.ENROLLED, draft.code().staff());
                    return new Attempt.CredentialsSet(opened, recovery);
                });
    }

    private Future<Void> save(Credentials next) {
        int staff = next.owner().staff();
        String key = store.nameKey(next.owner().signInName());
        return store.credentials(staff).compose(before -> {
            Optional<String> left =
                    before.map(each -> store.nameKey(each.owner().signInName())).filter(each -> !each.equals(key));
            return store.claim(key, staff)
                    .compose(_ -> store.save(next))
                    .compose(_ -> left.isPresent() ? store.release(left.get()) : Future.succeededFuture());
        });
    }
}
