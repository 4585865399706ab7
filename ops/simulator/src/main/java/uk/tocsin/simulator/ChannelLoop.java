package uk.tocsin.simulator;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.function.Predicate;

/// One channel's event loop with its wheel of delays and its client, and the fate of every request on it.
///
/// Owned by that event loop; only [#pending()], [#settle()] and [#clear()] may be called from elsewhere.
final class ChannelLoop {

    /// What becomes of a request.
    enum Kind {
        ACCEPT,
        /// Taken and delivered, then the stream or connection is reset.
        ACCEPT_THEN_RESET,
        /// Taken and delivered, never answered.
        ACCEPT_THEN_SILENCE,
        /// Answered with the code, by a fault switch or because this endpoint is like that.
        REFUSE,
        /// Over the rate; answered with the channel's throttling code.
        THROTTLE
    }

    /// @param code the provider's code, "" unless refused
    record Fate(Kind kind, String code) {
        boolean accepted() {
            return kind != Kind.REFUSE && kind != Kind.THROTTLE;
        }
    }

    private static final Fate ACCEPT = new Fate(Kind.ACCEPT, "");
    private static final Fate RESET = new Fate(Kind.ACCEPT_THEN_RESET, "");
    private static final Fate SILENCE = new Fate(Kind.ACCEPT_THEN_SILENCE, "");
    private static final Fate THROTTLE = new Fate(Kind.THROTTLE, "");
    private static final long SECOND_NS = 1_000_000_000L;

    final Channel channel;
    final World world;
    final ChannelCounts counts;
    final Deliveries deliveries;
    final Wheel wheel;
    final Poster poster;
    private final Context context;
    private IntSupplier alsoPending = () -> 0;
    private Runnable alsoClear = () -> {};
    private long requestIds;
    private long windowStartNs = System.nanoTime() - SECOND_NS;
    private int inWindow;

    /// To be made on the event loop itself.
    ChannelLoop(Vertx vertx, Context context, World world, Channel channel) {
        this.context = context;
        this.world = world;
        this.channel = channel;
        this.counts = world.counts(channel);
        this.deliveries = world.deliveries(channel);
        this.wheel = new Wheel(vertx);
        this.poster = new Poster(vertx, world::settings, world.credentials);
        world.register(this);
    }

    ChannelFaults faults() {
        return world.faults(channel);
    }

    long nextRequestId() {
        counts.requests.increment();
        return ++requestIds;
    }

    /// Draws what becomes of a valid request, and counts the try.
    ///
    /// Injected errors are drawn afresh for every try of a message, so that a retry can succeed; refusals that
    /// come from behaviour belong to the endpoint and stay.
    ///
    /// @param perMessage whether refusals by behaviour are drawn per message instead of per endpoint
    Fate fate(Delivery delivery, long endpoint, boolean perMessage) {
        ChannelFaults faults = faults();
        if (faults.throttlePerSecond() > 0 && overRate(faults.throttlePerSecond())) {
            return THROTTLE;
        }
        long message = delivery.chanceKey();
        long tried = Chance.mix(message + deliveries.attempt(delivery) + 1);
        Chance chance = world.chance;
        String code = pick(faults.errors(), chance.draw(Chance.Purpose.FAULT, endpoint, tried));
        if (code.isEmpty()) {
            Map<String, Double> refused = world.behaviour().refused(channel);
            code = pick(refused, chance.draw(Chance.Purpose.REFUSED, endpoint, perMessage ? message : 0));
        }
        if (!code.isEmpty()) {
            return new Fate(Kind.REFUSE, code);
        }
        if (chance.draw(Chance.Purpose.RESET, endpoint, tried) < faults.resetAfterAccept()) {
            return RESET;
        }
        return chance.draw(Chance.Purpose.SILENCE, endpoint, tried) < faults.silence() ? SILENCE : ACCEPT;
    }

    /// The code whose stretch of [0, 1) the draw falls into, "" beyond all.
    static String pick(Map<String, Double> shares, double draw) {
        double left = draw;
        for (Map.Entry<String, Double> share : shares.entrySet()) {
            left -= share.getValue();
            if (left < 0) {
                return share.getKey();
            }
        }
        return "";
    }

    private boolean overRate(int perSecond) {
        long now = System.nanoTime();
        if (now - windowStartNs >= SECOND_NS) {
            windowStartNs = now;
            inWindow = 0;
        }
        return ++inWindow > perSecond;
    }

    /// Notes the end of a request in counts, table and log.
    void conclude(long id, Delivery delivery, Fate fate, Predicate<String> permanent, String providerId) {
        String outcome = switch (fate.kind) {
            case ACCEPT -> "accepted";
            case ACCEPT_THEN_RESET -> {
                counts.reset.increment();
                yield "reset";
            }
            case ACCEPT_THEN_SILENCE -> {
                counts.silent.increment();
                yield "silent";
            }
            case REFUSE -> {
                counts.refused(fate.code);
                yield "refused";
            }
            case THROTTLE -> {
                counts.throttled.increment();
                yield "throttled";
            }
        };
        boolean forGood = fate.kind == Kind.REFUSE && permanent.test(fate.code);
        if (fate.accepted()) {
            counts.accepted.increment();
            if (!deliveries.mark(delivery, Deliveries.TAKEN)) {
                counts.duplicates.increment();
            }
        }
        if (fate.kind == Kind.ACCEPT) {
            deliveries.mark(delivery, Deliveries.ACCEPTED);
        } else if (forGood) {
            deliveries.mark(delivery, Deliveries.FAILED);
        }
        world.log.request(channel, id, delivery, outcome, fate.code, forGood, providerId);
    }

    /// Runs the answer after the latency that is switched on.
    void answer(Delivery delivery, Runnable answer) {
        ChannelFaults faults = faults();
        long jitter = faults.latencyJitterMs() == 0
                ? 0
                : (long) (world.chance.draw(Chance.Purpose.JITTER, delivery.chanceKey(), 0) * faults.latencyJitterMs());
        wheel.after(faults.latencyMs() + jitter, answer);
    }

    void alsoPending(IntSupplier more, Runnable clear) {
        alsoPending = more;
        alsoClear = clear;
    }

    int pending() {
        return wheel.size() + poster.outstanding() + alsoPending.getAsInt();
    }

    void settle() {
        context.runOnContext(now -> wheel.settle());
    }

    void clear() {
        context.runOnContext(now -> {
            wheel.clear();
            poster.clear();
            alsoClear.run();
        });
    }
}
