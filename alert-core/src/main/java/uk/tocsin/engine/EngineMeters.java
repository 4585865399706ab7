package uk.tocsin.engine;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import uk.tocsin.control.Verdict;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Coded;
import uk.tocsin.model.Evidence;
import uk.tocsin.model.NotSentCause;
import uk.tocsin.model.SendOutcome;
import uk.tocsin.shard.OutcomeCode;
import uk.tocsin.shard.ShardRecord;

/// Every meter of the engine, in one place. Tags are enums; nothing is tagged by alert or person. Any thread.
///
/// - `tocsin.lane.granted{channel}` deliveries that lanes let go
/// - `tocsin.lane.inflight{channel}`, `tocsin.lane.breaker{channel}` now, of both lanes of a channel
/// - `tocsin.send.outcomes{channel,outcome,reason}` what became of requests
/// - `tocsin.journal.append` time to durable; `tocsin.journal.batch` records an append
/// - `tocsin.loop.lag` how late event loops are, looked at on each of them all the time
/// - `tocsin.journal.failed` appends that failed
/// - `tocsin.receipts{kind}` evidence journalled; `tocsin.receipts.refused{why}` and not
/// - `tocsin.acts{verdict}` acts folded
/// - `tocsin.alerts.unsigned` dispatched alerts that are not sent, because their approval does not sign them
/// - `tocsin.notices{end}` how tries of notices ended, and notices that were not tried; `tocsin.notices.ignored` asked
///   for and not taken up; `tocsin.notices.receipts` receipts about notices, which say nothing that is kept
/// - `tocsin.shards.owned` shards that decide here
public final class EngineMeters {
    /// Bounds of the buckets in which times are counted, in milliseconds.
    private static final long[] BUCKETS_MS = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000};

    private final MeterRegistry registry;
    private final Timer lag;
    private final Timer append;
    private final DistributionSummary batch;
    private final Map<Integer, Counter> outcomes = new ConcurrentHashMap<>();

    /// Meters in this registry.
    public EngineMeters(MeterRegistry registry) {
        this.registry = registry;
        this.lag = timer(registry, "tocsin.loop.lag");
        this.append = timer(registry, "tocsin.journal.append");
        this.batch = DistributionSummary.builder("tocsin.journal.batch").register(registry);
    }

    /// A timer that counts in buckets, so that figures of several nodes, and of a stretch of time, can be had from it.
    public static Timer timer(MeterRegistry registry, String name, String... tags) {
        return Timer.builder(name)
                .tags(tags)
                .serviceLevelObjectives(
                        Arrays.stream(BUCKETS_MS).mapToObj(Duration::ofMillis).toArray(Duration[]::new))
                .register(registry);
    }

    /// An event loop did something so much later than it should.
    void late(long nanos) {
        lag.record(nanos, TimeUnit.NANOSECONDS);
    }

    private Counter counter(String name, String... tags) {
        return registry.counter(name, tags);
    }

    void granted(ChannelKind channel, int count) {
        counter("tocsin.lane.granted", "channel", channel.word()).increment(count);
    }

    /// The lanes of one channel.
    void lanes(ChannelKind kind, List<LaneRunner> lanes) {
        String channel = kind.word();
        gauge(
                "tocsin.lane.inflight",
                () -> lanes.stream().mapToInt(LaneRunner::inFlight).sum(),
                "channel",
                channel);
        gauge(
                "tocsin.lane.breaker",
                () -> lanes.stream().anyMatch(LaneRunner::breakerOpen) ? 1 : 0,
                "channel",
                channel);
    }

    private void gauge(String name, Supplier<Number> value, String... tags) {
        Gauge.builder(name, value).tags(tags).strongReference(true).register(registry);
    }

    /// Counts outcomes; those that follow each other and are alike are counted at once.
    void ended(ChannelKind channel, SendOutcome[] ended) {
        int from = 0;
        for (int i = 1; i <= ended.length; i++) {
            if (i == ended.length || OutcomeCode.of(ended[i]) != OutcomeCode.of(ended[from])) {
                outcome(channel, ended[from], i - from);
                from = i;
            }
        }
    }

    void notWritten(ChannelKind channel, NotSentCause cause, int count) {
        outcome(channel, new SendOutcome.NotSent(cause), count);
    }

    private void outcome(ChannelKind channel, SendOutcome outcome, int count) {
        int key = channel.code() << Short.SIZE | OutcomeCode.of(outcome);
        outcomes.computeIfAbsent(key, _ -> outcomeCounter(channel, outcome)).increment(count);
    }

    private Counter outcomeCounter(ChannelKind channel, SendOutcome outcome) {
        return switch (outcome) {
            case SendOutcome.Accepted _ -> outcomeCounter(channel, "accepted", "");
            case SendOutcome.Refused r ->
                outcomeCounter(channel, "refused", r.reason().word());
            case SendOutcome.Throttled _ -> outcomeCounter(channel, "throttled", "");
            case SendOutcome.NotSent n ->
                outcomeCounter(channel, "not-sent", n.cause().word());
            case SendOutcome.Unknown u ->
                outcomeCounter(channel, "unknown", u.cause().word());
        };
    }

    private Counter outcomeCounter(ChannelKind channel, String outcome, String reason) {
        return counter("tocsin.send.outcomes", "channel", channel.word(), "outcome", outcome, "reason", reason);
    }

    void appended(int records, Duration time) {
        append.record(time);
        batch.record(records);
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

    void notice(ShardRecord.NoticeEnd end) {
        counter("tocsin.notices", "end", end.word()).increment();
    }

    void noticeIgnored() {
        counter("tocsin.notices.ignored").increment();
    }

    /// A receipt about a notice, which was answered and changes nothing.
    public void noticeReceipt() {
        counter("tocsin.notices.receipts").increment();
    }

    void act(Verdict verdict) {
        String word = switch (verdict) {
            case Verdict.Accepted _ -> "accepted";
            case Verdict.Rejected _ -> "rejected";
            case Verdict.Repeated _ -> "repeated";
        };
        counter("tocsin.acts", "verdict", word).increment();
    }

    void unsigned() {
        counter("tocsin.alerts.unsigned").increment();
    }

    void owned(Supplier<Number> shards) {
        gauge("tocsin.shards.owned", shards);
    }
}
