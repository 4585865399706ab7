package uk.tocsin.reach;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import uk.tocsin.model.AgeBuckets;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.DeliveryState;
import uk.tocsin.model.FailureReason;
import uk.tocsin.reach.ModelView.Delivery;
import uk.tocsin.reach.ModelView.Person;

/// Reach against counting person by person.
class ReachProperties {
    private static final int SEGMENTS = 4;
    private static final double[] SHARES = {0.05, 0.3, 0.5, 0.8, 1};
    private static final List<FailureReason> REASONS = List.of(FailureReason.values());
    private static final List<DeliveryState> STATES = List.of(DeliveryState.values());
    private static final Set<DeliveryState> READ = EnumSet.of(DeliveryState.READ, DeliveryState.ACKNOWLEDGED);
    private static final Set<DeliveryState> REACHED =
            EnumSet.of(DeliveryState.DELIVERED, DeliveryState.READ, DeliveryState.ACKNOWLEDGED);
    private static final Set<DeliveryState> TAKEN =
            EnumSet.of(DeliveryState.ACCEPTED, DeliveryState.DELIVERED, DeliveryState.READ, DeliveryState.ACKNOWLEDGED);

    /// Three shards. A segment holds hardly anybody, some, most, or everybody, so that a slice is of few in one shard
    /// and of many in another.
    private static List<ModelView> shards(Random random) {
        double[] shares = new double[SEGMENTS];
        Arrays.setAll(shares, _ -> SHARES[random.nextInt(SHARES.length)]);
        List<ModelView> shards = new ArrayList<>();
        for (int shard = 0; shard < 3; shard++) {
            List<Person> persons = new ArrayList<>();
            int count = random.nextInt(40);
            for (int i = 0; i < count; i++) {
                persons.add(person(random, shares));
            }
            shards.add(new ModelView(persons));
        }
        return shards;
    }

    private static Person person(Random random, double[] shares) {
        Set<Integer> segments = new HashSet<>();
        Set<Integer> premises = new HashSet<>();
        for (int i = 0; i < SEGMENTS; i++) {
            if (random.nextDouble() < shares[i]) {
                segments.add(i);
            }
            if (random.nextInt(3) == 0) {
                premises.add(random.nextInt(12));
            }
        }
        Map<ChannelKind, Delivery> deliveries = new EnumMap<>(ChannelKind.class);
        for (ChannelKind channel : ChannelKind.values()) {
            if (random.nextInt(3) > 0) {
                deliveries.put(channel, delivery(random));
            }
        }
        return new Person(random.nextInt(5) > 0, segments, premises, deliveries);
    }

    private static Delivery delivery(Random random) {
        Set<FailureReason> failures = EnumSet.noneOf(FailureReason.class);
        for (int i = random.nextInt(3); i > 0; i--) {
            failures.add(REASONS.get(random.nextInt(REASONS.size())));
        }
        return new Delivery(
                STATES.get(random.nextInt(STATES.size())),
                random.nextInt(AgeBuckets.COUNT + 6) - 6,
                random.nextInt(AgeBuckets.COUNT + 12) - 12,
                failures);
    }

    @Property(tries = 60)
    void everyFigureOfEverySliceIsThatOfCountingPersons(@ForAll long seed) {
        List<ModelView> shards = shards(new Random(seed));
        for (int cut = 0; cut < 1 << SEGMENTS; cut++) {
            isThatOfCountingPersons(shards, segments(cut));
        }
        for (int i = 0; i < Table.PATIENCE; i++) {
            for (int segment = 0; segment < SEGMENTS; segment++) {
                Reach.of(shards, segment);
            }
            Reach.of(shards, segments((1 << SEGMENTS) - 1));
        }
        for (int cut = 0; cut < 1 << SEGMENTS; cut++) {
            isThatOfCountingPersons(shards, segments(cut));
        }
    }

    private static void isThatOfCountingPersons(List<ModelView> shards, int[] segments) {
        Reach.Report report = Reach.of(shards, segments);
        List<List<Person>> slice = shards.stream()
                .map(shard -> shard.persons.stream()
                        .filter(person -> Arrays.stream(segments).allMatch(person.segments()::contains))
                        .toList())
                .toList();
        List<Person> all = slice.stream().flatMap(Collection::stream).toList();

        for (ChannelKind channel : ChannelKind.values()) {
            boolean used = shards.stream().anyMatch(shard -> shard.channels().contains(channel));
            assertThat(report.channels().containsKey(channel)).isEqualTo(used);
            if (used) {
                same(Objects.requireNonNull(report.channels().get(channel)), deliveries(all, channel));
            }
        }
        assertThat(report.persons()).isEqualTo(persons(all));
        assertThat(report.premises()).isEqualTo(premises(slice));
        assertThat(report.anyAccepted().counts()).isEqualTo(first(all, Delivery::accepted));
        assertThat(report.anyDelivered().counts()).isEqualTo(first(all, Delivery::delivered));
    }

    @Property(tries = 60)
    void aGlanceAtAnAlertIsWhatItsReportSays(@ForAll long seed) {
        List<ModelView> shards = shards(new Random(seed));
        Reach.Report report = Reach.of(shards);
        assertThat(Reach.persons(shards)).isEqualTo(report.persons());
        for (DeliveryState state : STATES) {
            long deliveries = report.channels().values().stream()
                    .mapToLong(funnel -> Objects.requireNonNull(funnel.states().get(state)))
                    .sum();
            assertThat(Reach.deliveries(shards, state)).isEqualTo(deliveries);
        }
    }

    @Property(tries = 60)
    void aCrossTableIsCellByCellTheReachOfItsSlices(@ForAll long seed) {
        Random random = new Random(seed);
        List<ModelView> shards = shards(random);
        int[] rows = random.ints(random.nextInt(10) > 0 ? random.nextInt(4) : 150, 0, SEGMENTS)
                .toArray();
        int[] columns = random.ints(random.nextInt(3) > 0 ? random.nextInt(20) : 100, 0, SEGMENTS)
                .toArray();
        int part = random.nextInt(shards.size() + 1);
        List<ModelView> some = shards.subList(0, part);
        List<ModelView> others = shards.subList(part, shards.size());
        Cross persons = Cross.persons(some, rows, columns).plus(Cross.persons(others, rows, columns));
        Cross premises = Cross.premises(some, rows, columns).plus(Cross.premises(others, rows, columns));
        Cross again = Cross.premises(shards, rows, columns);
        for (int row = 0; row <= rows.length; row++) {
            for (int column = 0; column <= columns.length; column++) {
                Reach.Report slice = Reach.of(
                        shards,
                        IntStream.concat(
                                        Arrays.stream(rows).skip(row).limit(1),
                                        Arrays.stream(columns).skip(column).limit(1))
                                .toArray());
                assertThat(persons.at(row, column)).isEqualTo(slice.persons());
                assertThat(premises.at(row, column)).isEqualTo(slice.premises());
                assertThat(again.at(row, column)).isEqualTo(slice.premises());
            }
        }
    }

    @Property(tries = 60)
    void theStatesOfAChannelInASegmentAreThoseOfItsSlice(@ForAll long seed) {
        List<ModelView> shards = shards(new Random(seed));
        for (int segment = 0; segment < SEGMENTS; segment++) {
            Reach.Report slice = Reach.of(shards, segment);
            for (ChannelKind channel : slice.channels().keySet()) {
                assertThat(Reach.states(shards, channel, segment))
                        .isEqualTo(Objects.requireNonNull(slice.channels().get(channel))
                                .states());
            }
        }
    }

    @Property(tries = 100)
    void slicesThatPartAnAlertAddUpToIt(@ForAll long seed) {
        List<ModelView> shards = shards(new Random(seed));
        for (ModelView shard : shards) {
            Reach.Report whole = Reach.of(List.of(shard));
            Reach.Report in = Reach.of(List.of(shard), 0);
            List<Person> others = shard.persons.stream()
                    .filter(person -> !person.segments().contains(0))
                    .toList();
            Reach.Report out = Reach.of(List.of(new ModelView(others)));
            assertThat(in.persons().planned() + out.persons().planned())
                    .isEqualTo(whole.persons().planned());
            assertThat(in.persons().reached() + out.persons().reached())
                    .isEqualTo(whole.persons().reached());
        }
    }

    @Example
    void sevenPercentOfAHundredAreSeven() {
        long[] counts = new long[AgeBuckets.COUNT];
        counts[0] = 7;
        counts[5] = 93;
        assertThat(new Percentiles(counts).ofThose(0.07)).hasValue(AgeBuckets.endMs(0));
    }

    @Property(tries = 200)
    void aPercentileIsTheEndOfTheBucketItFallsInto(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 100) int percent,
            @ForAll @IntRange(max = 300) int size) {
        Random random = new Random(seed);
        long[] counts = new long[AgeBuckets.COUNT];
        List<Integer> buckets = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            int bucket = random.nextInt(AgeBuckets.COUNT);
            counts[bucket]++;
            buckets.add(bucket);
        }
        buckets.sort(Integer::compare);
        int rank = Math.ceilDiv(size * percent, 100);

        OptionalLong found = new Percentiles(counts).ofAudience(percent / 100.0, size);

        if (rank == 0) {
            assertThat(found).isEmpty();
        } else {
            assertThat(found).hasValue(AgeBuckets.endMs(buckets.get(rank - 1)));
            assertThat(new Percentiles(counts).ofThose(percent / 100.0)).isEqualTo(found);
        }
        assertThat(new Percentiles(counts).ofAudience(1, size + 1L)).isEmpty();
    }

    // ---- counting

    private static int[] segments(int cut) {
        List<Integer> chosen = new ArrayList<>();
        for (int i = 0; i < SEGMENTS; i++) {
            if ((cut >> i & 1) == 1) {
                chosen.add(i);
            }
        }
        return chosen.stream().mapToInt(Integer::intValue).toArray();
    }

    private static List<Delivery> deliveries(List<Person> persons, ChannelKind channel) {
        return persons.stream()
                .filter(person -> person.deliveries().containsKey(channel))
                .map(person -> person.deliveries().get(channel))
                .toList();
    }

    private static void same(Reach.Funnel funnel, List<Delivery> deliveries) {
        assertThat(funnel.planned()).isEqualTo(deliveries.size());
        assertThat(funnel.states().values().stream().mapToLong(Long::longValue).sum())
                .isEqualTo(deliveries.size());
        for (DeliveryState state : DeliveryState.values()) {
            assertThat(funnel.states().get(state)).isEqualTo(count(deliveries, delivery -> delivery.state() == state));
        }
        for (FailureReason reason : FailureReason.values()) {
            assertThat(funnel.failures().getOrDefault(reason, 0L))
                    .isEqualTo(count(
                            deliveries,
                            delivery -> delivery.failures().stream().min(FailureReason::compareTo).stream()
                                    .anyMatch(reason::equals)));
        }
        for (int bucket = 0; bucket < AgeBuckets.COUNT; bucket++) {
            int here = bucket;
            assertThat(funnel.accepted().counts()[bucket])
                    .isEqualTo(count(deliveries, delivery -> delivery.accepted() == here));
            assertThat(funnel.delivered().counts()[bucket])
                    .isEqualTo(count(deliveries, delivery -> delivery.delivered() == here));
        }
    }

    private static <T> long count(List<T> all, Predicate<T> test) {
        return all.stream().filter(test).count();
    }

    private static boolean any(Person person, Set<DeliveryState> states) {
        return person.deliveries().values().stream().anyMatch(delivery -> states.contains(delivery.state()));
    }

    private static List<Predicate<Person>> stages() {
        return List.of(
                Person::meant,
                person -> !person.deliveries().isEmpty(),
                person -> any(person, TAKEN),
                person -> any(person, REACHED),
                person -> any(person, READ),
                person -> any(person, Set.of(DeliveryState.ACKNOWLEDGED)));
    }

    private static Reach.People persons(List<Person> all) {
        return people(stages().stream().mapToLong(stage -> count(all, stage)).toArray());
    }

    private static Reach.People premises(List<List<Person>> shards) {
        long[] counts = new long[6];
        for (List<Person> shard : shards) {
            for (int i = 0; i < counts.length; i++) {
                Set<Integer> premises = new HashSet<>();
                shard.stream().filter(stages().get(i)).forEach(person -> premises.addAll(person.premises()));
                counts[i] += premises.size();
            }
        }
        return people(counts);
    }

    private static Reach.People people(long[] n) {
        return new Reach.People(n[0], n[1], n[2], n[3], n[4], n[5]);
    }

    private static long[] first(List<Person> all, ToIntFunction<Delivery> bucketOf) {
        long[] counts = new long[AgeBuckets.COUNT];
        for (Person person : all) {
            person.deliveries().values().stream()
                    .mapToInt(bucketOf)
                    .filter(bucket -> bucket >= 0)
                    .min()
                    .ifPresent(bucket -> counts[bucket]++);
        }
        return counts;
    }
}
