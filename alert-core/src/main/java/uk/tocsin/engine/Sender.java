package uk.tocsin.engine;

import io.vertx.core.Context;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import uk.tocsin.lane.Batch;
import uk.tocsin.lane.Channel;
import uk.tocsin.lane.Content;
import uk.tocsin.model.NotSentCause;
import uk.tocsin.model.SuppressionReason;
import uk.tocsin.shard.Applied;
import uk.tocsin.shard.OutcomeCode;
import uk.tocsin.shard.ShardRecord;
import uk.tocsin.shard.Wire;

/// From an opened try to the channel: the one send path for all channels, alerts and notices. Any thread.
final class Sender {
    private static final Logger LOG = LoggerFactory.getLogger(Sender.class);

    private final Recipients recipients;
    private final Dispatches dispatches;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final EngineMeters meters;
    private final Ports.Fatal fatal;

    Sender(Recipients recipients, Dispatches dispatches, Ports ports, EngineMeters meters) {
        this.recipients = recipients;
        this.dispatches = dispatches;
        this.clock = ports.clock();
        this.nanos = ports.nanos();
        this.fatal = ports.fatal();
        this.meters = meters;
    }

    /// A try that its shard opened, and where its outcomes go.
    ///
    /// @param endNanos when the permit ends
    record Job(
            int shard,
            Message message,
            Applied.Opened opened,
            LaneRunner lane,
            long endNanos,
            Context context,
            InFlight.Receiver receiver) {
        int size() {
            return opened.slots().length;
        }
    }

    /// What a try carries.
    sealed interface Message {
        /// A step of an alert, to one endpoint of everybody in the try.
        record OfAlert(int alert, int step, int endpoint) implements Message {}

        /// A notice, to one endpoint of the one in the try.
        record OfNotice(ShardRecord.NoticeAsked asked) implements Message {}
    }

    void send(Job job) {
        Content content = switch (job.message()) {
            case Message.OfAlert of -> dispatches.content(of.alert(), of.step()).orElse(null);
            case Message.OfNotice of -> recipients.content(job.shard(), of.asked());
        };
        if (content == null) {
            unsigned(job);
            return;
        }
        NotSentCause refusal = refusal(job);
        if (refusal != null) {
            none(job, refusal);
            return;
        }
        find(job, content)
                .<Boolean>handle((found, failure) -> {
                    if (failure == null) {
                        dispatch(job, content, found);
                    } else {
                        LOG.error("shard {}: contacts cannot be read, nothing is sent", job.shard(), failure);
                        none(job, NotSentCause.INTERNAL);
                    }
                    return failure == null;
                })
                .exceptionally(unexpected -> {
                    fatal.end("a try of shard " + job.shard() + " was opened and cannot be sent", unexpected);
                    return false;
                });
    }

    private void unsigned(Job job) {
        if (job.message() instanceof Message.OfAlert of) {
            dispatches.refuse(of.alert(), "the control log holds no valid approval of it");
        }
        none(job, NotSentCause.INTERNAL);
    }

    private CompletionStage<Recipients.Found> find(Job job, Content content) {
        return switch (job.message()) {
            case Message.OfAlert of ->
                recipients.find(
                        job.shard(),
                        job.opened().slots(),
                        of.endpoint(),
                        content,
                        job.lane().channel().kind());
            case Message.OfNotice of -> recipients.find(job.shard(), of.asked(), content);
        };
    }

    private @Nullable NotSentCause refusal(Job job) {
        if (nanos.getAsLong() - job.endNanos() >= 0) {
            return NotSentCause.PERMIT;
        }
        return switch (job.message()) {
            case Message.OfAlert of -> dispatches.refusal(of.alert(), clock.millis());
            case Message.OfNotice of -> dispatches.noticeRefusal(of.asked().expiresMs(), clock.millis());
        };
    }

    private void dispatch(Job job, Content content, Recipients.Found found) {
        int[] places = places(found);
        withhold(job, found, job.size() - places.length);
        if (places.length == 0) {
            return;
        }
        Channel channel = job.lane().channel();
        Batch batch = batch(content, job.opened().tryNumber(), found, places, () -> refusal(job));
        channel.send(
                batch,
                new InFlight(
                        job.context(),
                        job.lane(),
                        job.receiver(),
                        job.opened().tryNumber(),
                        places,
                        !channel.repeatsUnknown(),
                        job.endNanos(),
                        meters));
    }

    /// The places of a try that may be sent.
    static int[] places(Recipients.Found found) {
        int[] places = new int[found.withheld().length];
        int size = 0;
        for (int place = 0; place < places.length; place++) {
            if (found.withheld()[place] == null) {
                places[size++] = place;
            }
        }
        return Arrays.copyOf(places, size);
    }

    static Batch batch(Content content, long tryNumber, Recipients.Found found, int[] places, Batch.WriteGate gate) {
        String[] addresses = new String[places.length];
        String[] tokens = new String[places.length];
        byte[] variants = new byte[places.length];
        for (int i = 0; i < places.length; i++) {
            addresses[i] = found.addresses()[places[i]];
            tokens[i] = found.tokens()[places[i]];
            variants[i] = found.variants()[places[i]];
        }
        return new Batch(content, tryNumber, addresses, tokens, variants, gate);
    }

    private void withhold(Job job, Recipients.Found found, int count) {
        if (count == 0) {
            return;
        }
        int[] indexes = new int[count];
        short[] codes = new short[count];
        int size = 0;
        for (int place = 0; place < found.withheld().length; place++) {
            SuppressionReason reason = found.withheld()[place];
            if (reason != null) {
                indexes[size] = place;
                codes[size++] = found.unreadable().get(place)
                        ? OutcomeCode.notSent(NotSentCause.INTERNAL)
                        : OutcomeCode.suppressed(reason);
            }
        }
        int unreadable = found.unreadable().cardinality();
        if (unreadable > 0) {
            meters.notWritten(job.lane().channel().kind(), NotSentCause.INTERNAL, unreadable);
        }
        job.lane().withheld(count);
        deliver(job, indexes, codes);
    }

    private void none(Job job, NotSentCause cause) {
        int[] indexes = new int[job.size()];
        Arrays.setAll(indexes, i -> i);
        short[] codes = new short[indexes.length];
        Arrays.fill(codes, OutcomeCode.notSent(cause));
        meters.notWritten(job.lane().channel().kind(), cause, codes.length);
        job.lane().withheld(codes.length);
        if (cause == NotSentCause.PERMIT) {
            job.lane().over(codes.length, job.endNanos(), true);
        }
        deliver(job, indexes, codes);
    }

    private static void deliver(Job job, int[] indexes, short[] codes) {
        Wire.Ended ended = new Wire.Ended(job.opened().tryNumber(), indexes, codes, List.of());
        job.context().runOnContext(_ -> job.receiver().ended(ended));
    }
}
