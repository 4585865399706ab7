package uk.tocsin.console.register;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import uk.tocsin.audience.Taxonomy;
import uk.tocsin.console.register.RegisterRefusal.Why;
import uk.tocsin.engine.Engine;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Consent;
import uk.tocsin.model.Contact;
import uk.tocsin.model.Endpoint;
import uk.tocsin.model.EndpointState;
import uk.tocsin.model.NoticeKind;
import uk.tocsin.model.Shards;
import uk.tocsin.model.Tier;
import uk.tocsin.register.ContactCodec;
import uk.tocsin.register.Premises;
import uk.tocsin.register.Register;
import uk.tocsin.register.Vault;
import uk.tocsin.shard.ShardRecord;

/// What subscribers do for themselves, one at a time: their record is read, changed and written, then the shard is told
/// the codes. Both can be repeated; what a crash leaves half done the next change mends. Changes to one subscriber wait
/// for each other. An address is claimed when it is confirmed, so nobody can keep another from registering theirs.
/// Any thread; what goes against somebody's wish is a [RegisterRefusal].
public final class SubscriberDesk {
    /// A link to confirm an address works so long; whoever has confirmed none by then is forgotten.
    public static final Duration CONFIRMATION = Duration.ofHours(24);
    /// A link to sign in works so long.
    public static final Duration SIGN_IN = Duration.ofMinutes(15);
    /// Notices about what happened are of use so long.
    public static final Duration NEWS = Duration.ofDays(2);

    private final Engine engine;
    private final Register register;
    private final Vault vault;
    private final Taxonomy taxonomy;
    private final Registrar registrar;
    private final Notices notices;
    private final InstantSource clock;
    private final Turns turns;

    /// A desk of this engine and register.
    public SubscriberDesk(
            Engine engine,
            Register register,
            Vault vault,
            Taxonomy taxonomy,
            Registrar registrar,
            Notices notices,
            InstantSource clock) {
        this(engine, register, vault, taxonomy, registrar, notices, clock, new Turns());
    }

    private SubscriberDesk(
            Engine engine,
            Register register,
            Vault vault,
            Taxonomy taxonomy,
            Registrar registrar,
            Notices notices,
            InstantSource clock,
            Turns turns) {
        this.engine = engine;
        this.register = register;
        this.vault = vault;
        this.taxonomy = taxonomy;
        this.registrar = registrar;
        this.notices = notices;
        this.clock = clock;
        this.turns = turns;
    }

    /// This desk, telling people through other notices: changes of one subscriber wait for each other at both.
    public SubscriberDesk telling(Notices others) {
        return new SubscriberDesk(engine, register, vault, taxonomy, registrar, others, clock, turns);
    }

    // ---- reading

    /// A subscriber; empty for one that was erased or never was.
    public Future<Optional<Contact>> find(int ordinal) {
        int shard = Shards.shardOf(ordinal);
        int[] slots = {Shards.slotOf(ordinal)};
        AtomicReference<@Nullable Contact> found = new AtomicReference<>();
        Register.Sink sink = (slot, bytes) -> found.set(ContactCodec.decode(vault.open(shard, slot, bytes)));
        return Future.fromCompletionStage(register.fetch(shard, slots, 0, 1, sink))
                .map(_ -> Optional.ofNullable(found.get()));
    }

    /// Whose confirmed address this is. For use inside only: nobody outside may learn it.
    public Future<OptionalInt> owner(ChannelKind channel, String address) {
        return Future.fromCompletionStage(register.endpointOwner(vault.blindIndex(channel, address)));
    }

    /// What the register keeps of the premises that a subscriber answers for.
    public Future<List<Premises>> premises(int ordinal, Contact contact) {
        List<Future<Optional<Premises>>> all = contact.profile().premises().stream()
                .map(slot -> premises(Shards.ordinal(Shards.shardOf(ordinal), slot)))
                .toList();
        return Future.all(all)
                .map(done -> done.<Optional<Premises>>list().stream()
                        .flatMap(Optional::stream)
                        .toList());
    }

    private Future<Optional<Premises>> premises(int ordinal) {
        String key = Integer.toString(ordinal);
        return Future.fromCompletionStage(register.document(Premises.COLLECTION, key))
                .map(found -> found.map(bytes -> Premises.decode(vault.openDocument(Premises.COLLECTION, key, bytes))));
    }

    // ---- joining

    /// Begins a registration: what is known is kept, in no segment, and every address is asked to confirm. The
    /// owner of an address that belongs to somebody already is told and decides; the newcomer is not told.
    /// Completes with the ordinal; empty if nothing was left to register.
    public Future<Optional<Integer>> begin(
            UUID organisation, List<Organisation.Premises> premises, Organisation.Person person) {
        List<Future<OptionalInt>> owners = person.addresses().stream()
                .map(address -> owner(address.channel(), address.value()))
                .toList();
        return Future.all(owners).compose(_ -> {
            List<Organisation.Address> free = new ArrayList<>();
            List<Future<Void>> told = new ArrayList<>();
            for (int i = 0; i < owners.size(); i++) {
                Organisation.Address address = person.addresses().get(i);
                OptionalInt owner = owners.get(i).result();
                if (owner.isEmpty()) {
                    free.add(address);
                } else {
                    told.add(tell(owner.getAsInt(), address));
                }
            }
            Future<Optional<Integer>> begun = free.isEmpty()
                    ? Future.succeededFuture(Optional.empty())
                    : registrar.begin(organisation, premises, person, free).compose(ordinal -> askAll(ordinal));
            return Future.all(told).compose(_ -> begun);
        });
    }

    private Future<Void> tell(int owner, Organisation.Address address) {
        return find(owner).compose(contact -> {
            Optional<Endpoint> theirs = contact.flatMap(c -> endpoint(c, address.channel(), address.value()));
            return theirs.isEmpty()
                    ? Future.succeededFuture()
                    : notices.ask(
                            NoticeKind.ADDRESS_CLAIMED,
                            address.channel(),
                            owner,
                            theirs.get().index(),
                            clock.instant().plus(NEWS));
        });
    }

    private Future<Optional<Integer>> askAll(int ordinal) {
        return find(ordinal).compose(contact -> {
            List<Future<Void>> asked = new ArrayList<>();
            contact.ifPresent(c -> c.endpoints().forEach(e -> asked.add(ask(ordinal, e))));
            return Future.all(asked).map(Optional.of(ordinal));
        });
    }

    private Future<Void> ask(int ordinal, Endpoint endpoint) {
        return notices.ask(
                NoticeKind.CONFIRM,
                endpoint.channel(),
                ordinal,
                endpoint.index(),
                clock.instant().plus(CONFIRMATION));
    }

    /// An address is its owner's: it is claimed, and used from now on. With premises the subscriber is in the business
    /// tier from this moment.
    public Future<Contact> confirm(int ordinal, int endpoint) {
        return turn(ordinal, contact -> {
            Endpoint named = endpoint(contact, endpoint);
            if (named.state() != EndpointState.UNCONFIRMED) {
                return refused(Why.CONFIRMED);
            }
            byte[] blind = vault.blindIndex(named.channel(), named.address());
            return Future.fromCompletionStage(register.claimEndpoint(blind, ordinal))
                    .compose(owner -> owner == ordinal
                            ? store(ordinal, admitted(put(contact, named.in(EndpointState.IN_USE))))
                            : refused(Why.OWNED));
        });
    }

    private static Contact admitted(Contact contact) {
        boolean business = contact.tier() == Tier.PUBLIC
                && !contact.profile().premises().isEmpty()
                && contact.endpoints().stream().anyMatch(Endpoint::inUse);
        return business ? contact.in(Tier.BUSINESS) : contact;
    }

    /// After a vetted tier was taken away: the subscriber has their own again, which is business at most, and is told.
    public Future<Void> tierRevoked(int ordinal) {
        return turn(ordinal, contact -> store(ordinal, lowered(contact)).compose(after -> tellTier(ordinal, after)))
                .recover(failure ->
                        failure instanceof RegisterRefusal ? Future.succeededFuture() : Future.failedFuture(failure));
    }

    /// After a tier was decided: the subscriber is told.
    public Future<Void> tierDecided(int ordinal) {
        return find(ordinal)
                .compose(contact -> contact.isEmpty() ? Future.succeededFuture() : tellTier(ordinal, contact.get()));
    }

    private static Contact lowered(Contact contact) {
        Tier own = contact.profile().premises().isEmpty() ? Tier.PUBLIC : Tier.BUSINESS;
        return own.mayRead(contact.tier()) ? contact : contact.in(own);
    }

    private Future<Void> tellTier(int ordinal, Contact contact) {
        Optional<Endpoint> first =
                contact.endpoints().stream().filter(Endpoint::inUse).findFirst();
        return first.isEmpty()
                ? Future.succeededFuture()
                : notices.ask(
                        NoticeKind.TIER_CHANGED,
                        first.get().channel(),
                        ordinal,
                        first.get().index(),
                        clock.instant().plus(NEWS));
    }

    // ---- signing in

    /// Sends a link to sign in to an address, if it is a subscriber's. Whether it is cannot be told from the answer.
    public Future<Void> askSignIn(ChannelKind channel, String address) {
        return owner(channel, address).compose(owner -> {
            if (owner.isEmpty()) {
                return Future.succeededFuture();
            }
            return find(owner.getAsInt()).compose(contact -> {
                Optional<Endpoint> mine = contact.flatMap(c -> endpoint(c, channel, address));
                return mine.isEmpty()
                        ? Future.succeededFuture()
                        : notices.ask(
                                NoticeKind.SIGN_IN,
                                channel,
                                owner.getAsInt(),
                                mine.get().index(),
                                clock.instant().plus(SIGN_IN));
            });
        });
    }

    /// Uses a link to sign in, once.
    public Future<Contact> signIn(int ordinal, long expiresMinute) {
        return turn(ordinal, contact -> {
            if (contact.profile().signedIn() >= expiresMinute) {
                return refused(Why.USED);
            }
            Contact after = contact.with(contact.profile().signedIn(expiresMinute));
            return keep(ordinal, after).map(after);
        });
    }

    // ---- changing

    /// Changes what a subscriber decides about themselves: names, segments, preferences, consent, which confirmed
    /// endpoints are used. The addresses stay as they are.
    public Future<Contact> change(int ordinal, UnaryOperator<Contact> change) {
        return turn(ordinal, contact -> store(ordinal, change.apply(contact)));
    }

    /// Notes that a subscriber agrees, or no longer does. Who agrees to nothing gets nothing.
    public Future<Contact> agree(int ordinal, Consent consent) {
        return change(ordinal, contact -> {
            List<Consent> history = new ArrayList<>(contact.profile().consents());
            history.add(consent);
            boolean alerts = consent.purpose() == Consent.Purpose.ALERTS ? consent.given() : contact.consent();
            return contact.with(contact.profile().with(history)).agreeing(alerts);
        });
    }

    /// Adds an address, unconfirmed, and asks it to confirm. An address of another subscriber is not added: its owner
    /// is
    /// told. Completes either way alike.
    public Future<Contact> add(int ordinal, Organisation.Address address) {
        return owner(address.channel(), address.value()).compose(owner -> {
            if (owner.isPresent()) {
                return tell(owner.getAsInt(), address)
                        .compose(_ -> find(ordinal))
                        .map(SubscriberDesk::known);
            }
            return turn(ordinal, contact -> {
                Optional<Endpoint> there = endpoint(contact, address.channel(), address.value());
                Endpoint fresh = there.orElseGet(() -> new Endpoint(
                        freeIndex(contact), address.channel(), address.value(), EndpointState.UNCONFIRMED));
                return store(ordinal, put(contact, fresh))
                        .compose(after -> fresh.state() == EndpointState.UNCONFIRMED
                                ? ask(ordinal, fresh).map(after)
                                : Future.succeededFuture(after));
            });
        });
    }

    /// Adds a device that shows by holding a session that it is the subscriber's, confirmed; or replaces the token of
    /// one that was renewed. A device that is another subscriber's stays theirs until they give it up.
    public Future<Contact> device(int ordinal, String token, Optional<String> before) {
        byte[] blind = vault.blindIndex(ChannelKind.PUSH, token);
        return turn(ordinal, contact -> {
            Contact without = before.flatMap(old -> endpoint(contact, ChannelKind.PUSH, old))
                    .filter(old -> !old.address().equals(token))
                    .map(old -> without(contact, old))
                    .orElse(contact);
            if (endpoint(without, ChannelKind.PUSH, token).isPresent()) {
                return Future.succeededFuture(contact);
            }
            Endpoint fresh = new Endpoint(freeIndex(without), ChannelKind.PUSH, token);
            return Future.fromCompletionStage(register.claimEndpoint(blind, ordinal))
                    .compose(owner -> owner == ordinal ? store(ordinal, put(without, fresh)) : refused(Why.OWNED))
                    .compose(after -> release(ordinal, contact, after));
        });
    }

    /// Takes an address away for good. Its index names no other address for 30 days; the address itself is free at
    /// once.
    public Future<Contact> remove(int ordinal, int endpoint) {
        return turn(ordinal, contact -> {
            Contact after = without(contact, endpoint(contact, endpoint));
            return store(ordinal, after).compose(_ -> release(ordinal, contact, after));
        });
    }

    /// Adds premises that a subscriber answers for; with the first they are in the business tier.
    public Future<Contact> add(int ordinal, Premises details) {
        int shard = Shards.shardOf(ordinal);
        return turn(
                ordinal,
                contact -> registrar
                        .add(shard, Organisation.Premises.of(details), Shards.slotOf(ordinal))
                        .compose(slot -> {
                            List<Integer> premises =
                                    new ArrayList<>(contact.profile().premises());
                            premises.add(slot);
                            Contact after = contact.with(
                                    contact.profile().at(contact.profile().segments(), premises));
                            return store(ordinal, admitted(after));
                        }));
    }

    private Future<Contact> release(int ordinal, Contact before, Contact after) {
        List<Future<Void>> released = before.endpoints().stream()
                .filter(old -> endpoint(after, old.channel(), old.address()).isEmpty())
                .map(old -> vault.blindIndex(old.channel(), old.address()))
                .map(blind -> Future.fromCompletionStage(register.releaseEndpoint(blind, ordinal)))
                .toList();
        return Future.all(released).map(after);
    }

    private Contact without(Contact contact, Endpoint gone) {
        Map<Integer, Instant> retired = new HashMap<>(contact.profile().retired());
        retired.put(gone.index(), clock.instant().plus(Erasures.KEPT));
        List<Endpoint> left = contact.endpoints().stream()
                .filter(e -> e.index() != gone.index())
                .toList();
        return contact.with(left).with(contact.profile().with(retired));
    }

    private int freeIndex(Contact contact) {
        Map<Integer, Instant> retired = contact.profile().retired();
        Instant now = clock.instant();
        for (int index = 0; index < Endpoint.MAX; index++) {
            int candidate = index;
            boolean taken = contact.endpoints().stream().anyMatch(e -> e.index() == candidate);
            if (!taken && !retired.getOrDefault(index, Instant.MIN).isAfter(now)) {
                return index;
            }
        }
        throw new RegisterRefusal(Why.FULL);
    }

    // ---- the work of one turn

    private <T> Future<T> turn(int ordinal, Function<Contact, Future<T>> work) {
        return turns.next(ordinal, () -> find(ordinal).compose(contact -> work.apply(known(contact))));
    }

    private static Contact known(Optional<Contact> contact) {
        return contact.orElseThrow(() -> new RegisterRefusal(Why.UNKNOWN));
    }

    private static <T> Future<T> refused(Why why) {
        return Future.failedFuture(new RegisterRefusal(why));
    }

    private Future<Contact> store(int ordinal, Contact contact) {
        int slot = Shards.slotOf(ordinal);
        ShardRecord.Input entry = new ShardRecord.SubscribersSet(List.of(IndexEntries.of(slot, contact, taxonomy)));
        return keep(ordinal, contact)
                .compose(_ -> engine.change(Shards.shardOf(ordinal), entry))
                .map(contact);
    }

    private Future<Void> keep(int ordinal, Contact contact) {
        int shard = Shards.shardOf(ordinal);
        int slot = Shards.slotOf(ordinal);
        byte[] sealed = vault.seal(shard, slot, ContactCodec.encode(contact));
        return Future.fromCompletionStage(register.put(shard, List.of(new Register.Entry(slot, sealed))));
    }

    private static Endpoint endpoint(Contact contact, int index) {
        return contact.endpoints().stream()
                .filter(e -> e.index() == index)
                .findFirst()
                .orElseThrow(() -> new RegisterRefusal(Why.NO_ENDPOINT));
    }

    private static Optional<Endpoint> endpoint(Contact contact, ChannelKind channel, String address) {
        return contact.endpoints().stream()
                .filter(e -> e.channel() == channel && e.address().equals(address))
                .findFirst();
    }

    private static Contact put(Contact contact, Endpoint changed) {
        List<Endpoint> others = new ArrayList<>(contact.endpoints());
        others.removeIf(e -> e.index() == changed.index());
        others.add(changed);
        others.sort(java.util.Comparator.comparingInt(Endpoint::index));
        return contact.with(others);
    }
}
