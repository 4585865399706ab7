package uk.tocsin.simulator;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.parsetools.RecordParser;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// Sends delivery status notifications (RFC 3464) to the return path of mails that bounced, over a few SMTP
/// connections
/// to the product's bounce intake. Owned by the email channel's event loop.
final class BounceSender {

    private static final int CONNECTIONS = 4;
    private static final int MAX_WAITING = 200_000;
    private static final int RETRIES = 5;
    private static final long BACKOFF_MS = 250;
    private static final int TIMEOUT_SECONDS = 30;

    /// A mail that turned out undeliverable.
    record Bounce(String returnPath, String recipient, String messageId, String subject, Delivery delivery) {}

    private record Job(Bounce bounce, int retry) {}

    private final ChannelLoop loop;
    private final NetClient client;
    private final ArrayDeque<Job> waiting = new ArrayDeque<>();
    private volatile int outstanding;
    private int connections;

    BounceSender(Vertx vertx, ChannelLoop loop) {
        this.loop = loop;
        this.client = vertx.createNetClient(
                new NetClientOptions().setConnectTimeout(5_000).setIdleTimeout(TIMEOUT_SECONDS));
    }

    /// Bounces waiting or under way. Any thread may ask.
    int outstanding() {
        return outstanding;
    }

    void clear() {
        count(-waiting.size());
        waiting.clear();
    }

    void send(Bounce bounce) {
        enqueue(new Job(bounce, 0));
    }

    private void enqueue(Job job) {
        if (waiting.size() >= MAX_WAITING) {
            loop.counts.abandoned.increment();
            return;
        }
        count(1);
        waiting.add(job);
        if (connections < CONNECTIONS && connections < waiting.size()) {
            connect();
        }
    }

    private void connect() {
        SocketAddress where = loop.world.settings().bounces();
        if (where == null) {
            while (!waiting.isEmpty()) {
                ended(waiting.remove(), -1);
            }
            return;
        }
        connections++;
        client.connect(where)
                .onSuccess(socket -> new Conversation(socket).begin())
                .onFailure(refused -> {
                    connections--;
                    Job job = waiting.poll();
                    if (job != null) {
                        ended(job, -1);
                    }
                    if (connections == 0 && !waiting.isEmpty()) {
                        connect();
                    }
                });
    }

    /// Counts the end of a job; anything but success is tried again, with growing pauses.
    private void ended(Job job, int status) {
        count(-1);
        Delivery delivery = job.bounce.delivery;
        loop.counts.posted("bounce");
        loop.world.log.posted(Channel.EMAIL, "bounce", delivery, "bounce", "5.1.1", status);
        if (status >= 200 && status < 300) {
            loop.counts.acked("bounce");
            loop.deliveries.mark(delivery, Deliveries.FAILED);
        } else if (job.retry < RETRIES && status < 500) {
            loop.wheel.after(BACKOFF_MS << job.retry, () -> enqueue(new Job(job.bounce, job.retry + 1)));
        } else {
            loop.counts.abandoned.increment();
        }
    }

    private void count(int change) {
        int now = outstanding;
        outstanding = now + change;
    }

    /// One connection: greets, sends mail after mail while any wait, quits.
    private final class Conversation {

        private enum Step {
            GREETING,
            HELLO,
            FROM,
            TO,
            DATA,
            DOT,
            RESET,
            QUIT
        }

        private final NetSocket socket;
        private Step step = Step.GREETING;
        private @Nullable Job job;

        Conversation(NetSocket socket) {
            this.socket = socket;
        }

        void begin() {
            socket.handler(RecordParser.newDelimited("\r\n", line -> reply(line.toString())));
            socket.closeHandler(closed -> gone());
        }

        private void reply(String line) {
            if (line.length() < 3 || (line.length() > 3 && line.charAt(3) == '-')) {
                return;
            }
            int status = line.substring(0, 3).matches("[2-5][0-9]{2}") ? Integer.parseInt(line.substring(0, 3)) : 500;
            if (status >= 400 && step != Step.GREETING && step != Step.HELLO && step != Step.RESET) {
                refused(status);
                return;
            }
            Bounce bounce = job == null ? null : job.bounce;
            if (step == Step.GREETING) {
                say(Step.HELLO, "EHLO localhost");
            } else if (step == Step.QUIT) {
                socket.close();
            } else if (bounce == null) {
                next();
            } else {
                advance(bounce, status);
            }
        }

        private void advance(Bounce bounce, int status) {
            switch (step) {
                case FROM -> say(Step.TO, "RCPT TO:<" + bounce.returnPath + ">");
                case TO -> say(Step.DATA, "DATA");
                case DATA -> say(Step.DOT, message(bounce) + ".");
                case DOT -> {
                    finish(status);
                    next();
                }
                case GREETING, HELLO, RESET, QUIT -> next();
            }
        }

        private void refused(int status) {
            finish(status);
            say(Step.RESET, "RSET");
        }

        private void finish(int status) {
            Job done = job;
            job = null;
            if (done != null) {
                ended(done, status);
            }
        }

        private void next() {
            Job following = waiting.poll();
            if (following == null) {
                say(Step.QUIT, "QUIT");
            } else {
                job = following;
                say(Step.FROM, "MAIL FROM:<>");
            }
        }

        private void say(Step now, String text) {
            step = now;
            socket.write(text + "\r\n");
        }

        private void gone() {
            connections--;
            finish(-1);
            if (connections == 0 && !waiting.isEmpty()) {
                connect();
            }
        }
    }

    /// The notification, with CR LF lines and no line that starts with a dot.
    static String message(Bounce bounce) {
        String boundary = "dsn-" + HexFormat.of().toHexDigits(Chance.hash(bounce.returnPath + bounce.messageId));
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC));
        String lines = """
                Date: %1$s
                From: Mail Delivery System <mailer-daemon@localhost>
                To: <%2$s>
                Message-ID: <%3$s@localhost>
                Subject: Undelivered Mail Returned to Sender
                Auto-Submitted: auto-replied
                MIME-Version: 1.0
                Content-Type: multipart/report; report-type=delivery-status; boundary="%3$s"

                This is a MIME-encapsulated message.

                --%3$s
                Content-Type: text/plain; charset=us-ascii

                Your message could not be delivered to one or more recipients.

                <%4$s>: host mx.example.test said: 550 5.1.1 User unknown

                --%3$s
                Content-Type: message/delivery-status

                Reporting-MTA: dns; mx.example.test
                Arrival-Date: %1$s

                Original-Recipient: rfc822; %4$s
                Final-Recipient: rfc822; %4$s
                Action: failed
                Status: 5.1.1
                Remote-MTA: dns; mx.example.test
                Diagnostic-Code: smtp; 550 5.1.1 User unknown
                Last-Attempt-Date: %1$s

                --%3$s
                Content-Type: text/rfc822-headers

                Message-ID: %5$s
                To: <%4$s>
                Subject: %6$s

                --%3$s--
                """.formatted(
                        date, bounce.returnPath, boundary, bounce.recipient, bounce.messageId, ascii(bounce.subject));
        return lines.replace("\n", "\r\n");
    }

    private static String ascii(String text) {
        return new String(text.getBytes(StandardCharsets.US_ASCII), StandardCharsets.US_ASCII)
                .replaceAll("[\r\n]", " ");
    }
}
