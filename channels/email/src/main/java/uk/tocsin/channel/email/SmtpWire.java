package uk.tocsin.channel.email;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import uk.tocsin.model.FailureReason;
import uk.tocsin.model.NotSentCause;
import uk.tocsin.model.SendOutcome;
import uk.tocsin.model.SendOutcome.NotSent;
import uk.tocsin.model.UnknownCause;

/// Our SMTP client: a bounded set of connections to each relay, all on one event loop, no thread and no future
/// a message. There is no queue: connections take messages from the batches whose gate allows it, and what no
/// connection took when the gate closes is reported as not sent. So work goes to the relays that answer. A
/// message whose connection fails before the final dot goes to another.
final class SmtpWire implements SmtpConnection.Owner {
    /// How often timeouts and gates are looked at: permits last 800 ms.
    private static final long TICK_MS = 25;

    private static final Logger LOG = LoggerFactory.getLogger(SmtpWire.class);
    /// RFC 5322 section 3.3; the zone is UTC.
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, d MMM uuuu HH:mm:ss '+0000'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final Vertx vertx;
    private final Context context;
    private final EmailOptions options;
    private final InstantSource clock;
    private final NetClient client;
    private final SmtpHandshake handshake;
    private final List<SmtpRelay> relays = new ArrayList<>();
    private final ArrayDeque<SendJob> jobs = new ArrayDeque<>();
    private @Nullable Long timer;
    private boolean closed;
    private boolean pumping;
    private long dateSecond = Long.MIN_VALUE;
    private byte[] date = new byte[0];

    SmtpWire(Vertx vertx, EmailOptions options, InstantSource clock) {
        this.vertx = vertx;
        this.context = ((VertxInternal) vertx).createEventLoopContext();
        this.options = options;
        this.clock = clock;
        NetClientOptions tcp = new NetClientOptions()
                .setConnectTimeout((int) options.limits().connect().toMillis())
                .setTcpNoDelay(true)
                .setSoLinger(0);
        this.client = vertx.createNetClient(tcp);
        this.handshake = new SmtpHandshake(vertx, client, options, SmtpTls.options(options));
        options.relays().forEach(relay -> relays.add(new SmtpRelay(relay)));
    }

    /// Starts a batch. From any thread.
    void submit(SendJob job) {
        context.runOnContext(go -> {
            if (closed) {
                job.refuseWaiting(NotSentCause.CONNECT);
            } else {
                jobs.addLast(job);
                pump();
                startTimer();
            }
        });
    }

    /// Aborts all connections and reports what is left. From any thread.
    void close() {
        context.runOnContext(go -> {
            closed = true;
            stopTimer();
            List<SmtpConnection> all = new ArrayList<>();
            relays.forEach(relay -> all.addAll(relay.open));
            all.forEach(connection -> connection.fail(UnknownCause.RESET));
            refuseAll(new NotSent(NotSentCause.CONNECT));
            client.close();
        });
    }

    @Override
    public boolean next(SmtpConnection connection, Envelope envelope) {
        if (closed || !preferred(connection.relay(), System.nanoTime())) {
            return false;
        }
        for (SendJob job = waitingJob(); job != null; job = waitingJob()) {
            if (address(job, job.take(), connection, envelope)) {
                return true;
            }
        }
        return false;
    }

    private @Nullable SendJob waitingJob() {
        for (SendJob job = jobs.peek(); job != null; job = jobs.peek()) {
            NotSentCause refusal = job.waiting() == 0 ? null : job.refusal();
            if (refusal != null) {
                job.refuseWaiting(refusal);
            }
            if (job.waiting() > 0) {
                return job;
            }
            jobs.poll();
        }
        return null;
    }

    private boolean address(SendJob job, int index, SmtpConnection connection, Envelope envelope) {
        Mailbox to = Mailbox.parse(job.address(index));
        if (to == null) {
            job.report(index, new SendOutcome.Refused(FailureReason.INVALID_ADDRESS, "5.1.3"));
            return false;
        }
        if (to.needsUtf8() && !connection.features().utf8()) {
            job.report(index, new SendOutcome.Refused(FailureReason.CONFIGURATION, "5.6.7"));
            return false;
        }
        try {
            envelope.address(job, index, to, options.sender().bounceDomain(), date());
            return true;
        } catch (IllegalArgumentException notAToken) {
            LOG.error("a delivery has no well-formed token");
            job.report(index, new NotSent(NotSentCause.INTERNAL));
            return false;
        }
    }

    private byte[] date() {
        Instant now = clock.instant();
        if (now.getEpochSecond() != dateSecond) {
            dateSecond = now.getEpochSecond();
            date = DATE.format(now).getBytes(StandardCharsets.US_ASCII);
        }
        return date;
    }

    /// A relay that owes answers gets nothing new while another gives them.
    private boolean preferred(SmtpRelay relay, long now) {
        if (!relay.usable(now)) {
            return false;
        }
        return relay.answers(now) || !relay.lookForStall(now) || !anotherAnswers(relay, now);
    }

    private boolean anotherAnswers(SmtpRelay than, long now) {
        for (SmtpRelay relay : relays) {
            if (relay != than && relay.answers(now)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void settled(SmtpConnection connection, Envelope envelope, SendOutcome outcome) {
        long now = System.nanoTime();
        SmtpRelay relay = connection.relay();
        relay.answered(now);
        if (outcome instanceof SendOutcome.Throttled(var pause)) {
            relay.throttle(now, pause);
            if (anotherAnswers(relay, now) && returned(envelope)) {
                return;
            }
        }
        envelope.report(outcome);
    }

    @Override
    public void giveBack(Envelope envelope, NotSentCause cause) {
        NotSentCause refusal = closed ? NotSentCause.CONNECT : envelope.job().refusal();
        if (refusal != null) {
            envelope.report(new NotSent(refusal));
        } else if (!returned(envelope)) {
            envelope.report(new NotSent(cause));
        }
    }

    private boolean returned(Envelope envelope) {
        SendJob job = envelope.job();
        if (!job.giveBack(envelope.index())) {
            return false;
        }
        envelope.free();
        if (!jobs.contains(job)) {
            jobs.addFirst(job);
        }
        return true;
    }

    @Override
    public void idle(SmtpConnection connection) {
        SmtpRelay relay = connection.relay();
        if (relay.open.contains(connection)) {
            relay.idle.addLast(connection);
        }
    }

    @Override
    public void gone(SmtpConnection connection, SmtpConnection.Ending ending) {
        SmtpRelay relay = connection.relay();
        relay.open.remove(connection);
        relay.idle.remove(connection);
        if (ending == SmtpConnection.Ending.FAILED && !closed) {
            relayFailed(relay, NotSentCause.CONNECT, "a connection failed");
        }
        pump();
    }

    private void relayFailed(SmtpRelay relay, NotSentCause cause, String why) {
        if (relay.failed(System.nanoTime(), cause)) {
            LOG.warn("mail relay {}:{} failed: {}", relay.address.host(), relay.address.port(), why);
        }
    }

    /// Gives waiting messages to idle connections, opens more where there is too few, and gives up where
    /// waiting is no use.
    private void pump() {
        if (pumping || closed) {
            return;
        }
        pumping = true;
        try {
            long now = System.nanoTime();
            useIdle(now);
            if (waitingJob() != null) {
                openMore(now);
                giveUp(now);
            }
        } finally {
            pumping = false;
        }
    }

    private void useIdle(long now) {
        int tries = relays.stream().mapToInt(relay -> relay.idle.size()).sum();
        for (int i = 0; i < tries && waitingJob() != null; i++) {
            SmtpRelay best = null;
            for (SmtpRelay relay : relays) {
                boolean candidate = !relay.idle.isEmpty() && preferred(relay, now);
                if (candidate && (best == null || relay.idle.size() > best.idle.size())) {
                    best = relay;
                }
            }
            SmtpConnection connection = best == null ? null : best.takeIdle();
            if (connection == null) {
                return;
            }
            connection.begin();
        }
    }

    private void openMore(long now) {
        int wanted = jobs.stream().mapToInt(SendJob::waiting).sum();
        for (SmtpRelay relay : relays) {
            wanted -= relay.connecting;
        }
        boolean opened = true;
        while (wanted > 0 && opened) {
            opened = false;
            for (SmtpRelay relay : relays) {
                if (wanted > 0 && relay.mayOpen(now, options.limits().connectionsPerRelay()) > 0) {
                    connect(relay);
                    wanted--;
                    opened = true;
                }
            }
        }
    }

    private void connect(SmtpRelay relay) {
        relay.connecting++;
        handshake
                .open(relay.address)
                .onComplete(
                        greeted -> {
                            relay.connecting--;
                            SmtpConnection connection = new SmtpConnection(greeted, relay, options.limits(), this);
                            if (closed) {
                                connection.fail(UnknownCause.RESET);
                                return;
                            }
                            relay.open.add(connection);
                            connection.begin();
                            startTimer();
                        },
                        failure -> {
                            relay.connecting--;
                            boolean known = failure instanceof SmtpHandshake.RelayException;
                            NotSentCause cause = known
                                    ? ((SmtpHandshake.RelayException) failure).notSentCause()
                                    : NotSentCause.CONNECT;
                            relayFailed(
                                    relay,
                                    cause,
                                    known
                                            ? String.valueOf(failure.getMessage())
                                            : failure.getClass().getSimpleName());
                            pump();
                        });
    }

    private void giveUp(long now) {
        SmtpRelay throttled = null;
        for (SmtpRelay relay : relays) {
            if (relay.hopeful(now)) {
                return;
            }
            throttled = relay.throttled(now) ? relay : throttled;
        }
        refuseAll(
                throttled == null
                        ? new NotSent(relays.getFirst().lastCause())
                        : new SendOutcome.Throttled(throttled.throttledFor(now)));
    }

    private void refuseAll(SendOutcome outcome) {
        for (SendJob job = jobs.poll(); job != null; job = jobs.poll()) {
            job.reportWaiting(outcome);
        }
    }

    private void startTimer() {
        if (timer == null && !closed) {
            timer = vertx.setPeriodic(TICK_MS, id -> tick());
        }
    }

    private void stopTimer() {
        if (timer != null) {
            vertx.cancelTimer(timer);
            timer = null;
        }
    }

    private void tick() {
        long now = System.nanoTime();
        for (SendJob job : List.copyOf(jobs)) {
            NotSentCause refusal = job.refusal();
            if (refusal != null) {
                job.refuseWaiting(refusal);
            }
        }
        boolean busy = !jobs.isEmpty();
        for (SmtpRelay relay : relays) {
            rescue(relay, now);
            List.copyOf(relay.open).forEach(connection -> connection.tick(now));
            busy |= relay.connecting > 0 || !relay.open.isEmpty();
        }
        pump();
        if (!busy && jobs.isEmpty()) {
            stopTimer();
        }
    }

    /// Takes messages back from a relay that owes answers when another gives them.
    private void rescue(SmtpRelay relay, long now) {
        if (relay.lookForStall(now) && anotherAnswers(relay, now)) {
            for (SmtpConnection connection : List.copyOf(relay.open)) {
                if (connection.beforeContent() && connection.waited(now) > SmtpRelay.STALL_NANOS) {
                    connection.fail(UnknownCause.TIMEOUT);
                }
            }
        }
    }
}
