package uk.tocsin.reach;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.roaringbitmap.RoaringBitmap;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.DeliveryState;
import uk.tocsin.model.Evidence;
import uk.tocsin.model.FailureReason;
import uk.tocsin.model.LedgerView;

/// The view of a shard, made from what is known of each person.
final class ModelView implements LedgerView {
    /// What became of one delivery.
    ///
    /// @param accepted the bucket of the acceptance, -1 for none
    /// @param delivered likewise
    record Delivery(DeliveryState state, int accepted, int delivered, Set<FailureReason> failures) {}

    /// One person.
    record Person(boolean meant, Set<Integer> segments, Set<Integer> premises, Map<ChannelKind, Delivery> deliveries) {}

    final List<Person> persons;

    private final Map<Class<?>, Object> derived = new HashMap<>();

    ModelView(List<Person> persons) {
        this.persons = List.copyOf(persons);
    }

    private RoaringBitmap where(Predicate<Person> test) {
        RoaringBitmap slots = new RoaringBitmap();
        each((slot, person) -> {
            if (test.test(person)) {
                slots.add(slot);
            }
        });
        return slots;
    }

    private void each(BiConsumer<Integer, Person> visitor) {
        for (int slot = 0; slot < persons.size(); slot++) {
            visitor.accept(slot, persons.get(slot));
        }
    }

    private RoaringBitmap deliveries(ChannelKind channel, Predicate<Delivery> test) {
        return where(person -> person.deliveries().containsKey(channel)
                && test.test(person.deliveries().get(channel)));
    }

    @Override
    public int alert() {
        return 1;
    }

    @Override
    public long dispatchedMs() {
        return 0;
    }

    @Override
    public long opened(int action) {
        return 0;
    }

    @Override
    public OptionalLong firstMs(ChannelKind channel, Evidence kind) {
        return OptionalLong.empty();
    }

    @Override
    public Map<Integer, RoaringBitmap> responses() {
        Map<Integer, RoaringBitmap> said = new HashMap<>();
        for (int code = 0; code < 3; code++) {
            int each = code;
            said.put(code, where(person -> person.premises().size() == each));
        }
        return said;
    }

    @Override
    public Set<ChannelKind> channels() {
        EnumSet<ChannelKind> channels = EnumSet.noneOf(ChannelKind.class);
        persons.forEach(person -> channels.addAll(person.deliveries().keySet()));
        return channels;
    }

    @Override
    public RoaringBitmap planned(ChannelKind channel) {
        return deliveries(channel, _ -> true);
    }

    @Override
    public RoaringBitmap state(ChannelKind channel, DeliveryState state) {
        return deliveries(channel, delivery -> delivery.state() == state);
    }

    @Override
    public RoaringBitmap age(ChannelKind channel, Evidence kind, int bucket) {
        return switch (kind) {
            case ACCEPTED -> deliveries(channel, delivery -> delivery.accepted() == bucket);
            case DELIVERED -> deliveries(channel, delivery -> delivery.delivered() == bucket);
            case FAILED, READ, ACKNOWLEDGED -> new RoaringBitmap();
        };
    }

    @Override
    public Map<FailureReason, RoaringBitmap> failures(ChannelKind channel) {
        Map<FailureReason, RoaringBitmap> failures = new EnumMap<>(FailureReason.class);
        for (FailureReason reason : FailureReason.values()) {
            RoaringBitmap slots = deliveries(
                    channel,
                    delivery -> delivery.failures().stream().min(FailureReason::compareTo).stream()
                            .anyMatch(reason::equals));
            if (!slots.isEmpty()) {
                failures.put(reason, slots);
            }
        }
        return failures;
    }

    @Override
    public RoaringBitmap audience() {
        return where(Person::meant);
    }

    @Override
    public RoaringBitmap segment(int segment) {
        return where(person -> person.segments().contains(segment));
    }

    @Override
    public RoaringBitmap premisesOf(RoaringBitmap slots) {
        RoaringBitmap premises = new RoaringBitmap();
        List<Integer> found = new ArrayList<>();
        slots.forEach((int slot) -> found.addAll(persons.get(slot).premises()));
        found.forEach(premises::add);
        return premises;
    }

    @Override
    public <T> T derived(Class<T> kind, Function<LedgerView, T> how) {
        return kind.cast(derived.computeIfAbsent(kind, _ -> how.apply(this)));
    }
}
