package uk.tocsin.console.accounts;

import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import uk.tocsin.console.Staff;
import uk.tocsin.console.accounts.AccountEvents.What;

/// Who is signed in. A session is a random token in a cookie, of which the SHA-256 is kept, so it survives a
/// restart. It ends after 6 hours, after 60 minutes in which its member did nothing, when they sign out, when they
/// are no longer active, and when their credentials are set anew. A token is new at sign-in and at step-up, so that
/// nobody can use one that they knew before. Any thread.
public final class Sessions {
    private static final int TOKEN_BYTES = 32;
    private static final int FORM_BYTES = 16;
    private static final Pattern TOKEN = Pattern.compile("[\\w-]{43}");

    private final SessionStore store;
    private final AccountStore accounts;
    private final Members members;
    private final Notes notes;
    private final RandomGenerator random;
    private final InstantSource clock;

    Sessions(SessionStore store, AccountStore accounts, Context context) {
        this.store = store;
        this.accounts = accounts;
        this.members = context.members();
        this.notes = context.notes();
        this.random = context.random();
        this.clock = context.clock();
    }

    /// Opens a session for these credentials, in the turn of their account, so that none is opened for credentials
    /// that have just been replaced.
    Future<Opened> open(Credentials credentials) {
        return open(credentials, text(FORM_BYTES));
    }

    /// Opens a session after another: if that was of the same member and ended by time alone, its pages are pages of
    /// the new one, so that what was typed into them can still be sent.
    ///
    /// @param before the token that the browser brought
    Future<Opened> openAfter(String before, Credentials credentials) {
        if (!TOKEN.matcher(before).matches()) {
            return open(credentials);
        }
        return store.find(Staff.digest(before)).compose(found -> {
            Optional<Session> same = found.filter(
                            each -> each.staff() == credentials.owner().staff())
                    .filter(each -> each.edition() == credentials.edition())
                    .filter(each -> each.over(clock.instant()));
            return same.isEmpty()
                    ? open(credentials)
                    : erase(same.get().id())
                            .compose(_ -> open(credentials, same.get().form()));
        });
    }

    private Future<Opened> open(Credentials credentials, String form) {
        Instant now = clock.instant();
        String token = text(TOKEN_BYTES);
        return put(
                token,
                new Session(
                        Staff.digest(token),
                        credentials.owner().staff(),
                        credentials.edition(),
                        now,
                        now,
                        Optional.empty(),
                        form));
    }

    private Future<Opened> put(String token, Session session) {
        return store.put(session).map(_ -> new Opened(token, session));
    }

    private String text(int bytes) {
        byte[] value = new byte[bytes];
        random.nextBytes(value);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(value);
    }

    /// Whose session this token is; empty for none, and for one that has ended.
    public Future<Optional<SignedIn>> of(String token, Use use) {
        if (!TOKEN.matcher(token).matches()) {
            return Future.succeededFuture(Optional.empty());
        }
        return store.find(Staff.digest(token))
                .compose(found -> found.isEmpty() ? Future.succeededFuture(Optional.empty()) : judge(found.get(), use));
    }

    /// Whose session this is by its id, for what its member does in a request that was let in by its token.
    public Future<Optional<SignedIn>> named(String id) {
        return store.find(id)
                .compose(found ->
                        found.isEmpty() ? Future.succeededFuture(Optional.empty()) : judge(found.get(), Use.MEMBER));
    }

    private Future<Optional<SignedIn>> judge(Session session, Use use) {
        Instant now = clock.instant();
        if (session.over(now)) {
            return Future.succeededFuture(Optional.empty());
        }
        return lives(session).compose(account -> {
            if (account.isEmpty()) {
                return erase(session.id()).map(Optional.empty());
            }
            Future<Session> kept = use == Use.MEMBER ? store.seen(session, now) : Future.succeededFuture(session);
            return kept.map(each -> Optional.of(new SignedIn(each, account.get())));
        });
    }

    /// The account of a session that nothing has ended but perhaps time.
    private Future<Optional<Account>> lives(Session session) {
        return accounts.account(session.staff())
                .map(account -> account.filter(each -> each.edition() == session.edition()))
                .compose(account -> account.isEmpty()
                        ? Future.succeededFuture(account)
                        : members.active(session.staff()).map(active -> active ? account : Optional.empty()));
    }

    /// Signs a member out.
    public Future<Void> end(Session session) {
        return erase(session.id()).map(was -> {
            if (was) {
                notes.happened(What.SIGNED_OUT, session.staff());
            }
            return null;
        });
    }

    /// The same session under a new token; empty when it has ended meanwhile.
    ///
    /// @param edition of the credentials that it is for from now on
    Future<Optional<Opened>> reopen(Session session, long edition, Optional<Instant> raised) {
        String token = text(TOKEN_BYTES);
        Session next = new Session(
                Staff.digest(token),
                session.staff(),
                edition,
                session.opened(),
                clock.instant(),
                raised,
                session.form());
        return erase(session.id())
                .compose(was -> was ? put(token, next).map(Optional::of) : Future.succeededFuture(Optional.empty()));
    }

    private Future<Boolean> erase(String id) {
        return store.turn(id, () -> store.remove(id));
    }

    /// Erases the sessions that have ended, those that ended by time a while later; completes with how many.
    Future<Integer> sweep() {
        return store.ids().compose(this::sweep);
    }

    private Future<Integer> sweep(List<String> ids) {
        Instant now = clock.instant();
        Future<Integer> done = Future.succeededFuture(0);
        for (String id : ids) {
            done = done.compose(count -> sweep(id, now).map(erased -> count + (erased ? 1 : 0)));
        }
        return done;
    }

    private Future<Boolean> sweep(String id, Instant now) {
        return store.latest(id).compose(found -> {
            if (found.isEmpty()) {
                return Future.succeededFuture(false);
            }
            return found.get().forgotten(now)
                    ? erase(id)
                    : lives(found.get())
                            .compose(account -> account.isPresent() ? Future.succeededFuture(false) : erase(id));
        });
    }
}
