package uk.tocsin.channel.email;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One connection to the bounce intake (RFC 5321). Confined to the socket's event loop. While a mail is with
/// the handler the socket is paused, so what a sender pipelines waits in the network and not here.
final class IntakeSession {
    /// RFC 5321 section 4.5.3.1.4 says 512 for commands; extensions add to it.
    private static final int MAX_COMMAND = 2048;
    /// A peer that only talks nonsense is sent away.
    private static final int MAX_ERRORS = 20;

    private static final Logger LOG = LoggerFactory.getLogger(IntakeSession.class);

    private final Context context;
    private final NetSocket socket;
    private final String domain;
    private final TokenFinder tokens;
    private final BounceIntake.Handler handler;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(256);
    private final ByteArrayOutputStream mail = new ByteArrayOutputStream(4096);
    private Buffer unread = Buffer.buffer();
    private boolean waiting;
    private boolean over;
    private boolean inData;
    private boolean lineStarts = true;
    private boolean tooLarge;
    private boolean hasSender;
    private String recipient = "";
    private int errors;

    IntakeSession(Context context, NetSocket socket, String domain, TokenFinder tokens, BounceIntake.Handler handler) {
        this.context = context;
        this.socket = socket;
        this.domain = domain;
        this.tokens = tokens;
        this.handler = handler;
    }

    void greet() {
        socket.exceptionHandler(failure -> over = true);
        socket.handler(this::received);
        say("220 " + domain + " ESMTP bounces only");
    }

    private void received(Buffer data) {
        unread = unread.length() == 0
                ? data
                : Buffer.buffer().appendBuffer(unread).appendBuffer(data);
        consume();
    }

    private void consume() {
        int at = 0;
        Buffer now = unread;
        while (at < now.length() && !waiting && !over) {
            byte b = now.getByte(at++);
            line.write(b);
            if (b == '\n') {
                byte[] whole = line.toByteArray();
                line.reset();
                line(whole);
            } else if (line.size() > MAX_COMMAND && !inData) {
                goodbye("500 5.5.2 Line too long");
            } else if (line.size() > MAX_COMMAND) {
                keep(line.toByteArray());
                line.reset();
            }
        }
        unread = now.getBuffer(at, now.length());
    }

    private void line(byte[] whole) {
        if (!inData) {
            command(new String(whole, StandardCharsets.UTF_8).strip());
        } else if (lineStarts && endsData(whole)) {
            endOfData();
        } else {
            keep(whole);
        }
    }

    /// Only CRLF.CRLF ends a mail; a bare LF never does (SMTP smuggling).
    private static boolean endsData(byte[] line) {
        return line.length == 3 && line[0] == '.' && line[1] == '\r';
    }

    /// Keeps a line, or a piece of a very long one, without the dot that was stuffed before it.
    private void keep(byte[] bytes) {
        int from = lineStarts && bytes[0] == '.' ? 1 : 0;
        boolean crlf = bytes.length >= 2 && bytes[bytes.length - 2] == '\r' && bytes[bytes.length - 1] == '\n';
        lineStarts = crlf;
        tooLarge = tooLarge || mail.size() + bytes.length > BounceParser.MAX_BYTES;
        if (!tooLarge) {
            mail.write(bytes, from, bytes.length - from);
        }
    }

    private void command(String text) {
        int space = text.indexOf(' ');
        String verb = (space < 0 ? text : text.substring(0, space)).toUpperCase(Locale.ROOT);
        switch (verb) {
            case "EHLO" ->
                say("250-" + domain + "\r\n250-PIPELINING\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n"
                        + "250-ENHANCEDSTATUSCODES\r\n250 SIZE " + BounceParser.MAX_BYTES);
            case "HELO" -> say("250 " + domain);
            case "MAIL" -> from(text);
            case "RCPT" -> to(text);
            case "DATA" -> data();
            case "RSET" -> {
                reset();
                say("250 2.0.0 Reset");
            }
            case "NOOP" -> say("250 2.0.0 Here");
            case "VRFY" -> say("252 2.5.0 No");
            case "QUIT" -> goodbye("221 2.0.0 Goodbye");
            default -> error("500 5.5.2 Unknown command");
        }
    }

    private void from(String text) {
        if (!text.toUpperCase(Locale.ROOT).startsWith("MAIL FROM:")) {
            error("501 5.5.4 Syntax: MAIL FROM:<address>");
        } else if (declaredSize(text) > BounceParser.MAX_BYTES) {
            error("552 5.3.4 Too large");
        } else {
            reset();
            hasSender = true;
            say("250 2.1.0 Sender noted");
        }
    }

    private static long declaredSize(String text) {
        int at = text.toUpperCase(Locale.ROOT).indexOf(" SIZE=");
        if (at < 0) {
            return 0;
        }
        String digits = text.substring(at + 6).split(" ", 2)[0];
        return digits.matches("\\d{1,18}") ? Long.parseLong(digits) : Long.MAX_VALUE;
    }

    /// One recipient a mail: each return path means one delivery.
    private void to(String text) {
        int open = text.indexOf('<');
        int close = text.indexOf('>', open + 1);
        String address = open < 0 || close < 0 ? "" : text.substring(open + 1, close);
        if (!hasSender) {
            error("503 5.5.1 MAIL first");
        } else if (!recipient.isEmpty()) {
            error("452 4.5.3 One recipient a mail");
        } else if (!text.toUpperCase(Locale.ROOT).startsWith("RCPT TO:") || !tokens.isReturnPath(address)) {
            error("550 5.1.1 Not a return path of ours");
        } else {
            recipient = address;
            say("250 2.1.5 Recipient noted");
        }
    }

    private void data() {
        if (recipient.isEmpty()) {
            error("503 5.5.1 RCPT first");
        } else {
            inData = true;
            lineStarts = true;
            say("354 End with a dot");
        }
    }

    private void endOfData() {
        byte[] raw = mail.toByteArray();
        String to = recipient;
        boolean refuse = tooLarge;
        reset();
        if (refuse) {
            error("552 5.3.4 Too large");
            return;
        }
        waiting = true;
        socket.pause();
        handed(to, raw).onComplete(done -> answerOnLoop("250 2.0.0 Journalled"), failure -> {
            LOG.warn("a bounce could not be journalled: {}", failure.getClass().getSimpleName());
            answerOnLoop("451 4.3.0 Try again later");
        });
    }

    private Future<Void> handed(String to, byte[] raw) {
        try {
            return handler.received(to, raw);
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    private void answerOnLoop(String answer) {
        context.runOnContext(go -> answered(answer));
    }

    private void answered(String answer) {
        waiting = false;
        say(answer);
        consume();
        if (!waiting) {
            socket.resume();
        }
    }

    private void reset() {
        inData = false;
        tooLarge = false;
        hasSender = false;
        recipient = "";
        mail.reset();
    }

    private void error(String answer) {
        if (++errors > MAX_ERRORS) {
            goodbye("421 4.7.0 Too many errors");
        } else {
            say(answer);
        }
    }

    private void goodbye(String answer) {
        over = true;
        socket.end(Buffer.buffer(answer + "\r\n"));
    }

    private void say(String answer) {
        if (!over) {
            socket.write(answer + "\r\n");
        }
    }
}
