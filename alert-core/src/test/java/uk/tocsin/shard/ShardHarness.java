package uk.tocsin.shard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import uk.tocsin.audience.AudienceQuery;
import uk.tocsin.audience.AudienceText;
import uk.tocsin.audience.Taxonomy;
import uk.tocsin.model.Audience;
import uk.tocsin.model.Cell;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.DeliveryState;
import uk.tocsin.model.Digest;
import uk.tocsin.model.Dimension;
import uk.tocsin.model.Effect;
import uk.tocsin.model.Evidence;
import uk.tocsin.model.EvidenceSource;
import uk.tocsin.model.FailureReason;
import uk.tocsin.model.Handling;
import uk.tocsin.model.LaneShare;
import uk.tocsin.model.Mode;
import uk.tocsin.model.NoticeKind;
import uk.tocsin.model.Plan;
import uk.tocsin.model.Relation;
import uk.tocsin.model.Severity;
import uk.tocsin.model.SlotKind;
import uk.tocsin.model.Step;
import uk.tocsin.model.Tier;
import uk.tocsin.model.codec.In;
import uk.tocsin.model.codec.Out;

/// A shard with a journal in memory: appends, encodes, decodes and applies, so that every test also passes
/// through the codec.
final class ShardHarness {
    static final long START_MS = 1_700_000_000_000L;
    static final Taxonomy TAXONOMY = Taxonomy.standard();

    private final List<byte[]> journal = new ArrayList<>();
    private long permits;
    Shard shard = new Shard(ShardHarness::select);
    long nowMs = START_MS;

    static org.roaringbitmap.RoaringBitmap select(Audience audience, uk.tocsin.audience.SegmentView view) {
        return AudienceQuery.compile(audience, TAXONOMY).select(view);
    }

    static Grace grace() {
        Map<ChannelKind, Duration> spans = new EnumMap<>(ChannelKind.class);
        for (ChannelKind channel : ChannelKind.values()) {
            spans.put(channel, Duration.ofSeconds(11));
        }
        return new Grace(spans);
    }

    static byte[] bytes(Shard shard) {
        Out out = new Out();
        shard.write(out);
        return out.toBytes();
    }

    Applied append(ShardRecord record) {
        byte[] bytes = ShardCodec.encode(record);
        journal.add(bytes);
        return shard.apply(journal.size() - 1L, ShardCodec.decode(bytes));
    }

    void claim() {
        append(new ShardRecord.Claim(1, nowMs));
    }

    /// Decides, appends and applies; returns what was opened. Deciding alone changes nothing.
    List<Applied.Opened> decide(Wire... inputs) {
        List<Applied.Opened> opened = new ArrayList<>();
        byte[] before = bytes(shard);
        Decision decision = shard.decide(nowMs, Arrays.asList(inputs), grace());
        assertThat(Arrays.equals(bytes(shard), before))
                .as("deciding changes nothing")
                .isTrue();
        for (ShardRecord record : decision.records()) {
            if (append(record) instanceof Applied.Opened open) {
                opened.add(open);
            }
        }
        return opened;
    }

    List<Applied.Opened> permit(ChannelKind channel, int count) {
        return decide(new Wire.Permit(LaneShare.ALERTS, channel, count, ++permits, nowMs));
    }

    List<Applied.Opened> noticePermit(ChannelKind channel, int count) {
        return decide(new Wire.Permit(LaneShare.NOTICES, channel, count, ++permits, nowMs));
    }

    /// Asks for a notice; gives its number.
    long ask(ChannelKind channel, int slot, int endpoint, Duration life) {
        long number = journal.size();
        append(new ShardRecord.NoticeAsked(NoticeKind.SIGN_IN, channel, slot, endpoint, nowMs + life.toMillis()));
        return number;
    }

    /// The last records of the journal.
    List<ShardRecord> last(int count) {
        return journal.subList(journal.size() - count, journal.size()).stream()
                .map(ShardCodec::decode)
                .toList();
    }

    void outcome(Applied.Opened opened, short code) {
        short[] codes = new short[opened.slots().length];
        Arrays.fill(codes, code);
        int[] indexes = new int[codes.length];
        Arrays.setAll(indexes, i -> i);
        decide(new Wire.Ended(opened.tryNumber(), indexes, codes, List.of()));
    }

    /// Subscribers in sector 1, each with the channels given, each at premises of its own unless told.
    void people(int count, long endpoints, int... premises) {
        Applied.Slots slots =
                (Applied.Slots) append(new ShardRecord.SlotsTaken(UUID.randomUUID(), SlotKind.SUBSCRIBER, count));
        List<ShardRecord.SubscriberEntry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int[] places = premises.length == 0 ? new int[0] : new int[] {premises[i]};
            entries.add(new ShardRecord.SubscriberEntry(
                    slots.first() + i, new int[] {Dimension.SECTOR.segment(1)}, endpoints, places, 0));
        }
        append(new ShardRecord.SubscribersSet(entries));
    }

    void dispatch(int number, Step... steps) {
        decide(new Wire.Acts(number, List.of(dispatchOf(number, nowMs, steps))));
        decide();
    }

    /// Dispatches a change of earlier alerts, the nearest first.
    void change(int number, Relation relation, List<Integer> line, Step... steps) {
        decide(new Wire.Acts(number, List.of(dispatchOf(number, nowMs, relation, line, Tier.PUBLIC, steps))));
        decide();
    }

    static Effect.Dispatch dispatchOf(int number, long atMs, Step... steps) {
        return dispatchOf(number, atMs, Relation.ORIGINAL, List.of(), Tier.PUBLIC, steps);
    }

    static Effect.Dispatch dispatchOf(
            int number, long atMs, Relation relation, List<Integer> line, Tier lowest, Step... steps) {
        return new Effect.Dispatch(
                number,
                relation,
                line,
                number,
                Digest.ofBytes(new byte[Digest.BYTES]),
                Instant.ofEpochMilli(atMs),
                Instant.ofEpochMilli(atMs).plus(Duration.ofHours(1)),
                Severity.SEVERE,
                Mode.ACTUAL,
                Handling.PUBLIC,
                lowest,
                new Plan(List.of(steps)),
                AudienceText.parse("everyone", TAXONOMY),
                Cell.NONE);
    }

    int count(int alert, ChannelKind channel, DeliveryState state) {
        return slots(alert, channel, state).length;
    }

    int[] slots(int alert, ChannelKind channel, DeliveryState state) {
        return Objects.requireNonNull(shard.view(alert)).state(channel, state).toArray();
    }

    /// Somebody acknowledges the delivery of the first step.
    void acknowledge(int alert, int slot) {
        receive(alert, Evidence.ACKNOWLEDGED, 0, 0, slot);
    }

    /// Evidence about the first step of an alert, as of now.
    void receive(int alert, Evidence kind, long tryNumber, int endpoint, int... slots) {
        append(new ShardRecord.Received(
                alert, 0, endpoint, tryNumber, kind, FailureReason.OTHER, EvidenceSource.PROVIDER, nowMs, slots));
    }

    /// Every planned delivery is somewhere, and neither a replay nor a snapshot gives another state.
    void check() {
        assertThat(shard.audit()).isNull();
        byte[] live = bytes(shard);
        assertThat(bytes(replayed())).isEqualTo(live);
        assertThat(bytes(Shard.read(new In(live), ShardHarness::select))).isEqualTo(live);
    }

    static Step now(ChannelKind channel) {
        return new Step(channel, Duration.ZERO);
    }

    /// A new shard from the same journal.
    Shard replayed() {
        Shard again = new Shard(ShardHarness::select);
        for (int i = 0; i < journal.size(); i++) {
            again.apply(i, ShardCodec.decode(journal.get(i)));
        }
        return again;
    }
}
