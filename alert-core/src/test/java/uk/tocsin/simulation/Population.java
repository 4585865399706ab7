package uk.tocsin.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import uk.tocsin.model.Cell;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Dimension;
import uk.tocsin.model.SlotKind;
import uk.tocsin.model.SuppressionCause;
import uk.tocsin.model.Tier;
import uk.tocsin.shard.EndpointMask;
import uk.tocsin.shard.ShardCodec;
import uk.tocsin.shard.ShardRecord;

/// The subscribers and their register: the truth about consent and endpoints, which the shards hear of through
/// their journals.
final class Population {
    private static final int PREMISES = 5;

    /// Kilometres north of the incident at which premises stand: one in each band and one nowhere.
    private static final double[] KM_NORTH = {0.3, 3, 12, 60};

    /// One subscriber. An endpoint's index is never used again.
    static final class Person {
        final int slot;
        final List<Integer> premises = new ArrayList<>();
        final Tier tier;
        final int[] segments;
        private final Map<Integer, ChannelKind> endpoints = new TreeMap<>();
        private int nextEndpoint;
        boolean erased;

        Person(int slot, Tier tier, int[] segments) {
            this.slot = slot;
            this.tier = tier;
            this.segments = segments;
        }

        boolean has(int endpoint, ChannelKind channel) {
            return endpoints.get(endpoint) == channel;
        }

        List<Integer> endpoints(ChannelKind channel) {
            return endpoints.entrySet().stream()
                    .filter(entry -> entry.getValue() == channel)
                    .map(Map.Entry::getKey)
                    .toList();
        }

        ShardRecord.SubscriberEntry entry() {
            long mask = 0;
            for (Map.Entry<Integer, ChannelKind> endpoint : endpoints.entrySet()) {
                mask = EndpointMask.with(mask, endpoint.getKey(), endpoint.getValue());
            }
            int[] places = premises.stream().mapToInt(Integer::intValue).toArray();
            return new ShardRecord.SubscriberEntry(slot, segments, mask, places, 0);
        }
    }

    private final World world;
    private final List<List<Person>> byShard = new ArrayList<>();

    Population(World world) {
        this.world = world;
        for (int shard = 0; shard < world.weather.shards; shard++) {
            List<Person> people = new ArrayList<>();
            for (int slot = 0; slot < world.weather.people; slot++) {
                people.add(person(slot));
            }
            byShard.add(people);
        }
    }

    private Person person(int slot) {
        boolean business = world.chance.in(0.3);
        Tier tier = business ? Tier.BUSINESS : Tier.PUBLIC;
        int sector = Dimension.SECTOR.segment(1 + world.chance.below(2));
        int standing = Dimension.TIER.segment(tier.code() + 1);
        boolean duty = world.chance.in(0.2);
        int role = World.TAXONOMY.code(Dimension.ROLE, "duty-manager");
        Person person =
                new Person(slot, tier, duty ? new int[] {sector, standing, role} : new int[] {sector, standing});
        int endpoints = world.chance.below(5);
        for (int i = 0; i < endpoints; i++) {
            add(person);
        }
        int places = world.chance.below(3);
        for (int i = 0; i < places; i++) {
            int place = world.chance.below(PREMISES);
            if (!person.premises.contains(place)) {
                person.premises.add(place);
            }
        }
        return person;
    }

    private void add(Person person) {
        if (person.nextEndpoint < 12) {
            person.endpoints.put(person.nextEndpoint++, world.chance.oneOf(ChannelKind.values()));
        }
    }

    /// Puts everybody into the journals.
    void register() {
        for (int shard = 0; shard < byShard.size(); shard++) {
            List<Person> people = byShard.get(shard);
            int[] places = new int[KM_NORTH.length];
            int[] cells = new int[KM_NORTH.length];
            for (int i = 0; i < places.length; i++) {
                places[i] = i;
                cells[i] = Cell.of(Officers.LATITUDE + KM_NORTH[i] / 111.195, Officers.LONGITUDE);
            }
            List<ShardRecord> records = List.of(
                    new ShardRecord.SlotsTaken(world.chance.id(), SlotKind.PREMISES, PREMISES),
                    new ShardRecord.PremisesSet(places, cells),
                    new ShardRecord.SlotsTaken(world.chance.id(), SlotKind.SUBSCRIBER, people.size()),
                    new ShardRecord.SubscribersSet(
                            people.stream().map(Person::entry).toList()));
            world.shardLog(shard).seed(records.stream().map(ShardCodec::encode).toList());
        }
    }

    Person person(int shard, int slot) {
        return byShard.get(shard).get(slot);
    }

    List<Person> people(int shard) {
        return byShard.get(shard);
    }

    /// Something changes for somebody.
    void change() {
        int shard = world.chance.below(byShard.size());
        Person person = world.chance.of(byShard.get(shard));
        int endpoint = world.chance.below(4);
        switch (world.chance.below(6)) {
            case 0 -> erase(shard, person);
            case 1, 2 -> {
                if (world.chance.in(0.5)) {
                    add(person);
                } else {
                    person.endpoints.remove(endpoint);
                }
                append(shard, () -> new ShardRecord.SubscribersSet(List.of(person.entry())), null);
                if (world.chance.in(0.2)) {
                    erase(shard, person);
                }
            }
            case 3 -> append(shard, () -> new ShardRecord.EndpointReleased(person.slot, endpoint), null);
            default ->
                append(
                        shard,
                        () -> new ShardRecord.EndpointSuppressed(person.slot, endpoint, SuppressionCause.UNSUBSCRIBED),
                        null);
        }
    }

    void erase(int shard, Person person) {
        world.trace.note("erase", shard, person.slot, 0);
        append(shard, () -> new ShardRecord.Erased(person.slot), () -> {
            if (!person.erased) {
                person.erased = true;
                person.endpoints.clear();
            }
        });
    }

    /// Appends until it is acknowledged, each time what is true then: an old record never undoes a newer one.
    private void append(int shard, Supplier<ShardRecord> record, @Nullable Runnable confirmed) {
        Node node = world.anyNode();
        boolean[] done = new boolean[1];
        if (node != null) {
            world.shardLog(shard).append(node, List.of(ShardCodec.encode(record.get())), _ -> {
                done[0] = true;
                if (confirmed != null) {
                    confirmed.run();
                }
            });
        }
        world.time.after(10_000, () -> {
            if (!done[0]) {
                append(shard, record, confirmed);
            }
        });
    }
}
