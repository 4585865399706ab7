package uk.tocsin.register;

import java.util.Base64;
import java.util.regex.Pattern;
import uk.tocsin.model.codec.CorruptRecordException;
import uk.tocsin.model.codec.In;
import uk.tocsin.model.codec.Out;

/// An address in few bytes: a telephone number as a number; a device token of the form `a:b` (as Firebase
/// issues: 22 and about 140 characters of base64url) with six bits a character; anything else as text. Every
/// form gives back exactly what went in.
final class PackedAddress {
    private static final int TEXT = 0;
    private static final int NUMBER = 1;
    private static final int TOKEN = 2;

    /// ITU-T E.164: a plus sign and at most 15 digits, the first not 0.
    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{0,14}");

    private static final Pattern DEVICE_TOKEN = Pattern.compile("[A-Za-z0-9_-]*:[A-Za-z0-9_-]*");

    private PackedAddress() {}

    static void write(Out out, String address) {
        if (E164.matcher(address).matches()) {
            out.u8(NUMBER).count(Long.parseLong(address.substring(1)));
        } else if (DEVICE_TOKEN.matcher(address).matches()) {
            int colon = address.indexOf(':');
            String letters = address.substring(0, colon) + address.substring(colon + 1);
            // Whole groups of four: the decoder then looks at every bit, and the count says what was filled up.
            String filled = letters + "A".repeat(Math.floorMod(-letters.length(), 4));
            out.u8(TOKEN)
                    .count(colon)
                    .count(letters.length())
                    .bytes(Base64.getUrlDecoder().decode(filled));
        } else {
            out.u8(TEXT).text(address);
        }
    }

    static String read(In in) {
        int form = in.u8();
        return switch (form) {
            case TEXT -> in.text();
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
