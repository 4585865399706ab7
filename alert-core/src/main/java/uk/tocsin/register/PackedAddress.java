package uk.tocsin.register;

import java.util.Arrays;
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

    private static final int ASCII = 128;

    /// By character of base64url its six bits; -1 for any other.
    private static final byte[] SIX_BITS = new byte[ASCII];

    static {
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        Arrays.fill(SIX_BITS, (byte) -1);
        for (int i = 0; i < alphabet.length(); i++) {
            SIX_BITS[alphabet.charAt(i)] = (byte) i;
        }
    }

    private PackedAddress() {}

    /// @param high what the upper four bits of the first byte hold
    static void write(Out out, int high, String address) {
        int colon = address.indexOf(':');
        if (isNumber(address)) {
            out.u8(high << 4 | NUMBER).count(Long.parseLong(address, 1, address.length(), 10));
        } else if (colon >= 0 && isToken(address, colon)) {
            int letters = address.length() - 1;
            out.u8(high << 4 | TOKEN).count(colon).count(letters);
            writeToken(out, address, colon, letters);
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
            if ((c >= ASCII || SIX_BITS[c] < 0) && i != colon) {
                return false;
            }
        }
        return true;
    }

    /// Whole groups of four letters as three bytes: the decoder then looks at every bit, and the count of letters says
    /// what was filled up.
    private static void writeToken(Out out, String address, int colon, int letters) {
        int groups = (letters + 3) / 4;
        out.count(3L * groups);
        int at = 0;
        for (int group = 0; group < groups; group++) {
            int bits = 0;
            for (int i = 0; i < 4; i++) {
                at += at == colon ? 1 : 0;
                bits = bits << 6 | (at < address.length() ? SIX_BITS[address.charAt(at)] : 0);
                at++;
            }
            out.u8(bits >>> 16 & 0xff).u8(bits >>> 8 & 0xff).u8(bits & 0xff);
        }
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
