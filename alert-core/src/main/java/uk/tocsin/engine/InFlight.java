package uk.tocsin.engine;

import io.vertx.core.Context;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import uk.tocsin.lane.Channel;
import uk.tocsin.model.NotSentCause;
import uk.tocsin.model.SendOutcome;
import uk.tocsin.shard.OutcomeCode;
import uk.tocsin.shard.Wire;

/// Collects the outcomes of one try, from whatever threads report them, and hands them to the shard's context
/// in as few pieces as possible. Nothing is made for a single outcome.
final class InFlight implements Channel.Sink {
    private final Context context;
    private final LaneRunner lane;
    private final Receiver receiver;
    private final long tryNumber;
    private final int[] places;
    private final boolean keepIds;
    private final long endNanos;
    private final EngineMeters meters;
    private final @Nullable SendOutcome[] outcomes;
    private final int[] arrived;
    private int count;
    private int flushed;
    private boolean late;

    /// Receives outcomes on the shard's context.
    @FunctionalInterface
    interface Receiver {
        void ended(Wire.Ended ended);
    }

    /// @param places for each index of the batch its index in the try, ascending
    /// @param keepIds whether the provider's ids are journalled
    /// @param endNanos when the permit ends
    InFlight(
            Context context,
            LaneRunner lane,
            Receiver receiver,
            long tryNumber,
            int[] places,
            boolean keepIds,
            long endNanos,
            EngineMeters meters) {
        this.context = context;
        this.lane = lane;
        this.receiver = receiver;
        this.tryNumber = tryNumber;
        this.places = places;
        this.keepIds = keepIds;
        this.endNanos = endNanos;
        this.meters = meters;
        this.outcomes = new SendOutcome[places.length];
        this.arrived = new int[places.length];
    }

    /// Only the first outcome of an index counts.
    @Override
    public void outcome(int index, SendOutcome outcome) {
        boolean first;
        synchronized (this) {
            if (outcomes[index] != null) {
                return;
            }
            outcomes[index] = outcome;
            first = count == flushed;
            arrived[count++] = index;
        }
        if (first) {
            context.runOnContext(_ -> flush());
        }
    }

    private void flush() {
        int[] mine;
        boolean all;
        synchronized (this) {
            mine = Arrays.copyOfRange(arrived, flushed, count);
            flushed = count;
            all = count == places.length;
        }
        Arrays.sort(mine);
        int[] indexes = new int[mine.length];
        short[] codes = new short[mine.length];
        SendOutcome[] ended = new SendOutcome[mine.length];
        List<String> ids = new ArrayList<>(keepIds ? mine.length : 0);
        for (int i = 0; i < mine.length; i++) {
            SendOutcome outcome = Objects.requireNonNull(outcomes[mine[i]]);
            indexes[i] = places[mine[i]];
            codes[i] = OutcomeCode.of(outcome);
            ended[i] = outcome;
            late |= outcome instanceof SendOutcome.NotSent notSent && notSent.cause() == NotSentCause.PERMIT;
            if (keepIds) {
                ids.add(outcome instanceof SendOutcome.Accepted accepted ? accepted.providerId() : "");
            }
        }
        meters.ended(lane.channel().kind(), ended);
        lane.ended(ended);
        if (all) {
            lane.over(places.length, endNanos, late);
        }
        receiver.ended(new Wire.Ended(tryNumber, indexes, codes, ids));
    }
}
