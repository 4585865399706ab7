package uk.tocsin.channel.email;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import uk.tocsin.lane.Batch;
import uk.tocsin.lane.Channel.Sink;
import uk.tocsin.model.NotSentCause;
import uk.tocsin.model.SendOutcome;

/// What is left of one batch: indexes not yet taken by a connection, and indexes given back by one that failed
/// before the final dot. Confined to the wire's event loop. Every index is reported exactly once.
final class SendJob {
    /// A message changes connections at most so often; then the permit's remainder is better spent elsewhere.
    private static final int MAX_TAKES = 3;

    private static final Logger LOG = LoggerFactory.getLogger(SendJob.class);

    private final Batch batch;
    private final MailTemplate[] templates;
    private final Sink sink;
    private final byte[] takes;
    private int cursor;
    private int[] returned = new int[4];
    private int returnedCount;

    /// @param templates by index of variant
    SendJob(Batch batch, MailTemplate[] templates, Sink sink) {
        this.batch = batch;
        this.templates = templates;
        this.sink = sink;
        this.takes = new byte[batch.size()];
    }

    int waiting() {
        return batch.size() - cursor + returnedCount;
    }

    /// Takes an index; one must be waiting.
    int take() {
        int index = returnedCount > 0 ? returned[--returnedCount] : cursor++;
        takes[index]++;
        return index;
    }

    /// Gives an index back that was certainly not sent; false when it has had its chances.
    boolean giveBack(int index) {
        if (takes[index] >= MAX_TAKES) {
            return false;
        }
        if (returnedCount == returned.length) {
            returned = Arrays.copyOf(returned, returnedCount * 2);
        }
        returned[returnedCount++] = index;
        return true;
    }

    /// Reports all that wait as not sent.
    void refuseWaiting(NotSentCause cause) {
        reportWaiting(new SendOutcome.NotSent(cause));
    }

    /// Reports the same for all that wait.
    void reportWaiting(SendOutcome outcome) {
        while (waiting() > 0) {
            report(take(), outcome);
        }
    }

    /// The gate's answer now.
    @Nullable
    NotSentCause refusal() {
        return batch.refusal();
    }

    String address(int index) {
        return batch.addresses()[index];
    }

    String token(int index) {
        return batch.tokens()[index];
    }

    MailTemplate template(int index) {
        return templates[batch.variants()[index]];
    }

    void report(int index, SendOutcome outcome) {
        try {
            sink.outcome(index, outcome);
        } catch (RuntimeException e) {
            LOG.error("the sink of {} failed", batch, e);
        }
    }
}
