package uk.tocsin.register;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import uk.tocsin.model.codec.CorruptRecordException;
import uk.tocsin.model.codec.In;
import uk.tocsin.model.codec.Out;

/// Short text in few bytes: names, streets and mail addresses in about five bits a character. The code is a fixed
/// canonical Huffman code (RFC 1951, 3.2.2, says how codes follow from lengths) for letters as often as in
/// English, digits, and what stands in addresses; text with any other character is UTF-8. The lengths are
/// part of the format: never change them.
///
/// ```
/// characters × 2 + 1, bits from the highest down, zeros to the end of the byte
/// bytes × 2,          UTF-8
/// ```
final class PackedText {
    /// The characters with codes of these many bits, in the order of their codes.
    private static final String[] BY_LENGTH = {
        "",
        "",
        "",
        "",
        "e tao",
        "insrh.dl",
        "1@ucm2fwy03456789g",
        "pb,E-vTAOI",
        "NSRHkDL'_UCM",
        "FWYGPBVjK&/",
        "JXQZx()+qz"
    };

    private static final int LONGEST = BY_LENGTH.length - 1;
    private static final int ASCII = 128;
    private static final int LENGTH_BITS = 4;
    private static final int LENGTH_MASK = (1 << LENGTH_BITS) - 1;

    /// By character its code and, in the low bits, the length of it; 0 for none.
    private static final int[] CODES = new int[ASCII];

    /// By the next ten bits the character and the length of its code.
    private static final short[] CHARACTERS = new short[1 << LONGEST];

    static {
        int code = 0;
        for (int length = 1; length <= LONGEST; length++) {
            code <<= 1;
            for (char c : BY_LENGTH[length].toCharArray()) {
                CODES[c] = code << LENGTH_BITS | length;
                int from = code << LONGEST - length;
                Arrays.fill(CHARACTERS, from, from + (1 << LONGEST - length), (short) (c << LENGTH_BITS | length));
                code++;
            }
        }
    }

    private PackedText() {}

    static void write(Out out, String text) {
        if (!packs(text)) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            out.count(2L * bytes.length);
            for (byte each : bytes) {
                out.u8(each);
            }
            return;
        }
        out.count(2L * text.length() + 1);
        int bits = 0;
        int held = 0;
        for (int i = 0; i < text.length(); i++) {
            int code = CODES[text.charAt(i)];
            int length = code & LENGTH_MASK;
            bits = bits << length | code >>> LENGTH_BITS;
            held += length;
            while (held >= Byte.SIZE) {
                held -= Byte.SIZE;
                out.u8(bits >>> held);
            }
        }
        if (held > 0) {
            out.u8(bits << Byte.SIZE - held);
        }
    }

    private static boolean packs(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= ASCII || CODES[c] == 0) {
                return false;
            }
        }
        return true;
    }

    static String read(In in) {
        int size = in.size();
        if ((size & 1) == 0) {
            return in.text(size / 2);
        }
        StringBuilder text = new StringBuilder();
        int bits = 0;
        int held = 0;
        for (int left = size / 2; left > 0; left--) {
            int next = CHARACTERS[peek(bits, held)];
            while (held < (next & LENGTH_MASK)) {
                bits = bits << Byte.SIZE | in.u8();
                held += Byte.SIZE;
                next = CHARACTERS[peek(bits, held)];
            }
            text.append((char) (next >>> LENGTH_BITS));
            held -= next & LENGTH_MASK;
        }
        if ((bits & (1 << held) - 1) != 0) {
            throw new CorruptRecordException("packed text does not end in zeros");
        }
        return text.toString();
    }

    /// The next ten bits, with zeros for those that are not read yet.
    private static int peek(int bits, int held) {
        int last = held > LONGEST ? bits >>> held - LONGEST : bits << LONGEST - held;
        return last & (1 << LONGEST) - 1;
    }
}
