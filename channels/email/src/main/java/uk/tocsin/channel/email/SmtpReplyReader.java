package uk.tocsin.channel.email;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Cuts what a server sends into replies. Confined to one connection's event loop.
final class SmtpReplyReader {
    /// The stream is not SMTP, or beyond all bounds.
    static final class GarbageException extends Exception {
        GarbageException(String message) {
            super(message);
        }
    }

    /// RFC 5321 section 4.5.3.1.5 says 512 octets; real servers say more.
    private static final int MAX_LINE = 4096;
    /// No EHLO answer comes near.
    private static final int MAX_LINES = 100;

    private byte[] held = new byte[512];
    private int length;
    private int read;
    private int code;
    private List<String> lines = new ArrayList<>(1);

    void add(Buffer data) throws GarbageException {
        if (read > 0) {
            System.arraycopy(held, read, held, 0, length - read);
            length -= read;
            read = 0;
        }
        int total = length + data.length();
        if (total > MAX_LINE * MAX_LINES) {
            throw new GarbageException("too much at once");
        }
        if (total > held.length) {
            held = Arrays.copyOf(held, Math.max(total, held.length * 2));
        }
        data.getBytes(held, length);
        length = total;
    }

    /// Whether nothing is left unread: needed before TLS starts, so that nothing said in the clear is taken for
    /// part of it.
    boolean isEmpty() {
        return read == length && lines.isEmpty();
    }

    /// The next complete reply, or null.
    @Nullable
    SmtpReply next() throws GarbageException {
        while (true) {
            int end = read;
            while (end < length && held[end] != '\n') {
                end++;
            }
            if (end - read > MAX_LINE) {
                throw new GarbageException("line too long");
            }
            if (end == length) {
                return null;
            }
            int stop = end > read && held[end - 1] == '\r' ? end - 1 : end;
            boolean last = line(read, stop);
            read = end + 1;
            if (last) {
                SmtpReply reply = SmtpReply.of(code, lines);
                lines = new ArrayList<>(1);
                return reply;
            }
        }
    }

    private boolean line(int from, int to) throws GarbageException {
        int found = to - from < 3 ? -1 : digit(from) * 100 + digit(from + 1) * 10 + digit(from + 2);
        boolean separated = to - from == 3 || to - from > 3 && (held[from + 3] == ' ' || held[from + 3] == '-');
        if (found < 200
                || found > 599
                || !separated
                || !lines.isEmpty() && found != code
                || lines.size() == MAX_LINES) {
            throw new GarbageException("not an SMTP reply");
        }
        code = found;
        int text = Math.min(from + 4, to);
        lines.add(new String(held, text, to - text, StandardCharsets.ISO_8859_1));
        return to - from == 3 || held[from + 3] == ' ';
    }

    private int digit(int at) {
        int digit = held[at] - '0';
        return digit < 0 || digit > 9 ? -1000 : digit;
    }
}
