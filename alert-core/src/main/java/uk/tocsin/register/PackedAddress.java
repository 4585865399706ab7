package uk.tocsin.register;

import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import uk.tocsin.model.codec.CorruptRecordException;
import uk.tocsin.model.codec.In;
import uk.tocsin.model.codec.Out;

/// An address in few bytes: a telephone number as a number, a device token of the form `a:b` (as Firebase
/// issues: 22 and 140 characters of base64url) as the bytes it stands for, anything else as text. A form is
/// used only when it gives back exactly what went in.
final class PackedAddress {
    private static final int TEXT = 0;
    private static final int NUMBER = 1;
    private static final int TOKEN = 2;

    /// ITU-T E.164: a plus sign and at most 15 digits, the first not 0.
    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{0,14}");

    private PackedAddress() {}

    static void write(Out out, String address) {
        if (E164.matcher(address).matches()) {
            out.u8(NUMBER).count(Long.parseLong(address.substring(1)));
            return;
        }
        int colon = address.indexOf(':');
        Optional<byte[]> first = colon < 0 ? Optional.empty() : bytes(address.substring(0, colon));
        Optional<byte[]> second = colon < 0 ? Optional.empty() : bytes(address.substring(colon + 1));
        if (first.isPresent() && second.isPresent()) {
            out.u8(TOKEN).bytes(first.get()).bytes(second.get());
        } else {
            out.u8(TEXT).text(address);
        }
    }

    static String read(In in) {
        int form = in.u8();
        return switch (form) {
            case TEXT -> in.text();
            case NUMBER -> "+" + in.count();
            case TOKEN -> text(in.bytes()) + ":" + text(in.bytes());
            default -> throw new CorruptRecordException("an address has the unknown form " + form);
        };
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static Optional<byte[]> bytes(String text) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            return text(bytes).equals(text) ? Optional.of(bytes) : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
