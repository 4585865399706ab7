package uk.tocsin.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import uk.tocsin.lane.Lane;
import uk.tocsin.lane.LaneSettings;
import uk.tocsin.model.Audience;
import uk.tocsin.model.Cell;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Digest;
import uk.tocsin.model.Dimension;
import uk.tocsin.model.Effect;
import uk.tocsin.model.Handling;
import uk.tocsin.model.LaneShare;
import uk.tocsin.model.Mode;
import uk.tocsin.model.Plan;
import uk.tocsin.model.Relation;
import uk.tocsin.model.SendOutcome;
import uk.tocsin.model.ServiceKey;
import uk.tocsin.model.Severity;
import uk.tocsin.model.Shards;
import uk.tocsin.model.SlotKind;
import uk.tocsin.model.Step;
import uk.tocsin.model.SuppressionCause;
import uk.tocsin.model.Tier;
import uk.tocsin.shard.Applied;
import uk.tocsin.shard.Decision;
import uk.tocsin.shard.Demand;
import uk.tocsin.shard.EndpointMask;
import uk.tocsin.shard.OutcomeCode;
import uk.tocsin.shard.Shard;
import uk.tocsin.shard.ShardRecord;
import uk.tocsin.shard.Wire;

/// 50,000 people, five at each of 10,000 premises, and a provider that takes 100 texts a second: in virtual time, with
/// all shards and the one lane of a process.
@Timeout(120)
class QuotaTest {
    private static final int PREMISES = 10_000;
    private static final int PEOPLE_EACH = 5;
    private static final int PER_SECOND = 100;
    private static final long STEP_MS = 10;
    private static final long ROUND_TRIP_MS = 100;
    private static final long START_MS = 1_700_000_000_000L;
    private static final long MINUTE_MS = 60_000;
    private static final int DUTY_MANAGER = World.TAXONOMY.code(Dimension.ROLE, "duty-manager");
    private static final int MEMBER = World.TAXONOMY.code(Dimension.ROLE, "member");
    private static final double KM_PER_DEGREE = 111.195;

    private record Text(long atMs, int premises) {}

    private record Answer(long atMs, int shard, Applied.Opened opened) {}

    private final Random random = new Random(42);
    private final Shard[] shards = new Shard[Shards.COUNT];
    private final long[] positions = new long[Shards.COUNT];
    private final int[] bands = new int[PREMISES];
    private final Set<Integer> unreachable = new HashSet<>();
    private final Lane lane = new Lane(new LaneSettings(PER_SECOND, 1_000, 500), 0);
    private final List<Text> texts = new ArrayList<>();
    private final Queue<Answer> answers = new ArrayDeque<>();
    private long nowMs = START_MS;

    @BeforeEach
    void register() {
        for (int number = 0; number < Shards.COUNT; number++) {
            shards[number] = new Shard(World::select);
            apply(number, new ShardRecord.Claim(1, nowMs));
        }
        for (int number = 0; number < Shards.COUNT; number++) {
            int premises = premisesIn(number);
            apply(number, new ShardRecord.SlotsTaken(new UUID(1, number), SlotKind.PREMISES, premises));
            apply(number, new ShardRecord.SlotsTaken(new UUID(2, number), SlotKind.SUBSCRIBER, premises * PEOPLE_EACH));
            place(number, premises);
            people(number, premises);
        }
    }

    private static int premisesIn(int shard) {
        return (PREMISES - shard + Shards.COUNT - 1) / Shards.COUNT;
    }

    private void place(int shard, int count) {
        int[] slots = new int[count];
        int[] cells = new int[count];
        for (int place = 0; place < count; place++) {
            double km = 0.1 + random.nextInt(800) / 10.0;
            slots[place] = place;
            cells[place] = Cell.of(Officers.LATITUDE + km / KM_PER_DEGREE, Officers.LONGITUDE);
            bands[Shards.ordinal(shard, place)] = ServiceKey.band(Cell.kilometres(incident(), cells[place]));
        }
        apply(shard, new ShardRecord.PremisesSet(slots, cells));
    }

    private static int incident() {
        return Cell.of(Officers.LATITUDE, Officers.LONGITUDE);
    }

    /// The duty manager of every tenth premises has a dead number; at every fiftieth everybody has.
    private void people(int shard, int premises) {
        long sms = EndpointMask.with(0, 0, ChannelKind.SMS);
        List<ShardRecord.SubscriberEntry> entries = new ArrayList<>();
        for (int slot = 0; slot < premises * PEOPLE_EACH; slot++) {
            int[] role = {slot % PEOPLE_EACH == 2 ? DUTY_MANAGER : MEMBER};
            entries.add(new ShardRecord.SubscriberEntry(slot, role, sms, new int[] {slot / PEOPLE_EACH}, 0));
        }
        apply(shard, new ShardRecord.SubscribersSet(entries));
        for (int slot = 0; slot < premises * PEOPLE_EACH; slot++) {
            int place = Shards.ordinal(shard, slot / PEOPLE_EACH);
            boolean all = place % 50 == 0;
            if (all || place % 10 == 0 && slot % PEOPLE_EACH == 2) {
                apply(shard, new ShardRecord.EndpointSuppressed(slot, 0, SuppressionCause.DEAD));
            }
            if (all) {
                unreachable.add(place);
            }
        }
    }

    private Applied apply(int shard, ShardRecord record) {
        return shards[shard].apply(positions[shard]++, record);
    }

    private List<Applied.Opened> decide(int shard, Wire... inputs) {
        Decision decision = shards[shard].decide(nowMs, List.of(inputs), new Conduct().grace());
        List<Applied.Opened> opened = new ArrayList<>();
        for (ShardRecord record : decision.records()) {
            if (apply(shard, record) instanceof Applied.Opened open) {
                opened.add(open);
            }
        }
        Demand demand = shards[shard].demand(LaneShare.ALERTS, ChannelKind.SMS);
        lane.demand(shard, demand.key(), demand.count());
        return opened;
    }

    private long nanos() {
        return (nowMs - START_MS) * 1_000_000;
    }

    private void dispatch() {
        Effect.Dispatch dispatch = new Effect.Dispatch(
                1,
                Relation.ORIGINAL,
                List.of(),
                1,
                Digest.ofBytes(new byte[Digest.BYTES]),
                Instant.ofEpochMilli(nowMs),
                Instant.ofEpochMilli(nowMs).plus(Duration.ofHours(2)),
                Severity.SEVERE,
                Mode.ACTUAL,
                Handling.PUBLIC,
                Tier.PUBLIC,
                new Plan(List.of(new Step(ChannelKind.SMS, Duration.ZERO))),
                Audience.everyone(),
                incident());
        for (int shard = 0; shard < Shards.COUNT; shard++) {
            decide(shard, new Wire.Acts(1, List.of(dispatch)));
            decide(shard);
        }
    }

    private void tick() {
        while (!answers.isEmpty() && answers.peek().atMs() <= nowMs) {
            Answer answer = answers.remove();
            int[] slots = answer.opened().slots();
            int[] indexes = new int[slots.length];
            Arrays.setAll(indexes, i -> i);
            short[] codes = new short[slots.length];
            SendOutcome accepted = new SendOutcome.Accepted("");
            Arrays.fill(codes, OutcomeCode.of(accepted));
            for (int i = 0; i < slots.length; i++) {
                lane.ended(accepted, nanos());
            }
            decide(answer.shard(), new Wire.Ended(answer.opened().tryNumber(), indexes, codes, List.of()));
        }
        for (Lane.Grant grant : lane.grant(nanos())) {
            int used = 0;
            for (Applied.Opened opened : decide(
                    grant.shard(),
                    new Wire.Permit(LaneShare.ALERTS, ChannelKind.SMS, grant.count(), grant.id(), nowMs))) {
                used += opened.slots().length;
                for (int slot : opened.slots()) {
                    texts.add(new Text(nowMs, Shards.ordinal(grant.shard(), slot / PEOPLE_EACH)));
                }
                answers.add(new Answer(nowMs + ROUND_TRIP_MS, grant.shard(), opened));
            }
            lane.settle(grant.id(), used);
        }
        nowMs += STEP_MS;
    }

    @Test
    void everyReachablePremisesHasItsFirstTextBeforeAnyHasItsSecond() {
        dispatch();
        int people = (PREMISES - unreachable.size()) * PEOPLE_EACH - (PREMISES / 10 - unreachable.size());
        while (texts.size() < people
                && nowMs < START_MS + Duration.ofMinutes(20).toMillis()) {
            tick();
        }

        assertThat(texts).hasSize(people);
        Set<Integer> served = new HashSet<>();
        int firstSecond = texts.size();
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            int place = texts.get(i).premises();
            if (served.add(place)) {
                order.add(bands[place]);
                assertThat(i).as("the first text of premises %d", place).isLessThan(firstSecond);
            } else {
                firstSecond = Math.min(firstSecond, i);
            }
        }
        assertThat(served).hasSize(PREMISES - unreachable.size()).doesNotContainAnyElementsOf(unreachable);
        assertThat(order).as("near before far").isSorted();
        assertThat(busiestMinute()).isLessThanOrEqualTo((int) (PER_SECOND * 60 * 1.01));
        double least = people / (double) PER_SECOND;
        assertThat((nowMs - START_MS) / 1000.0).isLessThan(least * 1.05);
    }

    private int busiestMinute() {
        int most = 0;
        int from = 0;
        for (int to = 0; to < texts.size(); to++) {
            while (texts.get(to).atMs() - texts.get(from).atMs() >= MINUTE_MS) {
                from++;
            }
            most = Math.max(most, to - from + 1);
        }
        return most;
    }
}
