package uk.tocsin.console.edge;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import uk.tocsin.engine.EngineMeters;
import uk.tocsin.model.Coded;

/// Every meter of the edge, in one place. Tags are enums; nothing is tagged by alert, person or address. Any
/// thread. What is refused also counts as `tocsin.receipts.refused{why}`, with the engine's meters.
///
/// - `tocsin.edge.requests{route,status}` answered, by hundreds of the status
/// - `tocsin.edge.time{route}` from a request's headers to its answer
/// - `tocsin.edge.replies{kind}` texts that people sent back
/// - `tocsin.edge.bounces{kind}` mails to the bounce address
/// - `tocsin.edge.suppressed{by}` endpoints that somebody asked not to use any more
/// - `tocsin.edge.connections` now; `tocsin.edge.connections.refused` over the limits
final class EdgeMeters {
    private static final String[] HUNDREDS = {"?", "1xx", "2xx", "3xx", "4xx", "5xx"};

    private final Map<Route, Counter[]> requests = new EnumMap<>(Route.class);
    private final Map<Route, Timer> times = new EnumMap<>(Route.class);
    private final Map<Reply, Counter> replies = new EnumMap<>(Reply.class);
    private final Map<Returned, Counter> bounces = new EnumMap<>(Returned.class);
    private final Map<By, Counter> suppressed = new EnumMap<>(By.class);
    private final Counter connectionsRefused;
    private final MeterRegistry registry;

    /// What became of a text that somebody sent back.
    enum Reply implements Coded {
        STOPPED(0, "stopped"),
        STARTED(1, "started"),
        ACKNOWLEDGED(2, "acknowledged"),
        NOTHING_OPEN(3, "nothing-open"),
        HELP(4, "help"),
        OTHER(5, "other"),
        STRANGER(6, "stranger"),
        ANSWERED(7, "answered"),
        WHICH(8, "which");

        private final int code;
        private final String word;

        Reply(int code, String word) {
            this.code = code;
            this.word = word;
        }

        @Override
        public int code() {
            return code;
        }

        @Override
        public String word() {
            return word;
        }
    }

    /// What a mail to the bounce address was.
    enum Returned implements Coded {
        FAILED(0, "failed"),
        DELAYED(1, "delayed"),
        DELIVERED(2, "delivered"),
        COMPLAINT(3, "complaint"),
        AUTO_REPLY(4, "auto-reply"),
        UNINTELLIGIBLE(5, "unintelligible"),
        FORGED(6, "forged"),
        UNKNOWN(7, "unknown-delivery"),
        NOT_TAKEN(8, "not-taken"),
        NOTICE(9, "notice");

        private final int code;
        private final String word;

        Returned(int code, String word) {
            this.code = code;
            this.word = word;
        }

        @Override
        public int code() {
            return code;
        }

        @Override
        public String word() {
            return word;
        }
    }

    /// How somebody asked that an endpoint is not used any more.
    enum By implements Coded {
        LINK(0, "link"),
        TEXT(1, "text"),
        COMPLAINT(2, "complaint");

        private final int code;
        private final String word;

        By(int code, String word) {
            this.code = code;
            this.word = word;
        }

        @Override
        public int code() {
            return code;
        }

        @Override
        public String word() {
            return word;
        }
    }

    EdgeMeters(MeterRegistry registry) {
        this.registry = registry;
        for (Route route : Route.values()) {
            Counter[] row = new Counter[HUNDREDS.length];
            for (int i = 1; i < row.length; i++) {
                row[i] = registry.counter("tocsin.edge.requests", "route", route.word(), "status", HUNDREDS[i]);
            }
            requests.put(route, row);
            times.put(route, EngineMeters.timer(registry, "tocsin.edge.time", "route", route.word()));
        }
        fill(replies, Reply.values(), "tocsin.edge.replies", "kind");
        fill(bounces, Returned.values(), "tocsin.edge.bounces", "kind");
        fill(suppressed, By.values(), "tocsin.edge.suppressed", "by");
        connectionsRefused = registry.counter("tocsin.edge.connections.refused");
    }

    private <E extends Enum<E> & Coded> void fill(Map<E, Counter> map, E[] values, String name, String tag) {
        for (E value : values) {
            map.put(value, registry.counter(name, tag, value.word()));
        }
    }

    void connections(Supplier<Number> now) {
        Gauge.builder("tocsin.edge.connections", now).strongReference(true).register(registry);
    }

    void connectionRefused() {
        connectionsRefused.increment();
    }

    void request(Route route, int status, long tookNanos) {
        Counter[] row = requests.get(route);
        Timer time = times.get(route);
        if (row != null && time != null) {
            row[Math.clamp(status / 100, 1, HUNDREDS.length - 1)].increment();
            time.record(tookNanos, TimeUnit.NANOSECONDS);
        }
    }

    void reply(Reply kind) {
        count(replies.get(kind));
    }

    void bounce(Returned kind) {
        count(bounces.get(kind));
    }

    void suppressed(By by) {
        count(suppressed.get(by));
    }

    private static void count(@org.jspecify.annotations.Nullable Counter counter) {
        if (counter != null) {
            counter.increment();
        }
    }
}
