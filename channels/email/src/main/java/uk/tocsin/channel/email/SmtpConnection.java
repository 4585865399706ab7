package uk.tocsin.channel.email;

import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;
import uk.tocsin.model.NotSentCause;
import uk.tocsin.model.SendOutcome;
import uk.tocsin.model.SendOutcome.NotSent;
import uk.tocsin.model.SendOutcome.Unknown;
import uk.tocsin.model.UnknownCause;

/// A greeted connection that carries one message after another. Confined to the wire's event loop.
///
/// How it works. With PIPELINING (RFC 2920) a message is two writes: `MAIL RCPT DATA`, and after the 354 its
/// content with the final dot. The second write is followed at once by the next message's commands, so that a
/// message costs one round trip. Answers come in the order of what was written; [#expected] remembers it. The
/// gate is asked right before the content is handed to the socket; if it refuses, the connection is dropped,
/// because after a 354 there is no other way to not send. A refused RCPT whose DATA was accepted all the same
/// is ended with a lone dot, which has no recipient (RFC 2920, section 3.1).
final class SmtpConnection {
    /// Who hands out messages and hears what became of them.
    interface Owner {
        /// Addresses the envelope to the next message; false when there is none for this connection.
        boolean next(SmtpConnection connection, Envelope envelope);

        /// The relay answered; the message has this outcome.
        void settled(SmtpConnection connection, Envelope envelope, SendOutcome outcome);

        /// The message was certainly not sent over this connection; another may try.
        void giveBack(Envelope envelope, NotSentCause cause);

        /// Nothing to do until [#begin].
        void idle(SmtpConnection connection);

        /// The connection is no more.
        void gone(SmtpConnection connection, Ending ending);
    }

    /// Why a connection ended.
    enum Ending {
        /// By us, for no fault of the relay.
        DONE,
        /// Closed by the relay when it had been idle, as relays may.
        STALE,
        /// The relay failed us.
        FAILED
    }

    private enum Step {
        RSET,
        MAIL,
        RCPT,
        DATA,
        CONTENT,
        LONE_DOT,
        QUIT
    }

    /// To wait for the answer to QUIT: a courtesy.
    private static final long QUIT_NANOS = Duration.ofSeconds(1).toNanos();

    private final SmtpSocket socket;
    private final SmtpFeatures features;
    private final EmailOptions.Limits limits;
    private final Owner owner;
    private final SmtpRelay relay;
    private final ArrayDeque<Step> expected = new ArrayDeque<>();
    private Envelope current = new Envelope();
    private Envelope ahead = new Envelope();
    private int messages;
    private boolean transactionOpen;
    private boolean reused;
    private boolean over;
    private long restedSince;

    SmtpConnection(SmtpHandshake.Greeted greeted, SmtpRelay relay, EmailOptions.Limits limits, Owner owner) {
        this.socket = greeted.socket();
        this.features = greeted.features();
        this.relay = relay;
        this.limits = limits;
        this.owner = owner;
        restedSince = System.nanoTime();
        socket.listen(this::received, this::fail);
    }

    SmtpRelay relay() {
        return relay;
    }

    SmtpFeatures features() {
        return features;
    }

    /// Takes the next message if there is one. Called when idle.
    void begin() {
        if (over || current.busy() || !expected.isEmpty()) {
            return;
        }
        if (messages >= limits.messagesPerConnection()) {
            quit();
        } else if (owner.next(this, current)) {
            sendCommands(current);
        } else {
            restedSince = System.nanoTime();
            owner.idle(this);
        }
    }

    private void sendCommands(Envelope envelope) {
        envelope.since = System.nanoTime();
        messages++;
        Buffer out = Buffer.buffer(192);
        if (transactionOpen) {
            out.appendString("RSET\r\n");
            expected.add(Step.RSET);
            transactionOpen = false;
        }
        if (features.pipelining()) {
            envelope.appendMail(out, features);
            envelope.appendRecipient(out);
            envelope.appendData(out);
            expected.add(Step.MAIL);
            expected.add(Step.RCPT);
            expected.add(Step.DATA);
        } else if (expected.isEmpty()) {
            envelope.appendMail(out, features);
            expected.add(Step.MAIL);
        }
        socket.write(out);
    }

    private void received(SmtpReply reply) {
        Step step = expected.poll();
        if (reply.code() == 421 || step == null) {
            saidGoodbye(step, reply);
            return;
        }
        switch (step) {
            case RSET -> afterReset(reply);
            case MAIL -> afterCommand(reply, Step.RCPT);
            case RCPT -> afterCommand(reply, Step.DATA);
            case DATA -> afterData(reply);
            case CONTENT -> afterContent(reply);
            case LONE_DOT -> settleAndGoOn(verdict());
            case QUIT -> end(Ending.DONE);
        }
    }

    private void afterReset(SmtpReply reply) {
        if (!reply.positive()) {
            fail(UnknownCause.PROTOCOL);
        } else if (!features.pipelining()) {
            write(Step.MAIL);
        }
    }

    private void afterCommand(SmtpReply reply, Step following) {
        if (reply.temporary() || reply.permanent()) {
            if (current.verdict == null) {
                current.verdict = SmtpOutcomes.negative(reply, limits.throttlePause());
            }
            if (!features.pipelining()) {
                transactionOpen = true;
                settleAndGoOn(verdict());
            }
        } else if (!reply.positive()) {
            fail(UnknownCause.PROTOCOL);
        } else if (!features.pipelining()) {
            write(following);
        }
    }

    /// Without pipelining: one command.
    private void write(Step step) {
        Buffer out = Buffer.buffer(128);
        switch (step) {
            case MAIL -> current.appendMail(out, features);
            case RCPT -> current.appendRecipient(out);
            case DATA -> current.appendData(out);
            case RSET, CONTENT, LONE_DOT, QUIT -> throw new IllegalArgumentException(step.name());
        }
        expected.add(step);
        socket.write(out);
    }

    private void afterData(SmtpReply reply) {
        if (reply.code() == 354) {
            if (current.verdict == null) {
                sendContent();
            } else {
                current.stage = Envelope.Stage.LONE_DOT;
                expected.add(Step.LONE_DOT);
                socket.write(Buffer.buffer(".\r\n"));
            }
        } else if (reply.temporary() || reply.permanent()) {
            transactionOpen = true;
            settleAndGoOn(
                    current.verdict == null ? SmtpOutcomes.negative(reply, limits.throttlePause()) : current.verdict);
        } else {
            fail(UnknownCause.PROTOCOL);
        }
    }

    private void sendContent() {
        Envelope sent = current;
        Buffer content = sent.content();
        sent.since = System.nanoTime();
        NotSentCause refusal = sent.job().refusal();
        if (refusal != null) {
            drop(sent, refusal);
            return;
        }
        sent.stage = Envelope.Stage.CONTENT;
        expected.add(Step.CONTENT);
        socket.write(content).onSuccess(written -> sent.dotWritten = true);
        if (features.pipelining() && messages < limits.messagesPerConnection() && owner.next(this, ahead)) {
            sendCommands(ahead);
        }
    }

    private void afterContent(SmtpReply reply) {
        SendOutcome outcome = SmtpOutcomes.afterDot(reply, limits.throttlePause());
        if (outcome instanceof Unknown) {
            fail(UnknownCause.PROTOCOL);
        } else {
            settleAndGoOn(outcome);
        }
    }

    private SendOutcome verdict() {
        return current.verdict == null ? new NotSent(NotSentCause.INTERNAL) : current.verdict;
    }

    private void settleAndGoOn(SendOutcome outcome) {
        Envelope done = current;
        current = ahead;
        ahead = done;
        reused = true;
        owner.settled(this, done, outcome);
        if (over || current.busy()) {
            return;
        }
        if (expected.isEmpty()) {
            begin();
        } else {
            end(Ending.DONE);
        }
    }

    private void saidGoodbye(@Nullable Step step, SmtpReply reply) {
        boolean idle = step == null && !current.busy();
        if (step == Step.CONTENT) {
            Envelope done = current;
            current = ahead;
            ahead = done;
            owner.settled(this, done, SmtpOutcomes.afterDot(reply, limits.throttlePause()));
        } else if (current.busy() && EnhancedStatus.saysTooFast(reply.code(), reply.enhanced())) {
            owner.settled(this, current, new SendOutcome.Throttled(limits.throttlePause()));
        }
        abandon(UnknownCause.PROTOCOL);
        end(idle ? Ending.STALE : Ending.FAILED);
    }

    /// Looks at timeouts and at the gate. Called every few tens of milliseconds.
    void tick(long now) {
        if (over) {
            return;
        }
        long waited = now - current.since;
        switch (current.stage) {
            case FREE -> tickIdle(now);
            case COMMANDS -> tickCommands(waited);
            case CONTENT -> tickContent(waited);
            case LONE_DOT -> failAfter(limits.command(), waited);
        }
    }

    private void tickIdle(long now) {
        if (expected.peek() == Step.QUIT) {
            if (now - restedSince > QUIT_NANOS) {
                end(Ending.DONE);
            }
        } else if (now - restedSince > limits.idle().toNanos()) {
            quit();
        }
    }

    private void tickCommands(long waited) {
        NotSentCause refusal = current.job().refusal();
        if (refusal != null) {
            drop(current, refusal);
        } else {
            failAfter(limits.command(), waited);
        }
    }

    private void tickContent(long waited) {
        NotSentCause refusal = current.dotWritten ? null : current.job().refusal();
        if (refusal != null) {
            drop(current, refusal);
            return;
        }
        if (ahead.busy()) {
            NotSentCause next = ahead.job().refusal();
            if (next != null) {
                ahead.report(new NotSent(next));
            }
        }
        failAfter(limits.reply(), waited);
    }

    private void failAfter(Duration limit, long waited) {
        if (waited > limit.toNanos()) {
            fail(UnknownCause.TIMEOUT);
        }
    }

    /// How long the relay has left this connection without the answer it owes, in nanoseconds; 0 if it owes
    /// none.
    long waited(long now) {
        return current.busy() ? now - current.since : 0;
    }

    /// Whether the message it carries can still go another way.
    boolean beforeContent() {
        return current.stage == Envelope.Stage.COMMANDS;
    }

    /// Ends it, telling of each message what is known.
    void fail(UnknownCause cause) {
        if (!over) {
            boolean stale = !current.busy() || reused && beforeContent() && cause == UnknownCause.RESET;
            socket.abort();
            abandon(cause);
            end(stale ? Ending.STALE : Ending.FAILED);
        }
    }

    private void drop(Envelope envelope, NotSentCause cause) {
        socket.abort();
        envelope.report(new NotSent(cause));
        abandon(UnknownCause.RESET);
        end(Ending.DONE);
    }

    private void abandon(UnknownCause cause) {
        over = true;
        abandon(current, cause);
        abandon(ahead, cause);
    }

    private void abandon(Envelope envelope, UnknownCause cause) {
        switch (envelope.stage) {
            case FREE -> {}
            case COMMANDS, LONE_DOT -> {
                if (envelope.verdict == null) {
                    owner.giveBack(envelope, NotSentCause.CONNECT);
                } else {
                    owner.settled(this, envelope, envelope.verdict);
                }
            }
            case CONTENT -> {
                if (envelope.dotWritten) {
                    envelope.report(new Unknown(cause));
                } else {
                    owner.giveBack(envelope, NotSentCause.CONNECT);
                }
            }
        }
    }

    private void quit() {
        restedSince = System.nanoTime();
        expected.add(Step.QUIT);
        socket.write(Buffer.buffer("QUIT\r\n"));
        owner.gone(this, Ending.DONE);
    }

    private void end(Ending ending) {
        over = true;
        socket.abort();
        owner.gone(this, ending);
    }
}
