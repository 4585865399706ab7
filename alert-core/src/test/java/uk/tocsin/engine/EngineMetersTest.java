package uk.tocsin.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import uk.tocsin.control.Reason;
import uk.tocsin.control.Verdict;
import uk.tocsin.lane.LaneSettings;
import uk.tocsin.lane.NullChannel;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Coded;
import uk.tocsin.model.Evidence;
import uk.tocsin.model.FailureReason;
import uk.tocsin.model.LaneShare;
import uk.tocsin.model.NotSentCause;
import uk.tocsin.model.SendOutcome;
import uk.tocsin.model.UnknownCause;
import uk.tocsin.shard.ShardRecord;

class EngineMetersTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final EngineMeters meters = new EngineMeters(registry);

    @Test
    void theseAreAllOfThem() {
        touchAll();

        Set<String> found = registry.getMeters().stream()
                .map(meter -> meter.getId().getName() + tagKeys(meter))
                .filter(name -> !name.contains(".histogram"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(found)
                .containsExactly(
                        "tocsin.acts[verdict]",
                        "tocsin.alerts.unsigned[]",
                        "tocsin.journal.append[]",
                        "tocsin.journal.batch[]",
                        "tocsin.journal.failed[]",
                        "tocsin.lane.breaker[channel]",
                        "tocsin.lane.granted[channel]",
                        "tocsin.lane.inflight[channel]",
                        "tocsin.loop.lag[]",
                        "tocsin.notices.ignored[]",
                        "tocsin.notices.receipts[]",
                        "tocsin.notices[end]",
                        "tocsin.receipts.refused[why]",
                        "tocsin.receipts[kind]",
                        "tocsin.send.outcomes[channel, outcome, reason]",
                        "tocsin.shards.owned[]");
    }

    @Test
    void tagsAreWordsOfEnums() {
        touchAll();
        Set<String> words = Stream.<Coded[]>of(
                        ChannelKind.values(),
                        Evidence.values(),
                        FailureReason.values(),
                        NotSentCause.values(),
                        UnknownCause.values())
                .flatMap(Stream::of)
                .map(Coded::word)
                .collect(Collectors.toSet());
        words.addAll(Set.of("accepted", "rejected", "repeated", "refused", "throttled", "not-sent", "unknown", ""));
        words.add(ShardRecord.NoticeEnd.SENT.word());

        for (Meter meter : registry.getMeters()) {
            assertThat(meter.getId().getTags().stream()
                            .filter(tag -> !tag.getKey().equals("le")))
                    .as(meter.getId().getName())
                    .allSatisfy(tag -> assertThat(words).contains(tag.getValue()));
        }
    }

    @Test
    void outcomesAreCountedEachByWhatBecameOfThem() {
        meters.ended(ChannelKind.SMS, new SendOutcome[] {
            new SendOutcome.Accepted("a"),
            new SendOutcome.Accepted("b"),
            new SendOutcome.Refused(FailureReason.BLOCKED, "21610"),
            new SendOutcome.Accepted("c")
        });
        meters.ended(ChannelKind.SMS, new SendOutcome[0]);

        assertThat(count("accepted", "")).isEqualTo(3);
        assertThat(count("refused", "blocked")).isEqualTo(1);
    }

    private double count(String outcome, String reason) {
        return registry.get("tocsin.send.outcomes")
                .tags("channel", "sms", "outcome", outcome, "reason", reason)
                .counter()
                .count();
    }

    private static List<String> tagKeys(Meter meter) {
        return meter.getId().getTags().stream().map(Tag::getKey).sorted().toList();
    }

    private void touchAll() {
        Vertx vertx = Vertx.vertx();
        NullChannel channel = new NullChannel(ChannelKind.PUSH);
        LaneRunner lane = new LaneRunner(
                vertx,
                vertx.getOrCreateContext(),
                channel,
                LaneShare.ALERTS,
                new LaneSettings(1, 1, 1),
                System::nanoTime,
                meters);
        meters.lanes(ChannelKind.PUSH, List.of(lane));
        meters.notice(ShardRecord.NoticeEnd.SENT);
        meters.noticeIgnored();
        meters.noticeReceipt();
        meters.owned(() -> 64);
        meters.granted(ChannelKind.PUSH, 1);
        meters.ended(ChannelKind.PUSH, new SendOutcome[] {
            new SendOutcome.Accepted("a"),
            new SendOutcome.Refused(FailureReason.BLOCKED, "21610"),
            new SendOutcome.Throttled(Duration.ZERO),
            new SendOutcome.NotSent(NotSentCause.CONNECT),
            new SendOutcome.Unknown(UnknownCause.RESET)
        });
        meters.notWritten(ChannelKind.PUSH, NotSentCause.GATE, 3);
        meters.appended(3, Duration.ofMillis(1));
        meters.appendFailed();
        meters.receipts(Evidence.READ, 1);
        meters.receiptRefused(NotSentCause.GATE);
        meters.act(new Verdict.Accepted(1, 1, List.of()));
        meters.act(new Verdict.Rejected(Reason.STALE, "words"));
        meters.unsigned();
        Station.await(vertx.close());
    }
}
