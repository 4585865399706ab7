package uk.tocsin.console.accounts;

import java.time.Instant;
import java.util.Locale;
import uk.tocsin.receipt.Base32;

/// What the authenticator on a member's phone shows: for rehearsals, where nobody has a phone. Stateless; any thread.
public final class Authenticator {
    private static final int MOST_BYTES = 20;

    private Authenticator() {}

    /// The six digits at a time; IllegalArgumentException for a secret that is none.
    ///
    /// @param secret as [Attempt.ShowsSecret] shows it to be typed in
    public static String code(String secret, Instant time) {
        String text = secret.replace(" ", "").toLowerCase(Locale.ROOT);
        byte[] bytes = Base32.decode(text, MOST_BYTES)
                .orElseThrow(() -> new IllegalArgumentException("secret: is not base32"));
        return Totp.code(bytes, Totp.at(time));
    }
}
