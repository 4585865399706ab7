package uk.tocsin.console.accounts;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Which passwords are taken: long ones that are not the first to be guessed. No rule about kinds of characters, which
/// makes passwords worse (NCSC, Password policy: updating your approach). Immutable; any thread.
final class PasswordRules {
    static final int SHORTEST = 12;
    static final int LONGEST = 128;

    /// A shorter part of a sign-in name is found in too many words.
    private static final int TELLING = 4;

    private final Set<String> common;

    PasswordRules() {
        try (InputStream list =
                        Objects.requireNonNull(PasswordRules.class.getResourceAsStream("common-passwords.txt"));
                BufferedReader lines = new BufferedReader(new InputStreamReader(list, StandardCharsets.UTF_8))) {
            common = lines.lines().collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException("common-passwords.txt", e);
        }
    }

    /// Why a password is not taken for the account of this name; empty when it is.
    Optional<Flaw> flaw(String password, String signInName) {
        int length = password.codePointCount(0, password.length());
        String lower = password.toLowerCase(Locale.ROOT);
        String local = signInName.substring(0, Math.max(0, signInName.lastIndexOf('@')));
        if (length < SHORTEST) {
            return Optional.of(Flaw.PASSWORD_SHORT);
        }
        if (length > LONGEST) {
            return Optional.of(Flaw.PASSWORD_LONG);
        }
        if (lower.contains(signInName) || local.length() >= TELLING && lower.contains(local)) {
            return Optional.of(Flaw.PASSWORD_HAS_NAME);
        }
        return common.contains(lower) ? Optional.of(Flaw.PASSWORD_COMMON) : Optional.empty();
    }
}
