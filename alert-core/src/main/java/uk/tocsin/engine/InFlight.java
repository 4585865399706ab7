package uk.tocsin.engine;

import io.vertx.core.Context;
import java.util.ArrayList;
import java.util.List;
import uk.tocsin.lane.Channel;
import uk.tocsin.model.SendOutcome;
import uk.tocsin.shard.OutcomeCode;
import uk.tocsin.shard.Wire;

/// Collects the outcomes of one try, from whatever threads report them, and hands them to the shard's context
/// in as few pieces as possible.
final class InFlight implements Channel.Sink {
    private final Context context;
    private final LaneRunner lane;
    private final Receiver receiver;
    private final long tryNumber;
    private final int[] places;
    private final boolean keepIds;
    private final EngineMeters meters;
    private List<Reported> reported = new ArrayList<>();

    /// Receives outcomes on the shard's context.
    @FunctionalInterface
    interface Receiver {
        void ended(Wire.Ended ended);
    }

    private record Reported(int index, SendOutcome outcome) {}

    /// @param places for each index of the batch its index in the try
    /// @param keepIds whether the provider's ids are journalled
    InFlight(
            Context context,
            LaneRunner lane,
            Receiver receiver,
            long tryNumber,
            int[] places,
            boolean keepIds,
            EngineMeters meters) {
        this.context = context;
        this.lane = lane;
        this.receiver = receiver;
        this.tryNumber = tryNumber;
        this.places = places;
        this.keepIds = keepIds;
        this.meters = meters;
    }

    @Override
    public void outcome(int index, SendOutcome outcome) {
        boolean first;
        synchronized (this) {
            first = reported.isEmpty();
            reported.add(new Reported(index, outcome));
        }
        if (first) {
            context.runOnContext(_ -> flush());
        }
    }

    private void flush() {
        List<Reported> mine;
        synchronized (this) {
            mine = reported;
            reported = new ArrayList<>();
        }
        mine.sort((a, b) -> Integer.compare(places[a.index()], places[b.index()]));
        int[] indexes = new int[mine.size()];
        short[] codes = new short[mine.size()];
        List<String> ids = new ArrayList<>(keepIds ? mine.size() : 0);
        List<SendOutcome> outcomes = new ArrayList<>(mine.size());
        for (int i = 0; i < indexes.length; i++) {
            Reported one = mine.get(i);
            indexes[i] = places[one.index()];
            codes[i] = OutcomeCode.of(one.outcome());
            outcomes.add(one.outcome());
            if (keepIds) {
                ids.add(one.outcome() instanceof SendOutcome.Accepted accepted ? accepted.providerId() : "");
            }
        }
        meters.ended(lane.channel().kind(), outcomes);
        lane.ended(outcomes);
        receiver.ended(new Wire.Ended(tryNumber, indexes, codes, ids));
    }
}
