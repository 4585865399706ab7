package uk.tocsin.channel.email;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A rendered mail with gaps where recipients differ: literal bytes, already dot-stuffed (RFC 5321, section
/// 4.5.2), and between them pieces of fields. Immutable; filling is copying. A gap may be cut in two by a soft
/// line break of quoted-printable; the cut falls at the same place for everyone, since tokens have one length
/// and no character that the encoding touches.
final class MailTemplate {
    /// What differs from one recipient to the next.
    enum Field {
        TO,
        DATE,
        TOKEN,
        TOKEN32
    }

    /// The bytes for one recipient. Reused between messages by its owner.
    static final class Fills {
        private final Map<Field, byte[]> values = new EnumMap<>(Field.class);

        void set(Field field, byte[] value) {
            values.put(field, value);
        }

        private byte[] get(Field field) {
            return Objects.requireNonNull(values.get(field), field::name);
        }
    }

    /// A piece of a field; `to` is [#ALL] when nothing cuts it.
    private record Gap(Field field, int from, int to) {}

    private static final int ALL = -1;

    private static final byte[] DOT = ".\r\n".getBytes(StandardCharsets.US_ASCII);
    /// Room for what fills add: a mailbox and the final dot.
    private static final int ROOM = 512;

    private final byte[][] literals;
    private final Gap[] gaps;
    private final int size;

    private MailTemplate(List<byte[]> literals, List<Gap> gaps) {
        this.literals = literals.toArray(byte[][]::new);
        this.gaps = gaps.toArray(Gap[]::new);
        this.size = literals.stream().mapToInt(literal -> literal.length).sum() + gaps.size() * TokenText.BASE32 + ROOM;
    }

    /// Cuts a rendered mail at its placeholders. Throws IllegalStateException when one does not occur exactly
    /// as often as expected.
    ///
    /// @param rendered the mail as Jakarta Mail wrote it, lines ended by CRLF
    /// @param placeholders what stands for each field
    static MailTemplate cut(byte[] rendered, Map<Field, String> placeholders, Map<Field, Integer> expected) {
        String text = new String(stuffed(rendered), StandardCharsets.ISO_8859_1);
        Matcher matcher = pattern(placeholders).matcher(text);
        List<byte[]> literals = new ArrayList<>();
        List<Gap> gaps = new ArrayList<>();
        Map<Field, Integer> found = new EnumMap<>(Field.class);
        int at = 0;
        while (matcher.find()) {
            Field field = fieldOf(matcher);
            found.merge(field, 1, Integer::sum);
            int done = 0;
            literals.add(bytes(text, at, matcher.start()));
            String[] pieces = matcher.group().split("=\r\n", -1);
            for (String piece : pieces) {
                if (done > 0) {
                    literals.add(bytes("=\r\n", 0, 3));
                }
                gaps.add(new Gap(field, done, pieces.length == 1 ? ALL : done + piece.length()));
                done += piece.length();
            }
            at = matcher.end();
        }
        literals.add(bytes(text, at, text.length()));
        if (!found.equals(expected)) {
            throw new IllegalStateException("a mail was rendered with places " + found + ", expected " + expected);
        }
        return new MailTemplate(literals, gaps);
    }

    private static Pattern pattern(Map<Field, String> placeholders) {
        StringBuilder pattern = new StringBuilder();
        placeholders.forEach((field, placeholder) -> {
            pattern.append(pattern.isEmpty() ? "" : "|")
                    .append("(?<")
                    .append(field.name())
                    .append('>');
            for (int i = 0; i < placeholder.length(); i++) {
                pattern.append(i == 0 ? "" : "(?:=\r\n)?").append(Pattern.quote(placeholder.substring(i, i + 1)));
            }
            pattern.append(')');
        });
        return Pattern.compile(pattern.toString());
    }

    private static Field fieldOf(Matcher matcher) {
        for (Field field : Field.values()) {
            if (matcher.start(field.name()) >= 0) {
                return field;
            }
        }
        throw new IllegalStateException("a match of no field");
    }

    private static byte[] bytes(String text, int from, int to) {
        return text.substring(from, to).getBytes(StandardCharsets.ISO_8859_1);
    }

    /// Doubles the dot of every line that begins with one.
    static byte[] stuffed(byte[] mail) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(mail.length + 64);
        byte previous = '\n';
        for (byte b : mail) {
            if (b == '.' && previous == '\n') {
                out.write('.');
            }
            out.write(b);
            previous = b;
        }
        if (previous != '\n') {
            out.write('\r');
            out.write('\n');
        }
        return out.toByteArray();
    }

    /// The mail for one recipient with its final dot: what goes to the socket after a 354.
    ///
    /// Fills may hold neither CR nor LF, and none begins a line; [Mailbox] and the spelling of tokens see to
    /// it.
    Buffer fill(Fills fills) {
        Buffer out = Buffer.buffer(size);
        for (int i = 0; i < gaps.length; i++) {
            Gap gap = gaps[i];
            byte[] value = fills.get(gap.field);
            int to = gap.to == ALL ? value.length : gap.to;
            out.appendBytes(literals[i]).appendBytes(value, gap.from, to - gap.from);
        }
        return out.appendBytes(literals[gaps.length]).appendBytes(DOT);
    }
}
