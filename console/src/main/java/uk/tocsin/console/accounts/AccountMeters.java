package uk.tocsin.console.accounts;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import uk.tocsin.console.accounts.AccountEvents.What;
import uk.tocsin.engine.EngineMeters;

/// Every meter of accounts, in one place; no tag names a member. Any thread.
///
/// - `tocsin.accounts.events{what}` sign-ins, failures and the like, by the words of [What]
/// - `tocsin.accounts.busy` attempts that were turned away because too many were under way
/// - `tocsin.accounts.hash` how long hashing a password takes, without waiting for its turn
/// - `tocsin.accounts.hash.waiting` passwords that wait for their turn
final class AccountMeters {
    private final Map<What, Counter> events = new EnumMap<>(What.class);
    private final Counter busy;
    private final Timer hash;
    private final MeterRegistry registry;

    AccountMeters(MeterRegistry registry) {
        this.registry = registry;
        for (What what : What.values()) {
            events.put(what, registry.counter("tocsin.accounts.events", "what", what.word()));
        }
        this.busy = registry.counter("tocsin.accounts.busy");
        this.hash = EngineMeters.timer(registry, "tocsin.accounts.hash");
    }

    void happened(What what) {
        Objects.requireNonNull(events.get(what)).increment();
    }

    void busy() {
        busy.increment();
    }

    Timer hash() {
        return hash;
    }

    void waiting(Collection<?> queue) {
        Gauge.builder("tocsin.accounts.hash.waiting", queue, Collection::size).register(registry);
    }
}
