package uk.tocsin.console.accounts;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import uk.tocsin.console.Installation;
import uk.tocsin.receipt.Base32;

/// The accounts of an installation's staff, set up through the real enrolment when they are first needed, and what
/// their members hold in their hands. For tests: methods wait.
public final class StaffAccounts {
    /// Everybody's password.
    public static final String PASSWORD = "three blue horses";

    private static final String HERE = "127.0.0.1";
    private static final long SECONDS = 60;
    private static final Map<Integer, String> NAMES =
            Map.of(1, "Ada Marsh", 2, "Owen Price", 3, "Priya Shah", 4, "Ruth Okafor", 5, "Sam Lindqvist");
    private static final Map<Installation, StaffAccounts> ALL = Collections.synchronizedMap(new WeakHashMap<>());

    private final Installation house;
    private final Map<Integer, Holder> holders = new ConcurrentHashMap<>();

    /// What a member holds in their hands.
    private static final class Holder {
        private final byte[] secret;
        private final Deque<String> recovery;
        private long lastStep;

        Holder(byte[] secret, Deque<String> recovery, long lastStep) {
            this.secret = secret;
            this.recovery = recovery;
            this.lastStep = lastStep;
        }
    }

    private StaffAccounts(Installation house) {
        this.house = house;
    }

    /// Those of this installation.
    public static StaffAccounts of(Installation house) {
        return ALL.computeIfAbsent(house, StaffAccounts::new);
    }

    /// What colleagues call a member.
    public static String name(int staff) {
        return NAMES.getOrDefault(staff, "Member " + staff);
    }

    /// The name that a member signs in with; their account is set up if there is none yet.
    public String signInName(int staff) {
        holder(staff);
        return address(staff);
    }

    private static String address(int staff) {
        return "member" + staff + "@example.test";
    }

    private Holder holder(int staff) {
        return holders.computeIfAbsent(staff, this::enrol);
    }

    private Holder enrol(int staff) {
        Enrolment enrolment = house.accounts().enrolment();
        String code = Installation.await(enrolment.issue(staff), SECONDS);
        Choice choice = new Choice(name(staff), address(staff), PASSWORD);
        Attempt.ShowsSecret shown =
                (Attempt.ShowsSecret) Installation.await(enrolment.begin(code, choice, HERE), SECONDS);
        byte[] secret = secret(shown.secret());
        long step = now() - 1;
        Attempt.CredentialsSet set = (Attempt.CredentialsSet)
                Installation.await(enrolment.confirm(shown.ticket(), Totp.code(secret, step), HERE), SECONDS);
        return new Holder(secret, new ArrayDeque<>(set.recoveryCodes()), step);
    }

    /// A secret as it is shown to people.
    public static byte[] secret(String shown) {
        return Base32.decode(shown.replace(" ", "").toLowerCase(Locale.ROOT), 20)
                .orElseThrow();
    }

    /// The code that an authenticator with this secret shows at a time.
    public static String code(byte[] secret, Instant time) {
        return Totp.code(secret, Totp.at(time));
    }

    private long now() {
        return Totp.at(house.clock().instant());
    }

    /// A code that signs a member in: a one-time code that was not used, or a recovery code.
    public String code(int staff) {
        Holder holder = holder(staff);
        long step = Math.max(holder.lastStep + 1, now() - 1);
        if (step > now() + 1) {
            return holder.recovery.pop();
        }
        holder.lastStep = step;
        return Totp.code(holder.secret, step);
    }

    /// The token of a new session.
    public String token(int staff) {
        SignIn signIn = house.accounts().signIn();
        Attempt.NeedsCode next =
                (Attempt.NeedsCode) Installation.await(signIn.password(signInName(staff), PASSWORD, HERE), SECONDS);
        Attempt.Succeeded done =
                (Attempt.Succeeded) Installation.await(signIn.code(next.ticket(), code(staff), HERE, ""), SECONDS);
        return done.opened().token();
    }

    /// The token of a new session whose member has just shown again who they are.
    public String raisedToken(int staff) {
        SignedIn signedIn = Installation.await(house.sessions().of(token(staff), Use.MEMBER), SECONDS)
                .orElseThrow();
        Attempt.Succeeded done =
                (Attempt.Succeeded) Installation.await(house.accounts().stepUp().raise(signedIn, PASSWORD), SECONDS);
        return done.opened().token();
    }
}
