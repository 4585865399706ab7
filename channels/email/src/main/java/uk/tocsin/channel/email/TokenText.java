package uk.tocsin.channel.email;

import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/// The two spellings of a delivery token: 24 characters of base64url in links, 29 of lower-case base32
/// (RFC 4648, section 6, no padding) in mail addresses, because local parts get lower-cased on their way.
/// Nothing here verifies a token: spelling only.
public final class TokenText {
    /// Bytes of a token.
    public static final int BYTES = 18;
    /// Characters of its base32 form: 144 bits in fives.
    public static final int BASE32 = 29;
    /// Characters of its base64url form.
    public static final int BASE64 = 24;

    private static final char[] ALPHABET = "abcdefghijklmnopqrstuvwxyz234567".toCharArray();
    private static final byte[] VALUES = values();

    private TokenText() {}

    /// The base32 form of a token in base64url. Throws IllegalArgumentException if it is not one.
    public static String toBase32(String base64url) {
        byte[] bytes = base64url.length() == BASE64 ? Base64.getUrlDecoder().decode(base64url) : new byte[0];
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a delivery token has " + BASE64 + " characters of base64url");
        }
        char[] out = new char[BASE32];
        long bits = 0;
        int held = 0;
        int at = 0;
        for (byte b : bytes) {
            bits = bits << 8 | b & 0xFF;
            held += 8;
            while (held >= 5) {
                held -= 5;
                out[at++] = ALPHABET[(int) (bits >>> held) & 31];
            }
        }
        out[at] = ALPHABET[(int) (bits << (5 - held)) & 31];
        return new String(out);
    }

    /// The base64url form of a token in base32, upper case or lower. Empty if it is not one.
    public static Optional<String> toBase64Url(CharSequence base32) {
        if (base32.length() != BASE32) {
            return Optional.empty();
        }
        byte[] bytes = new byte[BYTES];
        long bits = 0;
        int held = 0;
        int at = 0;
        for (int i = 0; i < BASE32; i++) {
            char c = base32.charAt(i);
            int value = c < VALUES.length ? VALUES[c] : -1;
            if (value < 0) {
                return Optional.empty();
            }
            bits = bits << 5 | value;
            held += 5;
            if (held >= 8) {
                held -= 8;
                bytes[at++] = (byte) (bits >>> held);
            }
        }
        boolean padded = (bits & ((1L << held) - 1)) == 0;
        return padded ? Optional.of(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes)) : Optional.empty();
    }

    private static byte[] values() {
        byte[] values = new byte[128];
        Arrays.fill(values, (byte) -1);
        for (byte i = 0; i < ALPHABET.length; i++) {
            values[ALPHABET[i]] = i;
            values[Character.toUpperCase(ALPHABET[i])] = i;
        }
        return values;
    }
}
