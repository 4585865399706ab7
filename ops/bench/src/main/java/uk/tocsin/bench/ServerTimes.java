package uk.tocsin.bench;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// What an installation in this process measured of itself during a stretch, by the meters that operators have: where a
/// tail comes from. Bounds of buckets, not exact times.
final class ServerTimes {
    private static final int PREFIX = "tocsin".length();
    private static final List<String> METERS = List.of(
            "tocsin.edge.time",
            "tocsin.loop.lag",
            "tocsin.journal.append",
            "tocsin.store.commit",
            "tocsin.store.commit.wait",
            "tocsin.store.checkpoint",
            "tocsin.store.read",
            "tocsin.store.read.wait");

    private final MeterRegistry registry;
    private final Map<String, Counted> before = new LinkedHashMap<>();
    private final Starved starved = Starved.now();

    private ServerTimes(MeterRegistry registry) {
        this.registry = registry;
        METERS.forEach(meter -> before.put(meter, Counted.now(registry, meter)));
    }

    static ServerTimes begin(MeterRegistry registry) {
        return new ServerTimes(registry);
    }

    /// Tells what was measured since.
    void tell(String bench, Consumer<Figure> figures) {
        double waited = starved.share();
        before.forEach((meter, then) -> {
            Counted now = Counted.now(registry, meter);
            if (now.all() > then.all()) {
                figures.accept(figure(bench + meter.substring(PREFIX), then, now));
            }
        });
        figures.accept(Figure.alone(
                bench + ".starved", "of a thread's time waiting for a core", Spread.once(waited), Double.NaN));
    }

    private static Figure figure(String name, Counted then, Counted now) {
        Spread spread = new Spread(now.since(then, 0.5), now.since(then, 0.99), now.since(then, 1));
        return Figure.alone(
                name, "ms at most: p99 [p50–most], " + (now.all() - then.all()) + " times", spread, Double.NaN);
    }
}
