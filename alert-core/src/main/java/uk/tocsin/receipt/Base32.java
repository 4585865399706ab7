package uk.tocsin.receipt;

import java.util.Optional;

/// Lower-case base32 without padding (the alphabet of RFC 4648): survives whatever lower-cases a mail address.
public final class Base32 {
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int BITS = 5;

    private Base32() {}

    /// The text of these bytes.
    public static String encode(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        int buffer = 0;
        int bits = 0;
        for (byte next : bytes) {
            buffer = buffer << 8 | next & 0xff;
            bits += 8;
            while (bits >= BITS) {
                bits -= BITS;
                text.append(ALPHABET.charAt(buffer >>> bits & 31));
            }
            buffer &= (1 << bits) - 1;
        }
        if (bits > 0) {
            text.append(ALPHABET.charAt(buffer << (BITS - bits) & 31));
        }
        return text.toString();
    }

    /// Exactly `size` bytes, or empty: one value has one text (in either case).
    public static Optional<byte[]> decode(String text, int size) {
        if (text.length() != (size * 8 + BITS - 1) / BITS) {
            return Optional.empty();
        }
        byte[] bytes = new byte[size];
        int buffer = 0;
        int bits = 0;
        int at = 0;
        for (int i = 0; i < text.length(); i++) {
            char shown = text.charAt(i);
            int value = ALPHABET.indexOf(shown >= 'A' && shown <= 'Z' ? (char) (shown + 32) : shown);
            if (value < 0) {
                return Optional.empty();
            }
            buffer = buffer << BITS | value;
            bits += BITS;
            if (bits >= 8) {
                bits -= 8;
                bytes[at++] = (byte) (buffer >>> bits);
                buffer &= (1 << bits) - 1;
            }
        }
        return buffer == 0 && at == size ? Optional.of(bytes) : Optional.empty();
    }
}
