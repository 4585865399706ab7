package uk.tocsin.console.accounts;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.random.RandomGenerator;
import uk.tocsin.receipt.Base32;

/// Random codes that people read and type: letters and digits that are not mistaken for each other, in groups of four,
/// taken in either case and however they are grouped. What is kept of one is its SHA-256, which is enough for what
/// nobody can guess.
final class RandomCode {
    private static final int GROUP = 4;

    private RandomCode() {}

    static String of(int bytes, RandomGenerator random) {
        byte[] value = new byte[bytes];
        random.nextBytes(value);
        return Base32.encode(value).toUpperCase(Locale.ROOT).replaceAll("(.{" + GROUP + "})(?=.)", "$1-");
    }

    static byte[] hash(String typed) {
        String code = typed.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
        try {
            return MessageDigest.getInstance("SHA-256").digest(code.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every JDK", e);
        }
    }
}
