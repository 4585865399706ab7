package uk.tocsin.console.register;

import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
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
import uk.tocsin.model.Endpoint;
import uk.tocsin.model.EndpointState;
import uk.tocsin.model.Language;
import uk.tocsin.model.Profile;
import uk.tocsin.model.Shards;
import uk.tocsin.model.SlotKind;
import uk.tocsin.model.Tier;
import uk.tocsin.register.ContactCodec;
import uk.tocsin.register.Marks.Erasure;
import uk.tocsin.register.Premises;
import uk.tocsin.register.Register;
import uk.tocsin.register.Vault;
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
    private final InstantSource clock;

    /// Registers with this engine and register.
    public Registrar(
            Engine engine,
            Register register,
            Vault vault,
            Taxonomy taxonomy,
            Supplier<UUID> ids,
            Marking marking,
            Erasures erasures,
            InstantSource clock) {
        this.engine = engine;
        this.register = register;
        this.vault = vault;
        this.taxonomy = taxonomy;
        this.ids = ids;
        this.marking = marking;
        this.erasures = erasures;
        this.clock = clock;
    }

    /// Erases a subscriber: completes when no restore can bring them back, nobody finds their record and counts show
    /// it; with false if there was nobody. Figures stay. Once begun it is completed, if need be at the next start;
    /// when the bytes leave the store's files, [uk.tocsin.register.Register#erase] says.
    public Future<Boolean> erase(int ordinal) {
        return erasures.subscriber(ordinal)
                .compose(known -> known.isEmpty()
                        ? Future.succeededFuture(false)
                        : marking.erased(known.get())
                                .compose(_ -> engine.change(
                                        Shards.shardOf(ordinal), new ShardRecord.Erased(Shards.slotOf(ordinal))))
                                .compose(_ -> erasures.complete(List.of(known.get())))
                                .map(true));
    }

    /// Forgets a record whose subscriber has another: nothing that a restore has to forget again.
    Future<Void> forget(int ordinal, UUID subscriber) {
        return engine.change(Shards.shardOf(ordinal), new ShardRecord.Erased(Shards.slotOf(ordinal)))
                .compose(_ -> erasures.complete(List.of(new Erasure(ordinal, subscriber))))
                .mapEmpty();
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

    /// Keeps somebody who has confirmed nothing yet, in no segment, with these of their addresses; completes with
    /// their ordinal.
    Future<Integer> begin(
            UUID organisation,
            List<Organisation.Premises> premises,
            Organisation.Person person,
            List<Organisation.Address> addresses) {
        int shard = Shards.shardOfId(organisation.getLeastSignificantBits());
        return slots(shard, premises.size(), 1).compose(first -> {
            int slot = first.person();
            List<Endpoint> endpoints = new ArrayList<>();
            for (Organisation.Address each : addresses) {
                endpoints.add(new Endpoint(endpoints.size(), each.channel(), each.value(), EndpointState.UNCONFIRMED));
            }
            Contact contact = contact(organisation, slot, person, endpoints, first.premises());
            byte[] record = vault.seal(shard, slot, ContactCodec.encode(contact));
            Map<String, byte[]> sealed = new TreeMap<>();
            for (int i = 0; i < premises.size(); i++) {
                int ordinal = Shards.ordinal(shard, first.premises() + i);
                premises.get(i).details().ifPresent(d -> seal(ordinal, d.of(List.of(slot)), sealed));
            }
            List<Integer> cells =
                    premises.stream().map(Organisation.Premises::cell).toList();
            return Retention.unconfirmed(register, Shards.ordinal(shard, slot), clock.instant())
                    .compose(_ -> put(shard, List.of(new Register.Entry(slot, record)), sealed))
                    .compose(_ -> place(shard, first.premises(), cells))
                    .map(Shards.ordinal(shard, slot));
        });
    }

    /// Keeps where a member of staff is paged, in no segment and without claims: a number may be a subscriber's as
    /// well. Completes with their ordinal.
    ///
    /// @param known the ordinal they have already; -1 for none
    public Future<Integer> staff(int known, List<Organisation.Address> addresses) {
        int shard = known < 0 ? Shards.shardOfId(ids.get().getLeastSignificantBits()) : Shards.shardOf(known);
        Future<Integer> slot =
                known < 0 ? slots(shard, 0, 1).map(First::person) : Future.succeededFuture(Shards.slotOf(known));
        return slot.compose(mine -> {
            List<Endpoint> endpoints = new ArrayList<>();
            for (Organisation.Address each : addresses) {
                endpoints.add(new Endpoint(endpoints.size(), each.channel(), each.value()));
            }
            Contact contact = new Contact(ids.get(), "", Tier.PUBLIC, Language.EN, false, endpoints);
            byte[] record = vault.seal(shard, mine, ContactCodec.encode(contact));
            return Future.fromCompletionStage(register.put(shard, List.of(new Register.Entry(mine, record))))
                    .map(Shards.ordinal(shard, mine));
        });
    }

    /// Keeps premises more for somebody who is registered; completes with their slot in that shard.
    Future<Integer> add(int shard, Organisation.Premises premises, int person) {
        return slots(shard, 1, 0).compose(first -> {
            int slot = first.premises();
            Map<String, byte[]> sealed = new TreeMap<>();
            premises.details().ifPresent(d -> seal(Shards.ordinal(shard, slot), d.of(List.of(person)), sealed));
            return put(shard, List.of(), sealed)
                    .compose(_ -> place(shard, slot, List.of(premises.cell())))
                    .map(slot);
        });
    }

    /// The first of the slots that were taken.
    private record First(int premises, int person) {}

    private Future<First> slots(int shard, int premises, int people) {
        Future<Integer> firstPremises =
                premises == 0 ? Future.succeededFuture(0) : take(shard, SlotKind.PREMISES, premises);
        Future<Integer> firstPerson =
                people == 0 ? Future.succeededFuture(0) : take(shard, SlotKind.SUBSCRIBER, people);
        return Future.all(firstPremises, firstPerson).map(_ -> {
            if (firstPremises.result() < 0 || firstPerson.result() < 0) {
                throw new IllegalStateException("shard " + shard + " has no slots left");
            }
            return new First(firstPremises.result(), firstPerson.result());
        });
    }

    private Future<Integer> inShard(int shard, List<Place> places, int[] ordinals) {
        int people =
                places.stream().mapToInt(p -> p.organisation().people().size()).sum();
        int premises = places.stream()
                .mapToInt(p -> p.organisation().premises().size())
                .sum();
        return slots(shard, premises, people).compose(first -> {
            Batch batch = new Batch(shard, first.premises(), first.person(), places, ordinals);
            return batch.claim().compose(refused -> batch.store().map(refused));
        });
    }

    /// Takes slots, marked for good; completes with the first, or with -1 if there are not so many left.
    Future<Integer> take(int shard, SlotKind kind, int count) {
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
            Map<String, byte[]> sealed = new TreeMap<>();
            int slot = firstPerson;
            int address = 0;
            for (Place place : places) {
                Organisation organisation = place.organisation();
                int base = firstPremises + cells.size();
                for (int i = 0; i < organisation.premises().size(); i++) {
                    Organisation.Premises each = organisation.premises().get(i);
                    int ordinal = Shards.ordinal(shard, base + i);
                    List<Integer> staff = organisation.answering(i, slot);
                    each.details().ifPresent(d -> seal(ordinal, d.of(staff), sealed));
                    cells.add(each.cell());
                }
                for (Organisation.Person person : organisation.people()) {
                    List<Endpoint> endpoints = new ArrayList<>();
                    for (Organisation.Address each : person.addresses()) {
                        if (owners.get(address++) >= 0) {
                            endpoints.add(new Endpoint(endpoints.size(), each.channel(), each.value()));
                        }
                    }
                    Contact contact = contact(organisation.id(), slot, person, endpoints, base);
                    records.add(new Register.Entry(slot, vault.seal(shard, slot, ContactCodec.encode(contact))));
                    entries.add(IndexEntries.of(slot, contact, taxonomy));
                    slot++;
                }
            }
            return put(shard, records, sealed)
                    .compose(_ -> place(shard, firstPremises, cells))
                    .compose(_ -> engine.change(shard, new ShardRecord.SubscribersSet(entries)));
        }
    }

    private Contact contact(
            UUID organisation, int slot, Organisation.Person person, List<Endpoint> endpoints, int firstPremises) {
        UUID id = idOf(organisation, slot);
        Profile profile = new Profile(
                Arrays.stream(person.segments()).boxed().toList(),
                Arrays.stream(person.premises())
                        .map(p -> p + firstPremises)
                        .boxed()
                        .toList(),
                person.preferences(),
                person.consents(),
                Map.of(),
                clock.instant(),
                0);
        return new Contact(id, person.name(), person.tier(), person.language(), person.agrees(), endpoints, profile);
    }

    /// The id of the subscriber in a slot: it says of which organisation they are to who knows that already.
    static UUID idOf(UUID organisation, int slot) {
        return UUID.nameUUIDFromBytes((organisation + "/" + slot).getBytes(StandardCharsets.UTF_8));
    }

    private void seal(int ordinal, Premises premises, Map<String, byte[]> sealed) {
        String key = Integer.toString(ordinal);
        sealed.put(key, vault.sealDocument(Premises.COLLECTION, key, premises.encode()));
    }

    private Future<Void> put(int shard, List<Register.Entry> records, Map<String, byte[]> premises) {
        return Future.fromCompletionStage(register.put(shard, records))
                .compose(_ -> Future.fromCompletionStage(register.putDocuments(Premises.COLLECTION, premises)));
    }

    private Future<Void> place(int shard, int firstPremises, List<Integer> cells) {
        int[] slots = new int[cells.size()];
        Arrays.setAll(slots, i -> firstPremises + i);
        int[] at = cells.stream().mapToInt(Integer::intValue).toArray();
        return cells.isEmpty()
                ? Future.succeededFuture()
                : engine.change(shard, new ShardRecord.PremisesSet(slots, at));
    }
}
