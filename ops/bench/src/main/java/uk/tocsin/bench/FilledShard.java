package uk.tocsin.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.roaringbitmap.RoaringBitmap;
import uk.tocsin.audience.AudienceQuery;
import uk.tocsin.audience.Taxonomy;
import uk.tocsin.model.Audience;
import uk.tocsin.model.Cell;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Condition;
import uk.tocsin.model.Digest;
import uk.tocsin.model.Effect;
import uk.tocsin.model.Evidence;
import uk.tocsin.model.EvidenceSource;
import uk.tocsin.model.FailureReason;
import uk.tocsin.model.Handling;
import uk.tocsin.model.LedgerView;
import uk.tocsin.model.Mode;
import uk.tocsin.model.Plan;
import uk.tocsin.model.Relation;
import uk.tocsin.model.SendOutcome;
import uk.tocsin.model.ServiceKey;
import uk.tocsin.model.Severity;
import uk.tocsin.model.SlotKind;
import uk.tocsin.model.Step;
import uk.tocsin.model.Tier;
import uk.tocsin.shard.Applied;
import uk.tocsin.shard.EndpointMask;
import uk.tocsin.shard.Grace;
import uk.tocsin.shard.OutcomeCode;
import uk.tocsin.shard.Shard;
import uk.tocsin.shard.ShardCodec;
import uk.tocsin.shard.ShardRecord;

/// A shard brought into the middle of an alert by the records that its journal would hold. Everybody has a
/// device, a number and a mailbox; two answer for each premises. Who reported what when is random.
public final class FilledShard {
    /// The alert.
    public static final int ALERT = 1;

    private static final ChannelKind[] CHANNELS = ChannelKind.values();
    private static final int BATCH = 4_000;
    private static final int CHUNK = 10_000;
    private static final int SLICES = 12;
    private static final long FIRST_MS = Duration.ofSeconds(2).toMillis();
    private static final short ACCEPTED = OutcomeCode.of(new SendOutcome.Accepted(""));

    private static final Grace NO_GRACE =
            new Grace(Arrays.stream(CHANNELS).collect(Collectors.toMap(channel -> channel, _ -> Duration.ZERO)));

    private final int slots;
    private final Random random;
    private final Shard shard = new Shard((audience, view) ->
            AudienceQuery.compile(audience, Taxonomy.standard()).select(view));
    private long position;
    private long epoch;
    private long nowMs;

    private FilledShard(long seed, int slots, long nowMs) {
        this.slots = slots;
        this.random = new Random(seed);
        this.nowMs = nowMs;
        register(new People(seed));
    }

    /// Nothing but people of this seed; who is in which segment was published after each batch, as the engine
    /// does.
    static FilledShard registered(int slots, long seed) {
        return new FilledShard(seed, slots, 0);
    }

    /// People of this seed, and an alert planned for all of them on all channels.
    public FilledShard(int slots, long seed, long nowMs) {
        this(seed, slots, nowMs);
        epoch = position;
        apply(new ShardRecord.Claim(1, nowMs));
        apply(new ShardRecord.Followed(stamp(), 0, List.of(dispatch())));
        for (ChannelKind channel : CHANNELS) {
            RoaringBitmap everybody = RoaringBitmap.bitmapOfRange(0, slots);
            int key = ServiceKey.group(ServiceKey.SECOND_WAVE, ServiceKey.BANDS - 1);
            apply(new ShardRecord.Planned(
                    stamp(), ALERT, step(channel), List.of(new ShardRecord.Group(key, everybody))));
        }
    }

    private static int step(ChannelKind channel) {
        return channel.code();
    }

    private ShardRecord.Stamp stamp() {
        return new ShardRecord.Stamp(epoch, nowMs);
    }

    /// Applies a record, which must count.
    public Applied apply(ShardRecord record) {
        Applied applied = shard.apply(position++, record);
        if (applied instanceof Applied.Ignored ignored) {
            throw new IllegalStateException(record.getClass().getSimpleName() + " does not count: " + ignored.why());
        }
        return applied;
    }

    private void register(People people) {
        apply(new ShardRecord.SlotsTaken(new UUID(1, 1), SlotKind.SUBSCRIBER, slots));
        apply(new ShardRecord.SlotsTaken(new UUID(1, 2), SlotKind.PREMISES, slots / 2 + 1));
        int[] places = new int[slots / 2 + 1];
        Arrays.setAll(places, i -> i);
        int[] cells = new int[places.length];
        Arrays.setAll(cells, _ -> people.cell());
        apply(new ShardRecord.PremisesSet(places, cells));
        long endpoints = 0;
        for (ChannelKind channel : CHANNELS) {
            endpoints = EndpointMask.with(endpoints, channel.code(), channel);
        }
        int[] premises = {};
        for (int first = 0; first < slots; first += CHUNK) {
            List<ShardRecord.SubscriberEntry> entries = new ArrayList<>();
            for (int slot = first; slot < Math.min(slots, first + CHUNK); slot++) {
                premises = slot % 2 == 0 ? people.premises() : premises;
                entries.add(new ShardRecord.SubscriberEntry(
                        slot, people.segments(premises), endpoints, new int[] {slot / 2}, 0));
            }
            apply(new ShardRecord.SubscribersSet(entries));
            shard.segments();
        }
    }

    private Effect.Dispatch dispatch() {
        List<Step> steps = Arrays.stream(CHANNELS)
                .map(channel -> new Step(channel, Duration.ZERO))
                .toList();
        return dispatch(ALERT, steps);
    }

    private Effect.Dispatch dispatch(int alert, List<Step> steps) {
        Instant now = Instant.ofEpochMilli(nowMs);
        return new Effect.Dispatch(
                alert,
                Relation.ORIGINAL,
                List.of(),
                alert,
                Digest.ofBytes(new byte[Digest.BYTES]),
                now,
                now.plus(Duration.ofHours(4)),
                Severity.SEVERE,
                Mode.ACTUAL,
                Handling.PUBLIC,
                Tier.PUBLIC,
                new Plan(steps),
                new Audience.Everyone(),
                Cell.NONE);
    }

    /// Opens tries for everybody on a channel; their numbers, in order.
    public List<Applied.Opened> attempt(ChannelKind channel) {
        List<Applied.Opened> opened = new ArrayList<>();
        for (int first = 0; first < slots; first += BATCH) {
            int from = first;
            int[] batch = new int[Math.min(BATCH, slots - first)];
            Arrays.setAll(batch, i -> from + i);
            if (apply(new ShardRecord.Attempted(stamp(), ALERT, step(channel), channel.code(), nowMs, batch))
                    instanceof Applied.Opened open) {
                opened.add(open);
            }
        }
        return opened;
    }

    /// The provider takes all of these, some time after one another.
    public void accept(List<Applied.Opened> opened) {
        for (Applied.Opened open : opened) {
            int[] indexes = new int[open.slots().length];
            Arrays.setAll(indexes, i -> i);
            short[] codes = new short[indexes.length];
            Arrays.fill(codes, ACCEPTED);
            nowMs += FIRST_MS;
            apply(new ShardRecord.Outcome(stamp(), open.tryNumber(), indexes, codes, List.of()));
        }
    }

    /// Reports: nine of ten arrived, four read, two acknowledged, one of twenty failed; at random times.
    public void report(ChannelKind channel) {
        long began = nowMs;
        nowMs += Duration.ofHours(1).toMillis();
        apply(new ShardRecord.Tick(stamp()));
        receive(channel, Evidence.DELIVERED, 0.9, began);
        receive(channel, Evidence.READ, 0.4, began);
        receive(channel, Evidence.ACKNOWLEDGED, 0.2, began);
        receive(channel, Evidence.FAILED, 0.05, began);
    }

    /// A few more reports of reading on a channel, one of a thousand people.
    public void reportMore(ChannelKind channel) {
        receive(channel, Evidence.READ, 0.001, nowMs);
    }

    private void receive(ChannelKind channel, Evidence kind, double share, long fromMs) {
        long age = FIRST_MS;
        for (int part = 0; part < SLICES; part++) {
            int[] those = random.ints(0, slots)
                    .limit((long) (slots * share / SLICES))
                    .sorted()
                    .distinct()
                    .toArray();
            if (those.length > 0) {
                apply(new ShardRecord.Received(
                        ALERT,
                        step(channel),
                        channel.code(),
                        0,
                        kind,
                        FailureReason.OTHER,
                        EvidenceSource.PROVIDER,
                        fromMs + age,
                        those));
            }
            age += age / 2;
        }
    }

    /// Begins an alert, of a number not used before, whose texts wait for answers: everybody is planned a push, and
    /// one of the two who answer for every second premises has acknowledged it.
    void awaitAnswers(int alert, Duration wait) {
        if (epoch == 0) {
            epoch = position;
            apply(new ShardRecord.Claim(1, nowMs));
        }
        Step push = new Step(ChannelKind.PUSH, Duration.ZERO);
        Step text = new Step(ChannelKind.SMS, wait, Audience.everyone(), Condition.UNACKNOWLEDGED, 0);
        apply(new ShardRecord.Followed(stamp(), alert, List.of(dispatch(alert, List.of(push, text)))));
        int key = ServiceKey.group(ServiceKey.SECOND_WAVE, ServiceKey.BANDS - 1);
        RoaringBitmap everybody = RoaringBitmap.bitmapOfRange(0, slots);
        apply(new ShardRecord.Planned(stamp(), alert, 0, List.of(new ShardRecord.Group(key, everybody))));
        int[] answering =
                IntStream.iterate(0, slot -> slot < slots, slot -> slot + 4).toArray();
        apply(new ShardRecord.Received(
                alert,
                0,
                ChannelKind.PUSH.code(),
                0,
                Evidence.ACKNOWLEDGED,
                FailureReason.OTHER,
                EvidenceSource.PERSON,
                nowMs,
                answering));
    }

    /// Lets time pass, decides what is due as the owner does, takes it through the codec and applies it. Whom a step
    /// was planned for.
    long escalate(Duration time) {
        nowMs += time.toMillis();
        long planned = 0;
        for (ShardRecord record : shard.decide(nowMs, List.of(), NO_GRACE).records()) {
            ShardRecord read = ShardCodec.decode(ShardCodec.encode(record));
            apply(read);
            if (read instanceof ShardRecord.Planned plan) {
                planned += plan.groups().stream()
                        .mapToLong(group -> group.slots().getLongCardinality())
                        .sum();
            }
        }
        return planned;
    }

    /// What the shard publishes about the alert.
    public LedgerView view() {
        return Objects.requireNonNull(shard.view(ALERT), "the alert was dispatched");
    }
}
