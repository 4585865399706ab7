package uk.tocsin.demo;

import io.vertx.core.Future;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import uk.tocsin.console.Server;
import uk.tocsin.console.accounts.Attempt;
import uk.tocsin.console.accounts.Authenticator;
import uk.tocsin.console.accounts.Choice;
import uk.tocsin.console.accounts.Enrolment;

/// The accounts of the demo's staff, enrolled as real ones are, with one password; their authenticators are here.
///
/// @param secrets of the authenticators, by role
record Accounts(String password, Map<String, String> secrets) {
    private static final long SECONDS = 60;
    private static final int PASSWORD_BYTES = 12;
    private static final Map<String, String> NAMES = Map.of(
            "administrator", "Ada Marsh",
            "officer", "Owen Price",
            "approver", "Priya Shah",
            "analyst", "Ruth Okafor",
            "register-officer", "Sam Lindqvist");

    Accounts {
        secrets = Map.copyOf(secrets);
    }

    /// A password that nobody has.
    static String freshPassword() {
        byte[] bytes = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /// What a member signs in with.
    static String signInName(String role) {
        return role + "@example.test";
    }

    /// Sets up an account; the secret of its authenticator.
    static String enrol(Server server, int staff, String role, String password) {
        Enrolment enrolment = server.house().accounts().enrolment();
        String code = await(enrolment.issue(staff));
        Choice choice = new Choice(NAMES.getOrDefault(role, role), signInName(role), password);
        if (!(await(enrolment.begin(code, choice, "127.0.0.1")) instanceof Attempt.ShowsSecret shown)) {
            throw new DemoException("the account of the " + role + " was not begun");
        }
        String now = Authenticator.code(shown.secret(), server.house().clock().instant());
        if (!(await(enrolment.confirm(shown.ticket(), now, "127.0.0.1")) instanceof Attempt.CredentialsSet)) {
            throw new DemoException("the account of the " + role + " was not set up");
        }
        return shown.secret();
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.await(SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new DemoException("no answer within " + SECONDS + " s", e);
        }
    }

    /// What the authenticator of a role shows.
    String code(String role, Instant time) {
        String secret = secrets.get(role);
        if (secret == null) {
            throw new DemoException("there is no account for the role " + role);
        }
        return Authenticator.code(secret, time);
    }
}
