package uk.tocsin.console.accounts;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;
import uk.tocsin.console.Installation;
import uk.tocsin.receipt.Base32;
import uk.tocsin.register.KeyRing;
import uk.tocsin.register.Register;
import uk.tocsin.register.Vault;

/// Accounts on a register, with a clock that tests turn and members that they name. Methods wait.
final class Office implements AutoCloseable {
    static final String HERE = "192.0.2.1";
    static final String ELSEWHERE = "198.51.100.7";
    static final String PASSWORD = "three blue horses";
    static final String WRONG = "four brown horses";

    private static final long SECONDS = 30;

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final Set<Integer> active = new ConcurrentSkipListSet<>();
    final List<String> told = new CopyOnWriteArrayList<>();
    final Accounts accounts;
    private Instant now;

    /// What a member has in their hands.
    record Holder(int staff, String name, byte[] secret, List<String> recovery, Opened opened) {}

    Office(Register register, Instant now, RandomGenerator random) {
        this.now = now;
        Vault vault = new Vault(new KeyRing(Map.of(1, new byte[KeyRing.KEY_BYTES])), random);
        InstantSource clock = () -> this.now;
        AccountEvents events = (what, staff) -> told.add(what.word() + " " + staff);
        this.accounts = new Accounts(new AccountPorts(register, vault, members(), events, meters), random, clock);
    }

    static Office on(Register register) {
        return new Office(register, Instant.parse("2026-01-01T09:00:00Z"), new Random(7));
    }

    private Members members() {
        return new Members() {
            @Override
            public Future<Boolean> active(int staff) {
                return Future.succeededFuture(active.contains(staff));
            }

            @Override
            public Future<Void> enrolled(int staff) {
                return Future.succeededFuture();
            }

            @Override
            public Future<Boolean> appoint(int staff) {
                if (active.isEmpty()) {
                    active.add(staff);
                }
                return active(staff);
            }
        };
    }

    Instant now() {
        return now;
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    static <T> T await(Future<T> future) {
        return Installation.await(future, SECONDS);
    }

    String code(byte[] secret) {
        return Totp.code(secret, Totp.at(now));
    }

    /// A member with an account; half a minute later, so that their next code counts.
    Holder enrolled(int staff) {
        active.add(staff);
        return enrolled(staff, await(accounts.enrolment().issue(staff)));
    }

    Holder enrolled(int staff, String code) {
        String name = "officer" + staff + "@example.test";
        Attempt.ShowsSecret shown = (Attempt.ShowsSecret)
                await(accounts.enrolment().begin(code, new Choice("Officer " + staff, name, PASSWORD), HERE));
        byte[] secret =
                Base32.decode(shown.secret().toLowerCase(Locale.ROOT), 20).orElseThrow();
        Attempt.CredentialsSet set =
                (Attempt.CredentialsSet) await(accounts.enrolment().confirm(shown.ticket(), code(secret), HERE));
        pass(Duration.ofSeconds(30));
        return new Holder(staff, name, secret, set.recoveryCodes(), set.opened());
    }

    Attempt.OfPassword password(String name, String password, String remote) {
        return await(accounts.signIn().password(name, password, remote));
    }

    String ticket(Holder holder) {
        return ((Attempt.NeedsCode) password(holder.name(), PASSWORD, HERE)).ticket();
    }

    Attempt.OfCode code(String ticket, String said) {
        return await(accounts.signIn().code(ticket, said, HERE, ""));
    }

    /// The same from a browser that still brings another token.
    Opened signedInAfter(Holder holder, String before) {
        Attempt.Succeeded done =
                (Attempt.Succeeded) await(accounts.signIn().code(ticket(holder), code(holder.secret()), HERE, before));
        pass(Duration.ofSeconds(30));
        return done.opened();
    }

    /// A session by password and one-time code; half a minute later.
    Opened signedIn(Holder holder) {
        Attempt.Succeeded done = (Attempt.Succeeded) code(ticket(holder), code(holder.secret()));
        pass(Duration.ofSeconds(30));
        return done.opened();
    }

    Optional<SignedIn> of(Opened opened) {
        return of(opened, Use.MEMBER);
    }

    Optional<SignedIn> of(Opened opened, Use use) {
        return await(accounts.sessions().of(opened.token(), use));
    }

    /// The session, stepped up by the password.
    Opened raised(Opened opened) {
        Attempt.OfStepUp raised = await(accounts.stepUp().raise(of(opened).orElseThrow(), PASSWORD));
        return ((Attempt.Succeeded) raised).opened();
    }

    @Override
    public void close() {
        accounts.close();
    }
}
