package uk.tocsin.engine;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import uk.tocsin.lane.Channel;
import uk.tocsin.lane.Lane;
import uk.tocsin.lane.LaneSettings;
import uk.tocsin.model.LaneShare;
import uk.tocsin.model.SendOutcome;

/// One of a channel's two lanes, on the channel's context: shards tell it what they want, it tells them what they
/// may. All methods may be called from any thread.
final class LaneRunner {
    private static final long NANOS_PER_MS = 1_000_000;
    private static final long NO_TIMER = -1;

    private final Vertx vertx;
    private final Context context;
    private final LongSupplier nanos;
    private final Channel channel;
    private final LaneShare share;
    private final Lane lane;
    private final EngineMeters meters;
    private volatile boolean breakerOpen;
    private volatile int inFlight;
    private volatile boolean late;
    private volatile boolean open = true;
    private volatile double perSecond;
    private boolean mine;
    private long timer = NO_TIMER;
    private @Nullable Grants grants;

    /// Receives permits, on the lane's context.
    @FunctionalInterface
    interface Grants {
        /// `endNanos` is when the permit ends, in monotonic nanoseconds.
        void granted(LaneRunner lane, Lane.Grant grant, long endNanos);
    }

    /// @param settings of the channel, of which this lane has its share
    LaneRunner(
            Vertx vertx,
            Context context,
            Channel channel,
            LaneShare share,
            LaneSettings settings,
            LongSupplier nanos,
            EngineMeters meters) {
        this.vertx = vertx;
        this.context = context;
        this.nanos = nanos;
        this.channel = channel;
        this.share = share;
        LaneSettings mine = settings.share(share);
        this.lane = new Lane(mine, nanos.getAsLong());
        this.perSecond = mine.perSecond();
        this.meters = meters;
    }

    void start(Grants to) {
        context.runOnContext(_ -> grants = to);
    }

    Channel channel() {
        return channel;
    }

    LaneShare share() {
        return share;
    }

    boolean breakerOpen() {
        return breakerOpen;
    }

    int inFlight() {
        return inFlight;
    }

    /// Whether permits end, one after the other, before what they allow is written.
    boolean late() {
        return late;
    }

    LaneHealth health() {
        return new LaneHealth(channel.kind(), open, breakerOpen, late, inFlight, perSecond);
    }

    void demand(int shard, int key, int count) {
        context.runOnContext(_ -> {
            lane.demand(shard, key, count);
            pump();
        });
    }

    void settle(long permit, int used) {
        context.runOnContext(_ -> {
            lane.settle(permit, used);
            pump();
        });
    }

    /// Requests that were granted ended like these.
    void ended(SendOutcome[] outcomes) {
        context.runOnContext(_ -> {
            long now = nanos.getAsLong();
            for (SendOutcome outcome : outcomes) {
                lane.ended(outcome, now);
            }
            pump();
        });
    }

    /// Requests that were granted were not asked of the provider at all.
    void withheld(int count) {
        context.runOnContext(_ -> {
            for (int i = 0; i < count; i++) {
                lane.withheld();
            }
            pump();
        });
    }

    /// Everything that was opened under a permit is over; see [Lane#over].
    void over(int size, long endNanos, boolean isLate) {
        context.runOnContext(_ -> {
            lane.over(size, endNanos, isLate, nanos.getAsLong());
            pump();
        });
    }

    /// What the control log says about the channel and its quota, of which this lane has its share.
    ///
    /// @param part of the quota that is this node's, 0 to 1
    void policy(boolean isOpen, double quota, double part) {
        context.runOnContext(_ -> {
            open = isOpen;
            perSecond = LaneSettings.rate(share, quota);
            mine = part > 0;
            if (mine) {
                lane.quota(perSecond * part, nanos.getAsLong());
            }
            pump();
        });
    }

    private void pump() {
        Grants to = grants;
        if (to != null && open && mine) {
            grant(to);
        }
        inFlight = lane.inFlight();
        breakerOpen = lane.breakerOpen();
        late = open && lane.late();
    }

    private void grant(Grants to) {
        long now = nanos.getAsLong();
        for (Lane.Grant grant : lane.grant(now)) {
            meters.granted(channel.kind(), grant.count());
            to.granted(this, grant, now + Lane.PERMIT.toNanos());
        }
        if (timer == NO_TIMER && lane.wanted()) {
            long waitMs = Math.max(1, lane.nanosToNext(now) / NANOS_PER_MS);
            timer = vertx.setTimer(waitMs, _ -> {
                timer = NO_TIMER;
                pump();
            });
        }
    }
}
