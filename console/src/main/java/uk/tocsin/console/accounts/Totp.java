package uk.tocsin.console.accounts;

import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import uk.tocsin.receipt.Base32;

/// One-time codes of an authenticator (RFC 6238) as every authenticator has them: HMAC-SHA1, steps of 30 s, 6
/// digits. A code is also taken one step early or late, for clocks that differ.
final class Totp {
    private static final Duration STEP = Duration.ofSeconds(30);
    private static final int DIGITS = 6;
    private static final int MILLION = 1_000_000;
    private static final int DRIFT = 1;

    /// As long as the HMAC (RFC 4226, 4, R6).
    private static final int SECRET_BYTES = 20;

    private static final String ISSUER = "Tocsin";

    private Totp() {}

    static byte[] secret(RandomGenerator random) {
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        return secret;
    }

    /// The step whose code this is: one after `last`, so that no code counts twice; empty for a wrong code.
    static OptionalLong step(byte[] secret, String code, Instant now, long last) {
        OptionalLong found = OptionalLong.empty();
        long middle = at(now);
        for (long step = middle - DRIFT; step <= middle + DRIFT; step++) {
            boolean same = MessageDigest.isEqual(
                    code(secret, step).getBytes(StandardCharsets.UTF_8), code.getBytes(StandardCharsets.UTF_8));
            if (same && step > last && found.isEmpty()) {
                found = OptionalLong.of(step);
            }
        }
        return found;
    }

    static long at(Instant time) {
        return Math.floorDiv(time.getEpochSecond(), STEP.toSeconds());
    }

    /// The code of a step (RFC 4226, 5.3).
    static String code(byte[] secret, long step) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret, "HmacSHA1"));
            byte[] sum = mac.doFinal(ByteBuffer.allocate(8).putLong(step).array());
            int number = ByteBuffer.wrap(sum, sum[sum.length - 1] & 0xf, 4).getInt() & Integer.MAX_VALUE;
            return String.format(Locale.ROOT, "%0" + DIGITS + "d", number % MILLION);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA1 is part of every JDK", e);
        }
    }

    /// What a member types in who cannot scan.
    static String text(byte[] secret) {
        return Base32.encode(secret).toUpperCase(Locale.ROOT);
    }

    /// What the QR code says (Google Authenticator's Key URI Format, which the others have taken over).
    static String uri(byte[] secret, String signInName) {
        String name = URLEncoder.encode(signInName, StandardCharsets.UTF_8).replace("+", "%20");
        return "otpauth://totp/" + ISSUER + ":" + name + "?secret=" + text(secret) + "&issuer=" + ISSUER
                + "&algorithm=SHA1&digits=" + DIGITS + "&period=" + STEP.toSeconds();
    }

    /// What is shown of a fresh secret to the member whose it is.
    static Attempt.ShowsSecret shows(String ticket, Instant endsAt, byte[] secret, String signInName) {
        String uri = uri(secret, signInName);
        return new Attempt.ShowsSecret(ticket, endsAt, text(secret), uri, QrCode.svg(uri));
    }
}
