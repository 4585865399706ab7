package uk.tocsin.register;

import java.util.Base64;
import uk.tocsin.model.codec.CorruptRecordException;
import uk.tocsin.model.codec.In;
import uk.tocsin.model.codec.Out;

/// An address in few bytes: a telephone number as a number; a device token of the form `a:b` (as Firebase
/// issues: 22 and about 140 characters of base64url) with six bits a character; anything else as
/// [PackedText]. Every form gives back exactly what went in.
final class PackedAddress {
    private static final int TEXT = 0;
    private static final int NUMBER = 1;
    private static final int TOKEN = 2;

    /// ITU-T E.164: a plus sign and at most 15 digits, the first not 0.
    private static final int MOST_DIGITS = 15;

    private PackedAddress() {}

    /// @param high what the upper four bits of the first byte hold
    static void write(Out out, int high, String address) {
        int colon = address.indexOf(':');
        if (isNumber(address)) {
            out.u8(high << 4 | NUMBER).count(Long.parseLong(address, 1, address.length(), 10));
        } else if (colon >= 0 && isToken(address, colon)) {
            String letters = address.substring(0, colon) + address.substring(colon + 1);
            // Whole groups of four: the decoder then looks at every bit, and the count says what was filled up.
            String filled = letters + "A".repeat(Math.floorMod(-letters.length(), 4));
            out.u8(high << 4 | TOKEN)
                    .count(colon)
                    .count(letters.length())
                    .bytes(Base64.getUrlDecoder().decode(filled));
        } else {
            PackedText.write(out.u8(high << 4 | TEXT), address);
        }
    }

    private static boolean isNumber(String address) {
        int length = address.length();
        if (length < 2 || length > MOST_DIGITS + 1 || address.charAt(0) != '+' || address.charAt(1) == '0') {
            return false;
        }
        for (int i = 1; i < length; i++) {
            if (!isDigit(address.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isToken(String address, int colon) {
        for (int i = 0; i < address.length(); i++) {
            char c = address.charAt(i);
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || isDigit(c) || c == '-' || c == '_';
            if (!letter && i != colon) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /// @param form the lower four bits of the first byte, which was read
    static String read(In in, int form) {
        return switch (form) {
            case TEXT -> PackedText.read(in);
            case NUMBER -> "+" + in.count();
            case TOKEN -> token(in.size(), in.size(), in.bytes());
            default -> throw new CorruptRecordException("an address has the unknown form " + form);
        };
    }

    private static String token(int colon, int length, byte[] bytes) {
        if (colon > length || bytes.length % 3 != 0 || (length + 3L) / 4 != bytes.length / 3) {
            throw new CorruptRecordException(
                    "a device token of " + length + " characters has " + bytes.length + " bytes");
        }
        String letters = Base64.getUrlEncoder().encodeToString(bytes);
        return letters.substring(0, colon) + ":" + letters.substring(colon, length);
    }
}
