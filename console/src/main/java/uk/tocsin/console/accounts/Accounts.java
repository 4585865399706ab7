package uk.tocsin.console.accounts;

import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import uk.tocsin.console.accounts.AccountEvents.What;
import uk.tocsin.console.register.Addresses;

/// The accounts of staff. Futures complete on threads of the register, of the control log's reader or of the hashing;
/// they fail only when the register does. Any thread.
public final class Accounts implements AutoCloseable {
    private static final Addresses ADDRESSES = new Addresses(Set.of());

    private final AccountStore store;
    private final EnrolmentCodes codes;
    private final Context context;
    private final Sessions sessions;
    private final SignIn signIn;
    private final StepUp stepUp;
    private final Enrolment enrolment;
    private final Changes changes;

    /// @param random gives tokens, salts and codes: a SecureRandom, or a seeded one in tests; safe for threads
    public Accounts(AccountPorts ports, RandomGenerator random, InstantSource clock) {
        AccountMeters meters = new AccountMeters(ports.meters());
        this.context =
                new Context(ports.members(), new Notes(meters, ports.events()), random, clock, new HashThreads(meters));
        this.store = new AccountStore(ports.register(), ports.vault());
        this.codes = new EnrolmentCodes(ports.register(), ports.vault(), context);
        this.sessions = new Sessions(new SessionStore(ports.register(), ports.vault()), store, context);
        Gates gates = new Gates(new Remotes(clock), new Crowd(meters));
        this.signIn = new SignIn(store, sessions, gates, context);
        this.stepUp = new StepUp(store, sessions, gates, context);
        this.enrolment = new Enrolment(store, codes, sessions, gates, context);
        this.changes = new Changes(store, sessions, gates, context);
    }

    /// A name to sign in with, in its one spelling; empty for what is no mail address.
    static Optional<String> signInName(String text) {
        return ADDRESSES.email(text);
    }

    public Sessions sessions() {
        return sessions;
    }

    public SignIn signIn() {
        return signIn;
    }

    public StepUp stepUp() {
        return stepUp;
    }

    public Enrolment enrolment() {
        return enrolment;
    }

    public Changes changes() {
        return changes;
    }

    /// A member's account; empty when they have none.
    public Future<Optional<Account>> account(int staff) {
        return store.account(staff);
    }

    /// All accounts, by staff number.
    public Future<List<Account>> all() {
        return store.members().compose(members -> {
            Future<List<Account>> all = Future.succeededFuture(new ArrayList<>());
            for (int staff : members) {
                all = all.compose(list -> store.account(staff).map(account -> {
                    account.ifPresent(list::add);
                    return list;
                }));
            }
            return all;
        });
    }

    /// Ends every session of a member.
    public Future<Void> endSessions(int staff) {
        return store.turn(
                staff,
                () -> store.credentials(staff)
                        .compose(found -> found.isPresent()
                                ? store.save(
                                        found.get().reissued(context.random().nextLong()))
                                : Future.succeededFuture())
                        .onSuccess(_ -> context.notes().happened(What.SESSIONS_ENDED, staff)));
    }

    /// Erases a member's account, with all its sessions and codes.
    public Future<Void> forget(int staff) {
        return store.turn(
                staff,
                () -> store.credentials(staff)
                        .compose(found -> found.isPresent()
                                ? store.release(
                                        store.nameKey(found.get().owner().signInName()))
                                : Future.succeededFuture())
                        .compose(_ -> codes.remove(staff))
                        .compose(_ -> store.erase(staff))
                        .onSuccess(_ -> context.notes().happened(What.FORGOTTEN, staff)));
    }

    /// Erases sessions and codes that have ended; completes with how many.
    public Future<Integer> sweep() {
        return sessions.sweep().compose(count -> codes.sweep().map(more -> count + more));
    }

    @Override
    public void close() {
        context.threads().close();
    }
}
