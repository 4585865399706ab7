package uk.tocsin.simulator;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One SMTP connection (RFC 5321): PIPELINING, SIZE, 8BITMIME, ENHANCEDSTATUSCODES, STARTTLS, AUTH PLAIN.
///
/// Bytes are taken line by line; replies to pipelined commands leave in one write. A line must end in CR LF: a
/// bare CR
/// or
/// LF ends the connection, since it is how messages are smuggled. While an answer is delayed the session reads
/// nothing.
/// Owned by the email channel's event loop.
final class SmtpSession {

    /// Message size in bytes; announced as SIZE.
    static final int MAX_SIZE = 10 << 20;
    /// RFC 5321, 4.5.3.1.8: a server takes at least 100.
    private static final int MAX_RECIPIENTS = 100;
    /// RFC 5321, 4.5.3.1.4 gives 512 octets, extensions add to it.
    private static final int MAX_COMMAND = 2_048;
    /// RFC 5321, 4.5.3.1.6, CR LF included.
    private static final int MAX_TEXT_LINE = 1_000;
    /// Unread bytes a client may have in front of the session.
    private static final int MAX_UNREAD = 1 << 20;

    private static final int MAX_ERRORS = 20;
    private static final Pattern PATH = Pattern.compile("<([^<>\\s]*)>(.*)");
    private static final Logger LOG = LoggerFactory.getLogger(SmtpSession.class);

    private final NetSocket socket;
    private final Mailbox mailbox;
    private final @Nullable String login;
    private final Runnable gone;
    private final StringBuilder replies = new StringBuilder();

    private byte[] unread = new byte[4096];
    private int start;
    private int end;
    private byte[] content = new byte[8192];
    private int length;

    private boolean greeted;
    private boolean secure;
    private boolean authenticated;
    private boolean inData;
    private boolean tooLongLine;
    private boolean blocked;
    private boolean processing;
    private boolean deaf;
    private boolean closing;
    private int errors;
    private @Nullable String from;
    private List<Mailbox.Recipient> recipients = new ArrayList<>();

    /// @param gone told when the connection has closed
    SmtpSession(NetSocket socket, Mailbox mailbox, @Nullable String login, Runnable gone) {
        this.gone = gone;
        this.socket = socket;
        this.mailbox = mailbox;
        this.login = login;
    }

    void begin() {
        socket.handler(this::received);
        socket.exceptionHandler(broken -> LOG.debug("SMTP connection broke: {}", broken.toString()));
        socket.closeHandler(closed -> {
            closing = true;
            reset();
            gone.run();
        });
        reply("220 localhost ESMTP simulator");
        flush();
    }

    /// Tells the client to go away: 421 now, and the connection closes.
    void goAway() {
        if (!closing) {
            reply("421 4.3.2 Service closing");
            close();
        }
    }

    private void received(Buffer bytes) {
        if (closing || deaf) {
            return;
        }
        int more = bytes.length();
        if (end + more > unread.length) {
            System.arraycopy(unread, start, unread, 0, end - start);
            end -= start;
            start = 0;
            if (end + more > unread.length) {
                unread = Arrays.copyOf(unread, Math.max(unread.length * 2, end + more));
            }
        }
        bytes.getBytes(unread, end);
        end += more;
        process();
    }

    private void process() {
        processing = true;
        while (!blocked && !closing) {
            int newline = newline();
            if (newline < 0) {
                break;
            }
            int from0 = start;
            start = newline + 1;
            boolean crlf = newline > from0 && unread[newline - 1] == '\r';
            if (!crlf || bareReturn(from0, newline - 1)) {
                fatal("521 5.5.2 Bare CR or LF is refused");
            } else if (inData) {
                text(from0, newline - 1);
            } else {
                command(new String(unread, from0, newline - 1 - from0, StandardCharsets.UTF_8));
            }
        }
        if (start == end) {
            start = 0;
            end = 0;
        }
        processing = false;
        flush();
    }

    private int newline() {
        for (int i = start; i < end; i++) {
            if (unread[i] == '\n') {
                return i;
            }
        }
        if (end - start > (inData ? MAX_UNREAD : MAX_COMMAND)) {
            fatal("500 5.5.2 Line too long");
        }
        return -1;
    }

    private boolean bareReturn(int from0, int to) {
        for (int i = from0; i < to; i++) {
            if (unread[i] == '\r') {
                return true;
            }
        }
        return false;
    }

    private void text(int from0, int to) {
        int size = to - from0;
        boolean dot = size > 0 && unread[from0] == '.';
        if (dot && size == 1) {
            inData = false;
            finished();
            return;
        }
        int skip = dot ? 1 : 0;
        tooLongLine |= size - skip + 2 > MAX_TEXT_LINE;
        int added = size - skip + 2;
        if (length + added <= MAX_SIZE) {
            if (length + added > content.length) {
                content = Arrays.copyOf(content, Math.max(content.length * 2, length + added));
            }
            System.arraycopy(unread, from0 + skip, content, length, added);
        }
        length = Math.min(MAX_SIZE + 1, length + added);
    }

    private void command(String line) {
        String upper = line.toUpperCase(Locale.ROOT);
        int space = upper.indexOf(' ');
        String verb = space < 0 ? upper : upper.substring(0, space);
        String rest = space < 0 ? "" : line.substring(space + 1).strip();
        switch (verb) {
            case "EHLO" -> hello(rest, true);
            case "HELO" -> hello(rest, false);
            case "MAIL" -> mail(rest);
            case "RCPT" -> recipient(rest);
            case "DATA" -> data();
            case "RSET" -> {
                reset();
                reply("250 2.0.0 Ok");
            }
            case "NOOP" -> reply("250 2.0.0 Ok");
            case "VRFY" -> reply("252 2.1.5 Cannot verify, will try");
            case "STARTTLS" -> startTls();
            case "AUTH" -> authenticate(rest);
            case "QUIT" -> {
                reply("221 2.0.0 Bye");
                close();
            }
            default -> error("500 5.5.1 Command unrecognised");
        }
    }

    private void hello(String name, boolean extended) {
        if (name.isEmpty()) {
            error("501 5.5.4 A host name is needed");
            return;
        }
        reset();
        greeted = true;
        if (!extended) {
            reply("250 localhost");
            return;
        }
        reply("250-localhost");
        reply("250-PIPELINING");
        reply("250-SIZE " + MAX_SIZE);
        reply("250-8BITMIME");
        if (!secure) {
            reply("250-STARTTLS");
        }
        if (login != null && secure) {
            reply("250-AUTH PLAIN");
        }
        reply("250 ENHANCEDSTATUSCODES");
    }

    private void mail(String rest) {
        if (!greeted || from != null) {
            error("503 5.5.1 Bad sequence of commands");
            return;
        }
        if (login != null && !authenticated) {
            error("530 5.7.0 Authentication required");
            return;
        }
        String path = path(rest, "FROM:");
        if (path != null) {
            from = path;
            reply("250 2.1.0 Ok");
        }
    }

    private void recipient(String rest) {
        if (from == null) {
            error("503 5.5.1 MAIL is needed first");
            return;
        }
        if (recipients.size() >= MAX_RECIPIENTS) {
            reply("452 4.5.3 Too many recipients");
            return;
        }
        String path = path(rest, "TO:");
        if (path == null) {
            return;
        }
        if (path.isEmpty()) {
            error("501 5.1.3 A recipient is needed");
            return;
        }
        Mailbox.Recipient named = mailbox.recipient(from, path);
        if (!Mailbox.refusedAtOnce(named)) {
            recipients.add(named);
            reply("250 2.1.5 Ok");
            return;
        }
        String refusal = Mailbox.reply(named.fate());
        reply(refusal);
        if (refusal.startsWith("421")) {
            close();
        }
    }

    /// The address of a path argument; null after an error was replied.
    private @Nullable String path(String rest, String keyword) {
        String argument = rest.regionMatches(true, 0, keyword, 0, keyword.length())
                ? rest.substring(keyword.length()).strip()
                : "";
        Matcher matcher = PATH.matcher(argument);
        if (!matcher.matches()
                || (!matcher.group(1).isEmpty() && !matcher.group(1).matches("[^@]+@[^@]+"))) {
            error("501 5.5.4 Syntax: " + keyword + "<address>");
            return null;
        }
        for (String parameter : matcher.group(2).strip().split("\\s+", -1)) {
            String upper = parameter.toUpperCase(Locale.ROOT);
            if (upper.matches("SIZE=[0-9]{1,18}")) {
                if (Long.parseLong(upper.substring(5)) > MAX_SIZE) {
                    error("552 5.3.4 Message size exceeds fixed limit");
                    return null;
                }
            } else if (!upper.isEmpty() && !upper.equals("BODY=8BITMIME") && !upper.equals("BODY=7BIT")) {
                error("555 5.5.4 Unsupported parameter");
                return null;
            }
        }
        return matcher.group(1);
    }

    private void data() {
        if (recipients.isEmpty()) {
            error(from == null ? "503 5.5.1 MAIL is needed first" : "554 5.5.1 No valid recipients");
            return;
        }
        inData = true;
        length = 0;
        tooLongLine = false;
        reply("354 End data with <CR><LF>.<CR><LF>");
    }

    private void finished() {
        String sender = from == null ? "" : from;
        List<Mailbox.Recipient> all = recipients;
        String tooMuch = length > MAX_SIZE ? "552 5.3.4 Message too big" : tooLongLine ? "554 5.6.0 Line too long" : "";
        Mailbox.Verdict verdict;
        if (tooMuch.isEmpty()) {
            String queueId = HexFormat.of().toHexDigits(all.getFirst().id() ^ System.nanoTime() << 20);
            verdict = mailbox.message(sender, all, content, length, queueId);
        } else {
            mailbox.refuseAll(all, tooMuch.substring(0, 9));
            verdict = new Mailbox.Verdict(Mailbox.Ending.REPLY, tooMuch);
        }
        recipients = new ArrayList<>();
        reset();
        blocked = true;
        mailbox.loop.answer(all.getFirst().delivery(), () -> conclude(verdict));
        if (blocked) {
            socket.pause();
        }
    }

    private void conclude(Mailbox.Verdict verdict) {
        if (closing) {
            return;
        }
        switch (verdict.ending()) {
            case RESET -> {
                closing = true;
                socket.close();
            }
            case SILENCE -> {
                deaf = true;
                socket.resume();
            }
            case REPLY -> {
                blocked = false;
                reply(verdict.reply());
                if (verdict.reply().startsWith("421")) {
                    close();
                } else if (!processing) {
                    socket.resume();
                    process();
                }
            }
        }
    }

    private void startTls() {
        if (secure) {
            error("503 5.5.1 TLS is on");
        } else if (start != end) {
            // Anything pipelined behind STARTTLS would be read as if it had been encrypted (CVE-2011-0411).
            fatal("554 5.5.1 Nothing may follow STARTTLS");
        } else {
            flush();
            greeted = false;
            secure = true;
            reset();
            socket.upgradeToSsl(Buffer.buffer("220 2.0.0 Ready to start TLS\r\n"))
                    .onFailure(refused -> LOG.debug("TLS was not agreed: {}", refused.toString()));
        }
    }

    private void authenticate(String rest) {
        if (login == null || !secure || authenticated) {
            error("503 5.5.1 AUTH is not offered");
            return;
        }
        String[] words = rest.split(" ", -1);
        if (words.length != 2 || !words[0].equalsIgnoreCase("PLAIN")) {
            error("504 5.5.4 Only AUTH PLAIN with an initial response");
            return;
        }
        String expected = Base64.getEncoder()
                .encodeToString(("\0" + login.replaceFirst(":", "\0")).getBytes(StandardCharsets.UTF_8));
        if (words[1].equals(expected)) {
            authenticated = true;
            reply("235 2.7.0 Authentication successful");
        } else {
            mailbox.loop.counts.other("unauthenticated");
            error("535 5.7.8 Authentication credentials invalid");
        }
    }

    private void reset() {
        from = null;
        if (content.length > 1 << 16) {
            content = new byte[8192];
        }
        if (!recipients.isEmpty()) {
            mailbox.abandoned(recipients);
            recipients = new ArrayList<>();
        }
    }

    private void reply(String line) {
        replies.append(line).append("\r\n");
    }

    private void error(String line) {
        reply(line);
        if (++errors > MAX_ERRORS) {
            fatal("421 4.7.0 Too many errors");
        }
    }

    private void fatal(String line) {
        if (!closing) {
            reply(line);
            close();
        }
    }

    private void close() {
        closing = true;
        flush();
        socket.end();
    }

    private void flush() {
        if (!replies.isEmpty()) {
            socket.write(Buffer.buffer(replies.toString()));
            replies.setLength(0);
        }
    }
}
