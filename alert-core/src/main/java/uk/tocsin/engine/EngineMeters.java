package uk.tocsin.engine;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Coded;
import uk.tocsin.model.Evidence;
import uk.tocsin.model.NotSentCause;
import uk.tocsin.model.SendOutcome;

/// Every meter of the engine, in one place. Tags are enums; nothing is tagged by alert or person. Any thread.
///
/// - `tocsin.lane.granted{channel}` deliveries that lanes let go
/// - `tocsin.lane.inflight{channel}`, `tocsin.lane.breaker{channel}` now
/// - `tocsin.send.outcomes{channel,outcome,reason}` what became of requests
/// - `tocsin.journal.append` time to durable; `tocsin.journal.batch` records an append
/// - `tocsin.journal.failed` appends that failed
/// - `tocsin.receipts{kind}` evidence journalled; `tocsin.receipts.refused{why}` and not
/// - `tocsin.acts{verdict}` acts folded
/// - `tocsin.alerts.unsigned` dispatched alerts that are not sent, because their approval does not sign them
/// - `tocsin.shards.owned` shards that decide here
public final class EngineMeters {
    private final MeterRegistry registry;

    /// Meters in this registry.
    public EngineMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    private Counter counter(String name, String... tags) {
        return registry.counter(name, tags);
    }

    void granted(ChannelKind channel, int count) {
        counter("tocsin.lane.granted", "channel", channel.word()).increment(count);
    }

    void lane(LaneRunner lane) {
        String channel = lane.channel().kind().word();
        gauge("tocsin.lane.inflight", () -> lane.inFlight(), "channel", channel);
        gauge("tocsin.lane.breaker", () -> lane.breakerOpen() ? 1 : 0, "channel", channel);
    }

    private void gauge(String name, Supplier<Number> value, String... tags) {
        Gauge.builder(name, value).tags(tags).strongReference(true).register(registry);
    }

    void ended(ChannelKind channel, List<SendOutcome> outcomes) {
        for (SendOutcome outcome : outcomes) {
            switch (outcome) {
                case SendOutcome.Accepted _ -> outcome(channel, "accepted", "", 1);
                case SendOutcome.Refused r ->
                    outcome(channel, "refused", r.reason().word(), 1);
                case SendOutcome.Throttled _ -> outcome(channel, "throttled", "", 1);
                case SendOutcome.NotSent n ->
                    outcome(channel, "not-sent", n.cause().word(), 1);
                case SendOutcome.Unknown u ->
                    outcome(channel, "unknown", u.cause().word(), 1);
            }
        }
    }

    void notWritten(ChannelKind channel, NotSentCause cause, int count) {
        outcome(channel, "not-sent", cause.word(), count);
    }

    private void outcome(ChannelKind channel, String outcome, String reason, int count) {
        counter("tocsin.send.outcomes", "channel", channel.word(), "outcome", outcome, "reason", reason)
                .increment(count);
    }

    void appended(int records, Duration time) {
        Timer.builder("tocsin.journal.append")
                .publishPercentiles(0.5, 0.99)
                .register(registry)
                .record(time);
        DistributionSummary.builder("tocsin.journal.batch").register(registry).record(records);
    }

    void appendFailed() {
        counter("tocsin.journal.failed").increment();
    }

    void receipts(Evidence kind, int count) {
        counter("tocsin.receipts", "kind", kind.word()).increment(count);
    }

    /// Evidence that was refused, and why: forged, unknown, replayed, full.
    public void receiptRefused(Coded why) {
        counter("tocsin.receipts.refused", "why", why.word()).increment();
    }

    void act(String verdict) {
        counter("tocsin.acts", "verdict", verdict).increment();
    }

    void unsigned() {
        counter("tocsin.alerts.unsigned").increment();
    }

    void owned(Supplier<Number> shards) {
        gauge("tocsin.shards.owned", shards);
    }
}
