package uk.tocsin.console.register;

import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import uk.tocsin.audience.Taxonomy;
import uk.tocsin.engine.Engine;
import uk.tocsin.model.Contact;
import uk.tocsin.model.Dimension;
import uk.tocsin.model.Endpoint;
import uk.tocsin.model.Shards;
import uk.tocsin.register.ContactCodec;
import uk.tocsin.register.Register;
import uk.tocsin.register.Vault;
import uk.tocsin.shard.EndpointMask;
import uk.tocsin.shard.ShardRecord;

/// Registers organisations in batches: slots (journal), then records and endpoint claims (register), then codes
/// (journal). A batch that fails half way leaves slots in no segment, which nobody is ever sent anything for.
/// An endpoint that somebody else owns stays theirs: the newcomer is registered without it. Slots are marked for
/// good before anybody is told of them. Any thread.
public final class Registrar {
    private final Engine engine;
    private final Register register;
    private final Vault vault;
    private final Taxonomy taxonomy;
    private final Supplier<UUID> ids;
    private final Marking marking;
    private final Erasures erasures;

    /// Registers with this engine and register.
    public Registrar(
            Engine engine,
            Register register,
            Vault vault,
            Taxonomy taxonomy,
            Supplier<UUID> ids,
            Marking marking,
            Erasures erasures) {
        this.engine = engine;
        this.register = register;
        this.vault = vault;
        this.taxonomy = taxonomy;
        this.ids = ids;
        this.marking = marking;
        this.erasures = erasures;
    }

    /// Erases a subscriber: completes when no restore can bring them back and no byte of their record remains;
    /// with false if there was nobody. Figures stay. Once begun it is completed, at the next start if need be.
    public Future<Boolean> erase(int ordinal) {
        return erasures.subscriber(ordinal)
                .compose(known -> known.isEmpty()
                        ? Future.succeededFuture(false)
                        : marking.erased(known.get())
                                .compose(_ -> erasures.complete(List.of(known.get())))
                                .map(true));
    }

    /// What came of it.
    ///
    /// @param ordinals of the people, in the order in which they were given
    /// @param refused endpoints that belong to somebody else
    public record Registered(int[] ordinals, int refused) {
        /// How many subscribers there are more.
        public int people() {
            return ordinals.length;
        }
    }

    private record Place(int index, Organisation organisation, int firstPerson) {}

    /// Registers all of them; completes when they are in the index.
    public Future<Registered> register(List<Organisation> organisations) {
        Map<Integer, List<Place>> byShard = new TreeMap<>();
        int people = 0;
        for (int i = 0; i < organisations.size(); i++) {
            Organisation each = organisations.get(i);
            int shard = Shards.shardOfId(each.id().getLeastSignificantBits());
            byShard.computeIfAbsent(shard, _ -> new ArrayList<>()).add(new Place(i, each, people));
            people += each.people().size();
        }
        int[] ordinals = new int[people];
        List<Future<Integer>> parts = new ArrayList<>();
        byShard.forEach((shard, places) -> parts.add(inShard(shard, places, ordinals)));
        return Future.all(parts)
                .map(all -> new Registered(
                        ordinals,
                        all.<Integer>list().stream().mapToInt(Integer::intValue).sum()));
    }

    private Future<Integer> inShard(int shard, List<Place> places, int[] ordinals) {
        int people =
                places.stream().mapToInt(p -> p.organisation().people().size()).sum();
        int premises = places.stream()
                .mapToInt(p -> p.organisation().premises().size())
                .sum();
        Future<Integer> firstPremises =
                premises == 0 ? Future.succeededFuture(0) : take(shard, ShardRecord.SlotKind.PREMISES, premises);
        Future<Integer> firstPerson = take(shard, ShardRecord.SlotKind.SUBSCRIBER, people);
        return Future.all(firstPremises, firstPerson).compose(_ -> {
            if (firstPremises.result() < 0 || firstPerson.result() < 0) {
                return Future.failedFuture(new IllegalStateException("shard " + shard + " has no slots left"));
            }
            Batch batch = new Batch(shard, firstPremises.result(), firstPerson.result(), places, ordinals);
            return batch.claim().compose(refused -> batch.store().map(refused));
        });
    }

    private Future<Integer> take(int shard, ShardRecord.SlotKind kind, int count) {
        return engine.take(shard, kind, count, ids.get())
                .compose(first -> first < 0
                        ? Future.succeededFuture(first)
                        : marking.slots(shard, kind, first + count).map(first));
    }

    /// One shard's part of a registration.
    private final class Batch {
        private final int shard;
        private final int firstPremises;
        private final int firstPerson;
        private final List<Place> places;
        private final int[] ordinals;
        private final List<byte[]> indexes = new ArrayList<>();
        private final List<Integer> owners = new ArrayList<>();

        Batch(int shard, int firstPremises, int firstPerson, List<Place> places, int[] ordinals) {
            this.shard = shard;
            this.firstPremises = firstPremises;
            this.firstPerson = firstPerson;
            this.places = places;
            this.ordinals = ordinals;
        }

        /// Claims every endpoint; completes with how many belong to others.
        Future<Integer> claim() {
            int slot = firstPerson;
            for (Place place : places) {
                int person = place.firstPerson();
                for (Organisation.Person each : place.organisation().people()) {
                    int ordinal = Shards.ordinal(shard, slot++);
                    ordinals[person++] = ordinal;
                    for (Organisation.Address address : each.addresses()) {
                        indexes.add(vault.blindIndex(address.channel(), address.value()));
                        owners.add(ordinal);
                    }
                }
            }
            int[] wanted = owners.stream().mapToInt(Integer::intValue).toArray();
            if (wanted.length == 0) {
                return Future.succeededFuture(0);
            }
            return Future.fromCompletionStage(register.claimEndpoints(indexes, wanted))
                    .map(claimed -> {
                        int refused = 0;
                        for (int i = 0; i < claimed.length; i++) {
                            boolean mine = claimed[i] == wanted[i];
                            owners.set(i, mine ? wanted[i] : -1);
                            refused += mine ? 0 : 1;
                        }
                        return refused;
                    });
        }

        Future<Void> store() {
            List<Register.Entry> records = new ArrayList<>();
            List<ShardRecord.SubscriberEntry> entries = new ArrayList<>();
            List<Integer> cells = new ArrayList<>();
            int slot = firstPerson;
            int address = 0;
            for (Place place : places) {
                int base = firstPremises + cells.size();
                place.organisation().premises().forEach(p -> cells.add(p.cell()));
                for (Organisation.Person person : place.organisation().people()) {
                    List<Endpoint> endpoints = new ArrayList<>();
                    for (Organisation.Address each : person.addresses()) {
                        if (owners.get(address++) >= 0) {
                            endpoints.add(new Endpoint(endpoints.size(), each.channel(), each.value()));
                        }
                    }
                    UUID id = personId(place.organisation().id(), slot);
                    Contact contact = new Contact(id, person.name(), person.tier(), person.language(), true, endpoints);
                    records.add(new Register.Entry(slot, vault.seal(shard, slot, ContactCodec.encode(contact))));
                    entries.add(entry(slot, person, endpoints, base));
                    slot++;
                }
            }
            return Future.fromCompletionStage(register.put(shard, records))
                    .compose(_ -> cells.isEmpty() ? Future.succeededFuture() : engine.change(shard, where(cells)))
                    .compose(_ -> engine.change(shard, new ShardRecord.SubscribersSet(entries)));
        }

        private ShardRecord.PremisesSet where(List<Integer> cells) {
            int[] slots = new int[cells.size()];
            for (int i = 0; i < slots.length; i++) {
                slots[i] = firstPremises + i;
            }
            return new ShardRecord.PremisesSet(
                    slots, cells.stream().mapToInt(Integer::intValue).toArray());
        }

        private ShardRecord.SubscriberEntry entry(
                int slot, Organisation.Person person, List<Endpoint> endpoints, int base) {
            int[] segments = Arrays.copyOf(person.segments(), person.segments().length + 1);
            segments[segments.length - 1] =
                    taxonomy.code(Dimension.TIER, person.tier().word());
            int[] premises = person.premises().clone();
            for (int i = 0; i < premises.length; i++) {
                premises[i] += base;
            }
            return new ShardRecord.SubscriberEntry(slot, segments, EndpointMask.of(endpoints), premises);
        }

        private static UUID personId(UUID organisation, int slot) {
            return UUID.nameUUIDFromBytes((organisation + "/" + slot).getBytes(StandardCharsets.UTF_8));
        }
    }
}
