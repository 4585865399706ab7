package uk.tocsin.console.register;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.UnaryOperator;
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
import uk.tocsin.register.Premises;
import uk.tocsin.register.Register;
import uk.tocsin.register.Vault;

/// What subscribers do for themselves ([Changes]), one at a time ([SubscriberRecords]): their record is read,
/// changed and written, then the shard is told the codes. Both can be repeated; what a crash leaves half done
/// the next change mends. Changes to one subscriber wait for each other. An address is claimed when it is
/// confirmed, so nobody can keep another from registering theirs. Any thread; what goes against somebody's
/// wish is a [RegisterRefusal].
public final class SubscriberDesk {
    /// A link to confirm an address works so long; whoever has confirmed none by then is forgotten.
    public static final Duration CONFIRMATION = Duration.ofHours(24);
    /// A link to sign in works so long.
    public static final Duration SIGN_IN = Duration.ofMinutes(15);
    /// Notices about what happened are of use so long.
    public static final Duration NEWS = Duration.ofDays(2);

    private final SubscriberRecords records;
    private final Registrar registrar;
    private final Notices notices;
    private final InstantSource clock;

    /// A desk of this engine and register.
    public SubscriberDesk(
            Engine engine,
            Register register,
            Vault vault,
            Taxonomy taxonomy,
            Registrar registrar,
            Notices notices,
            InstantSource clock) {
        this(new SubscriberRecords(engine, register, vault, taxonomy), registrar, notices, clock);
    }

    private SubscriberDesk(SubscriberRecords records, Registrar registrar, Notices notices, InstantSource clock) {
        this.records = records;
        this.registrar = registrar;
        this.notices = notices;
        this.clock = clock;
    }

    /// This desk, telling people through other notices: changes of one subscriber wait for each other at both.
    public SubscriberDesk telling(Notices others) {
        return new SubscriberDesk(records, registrar, others, clock);
    }

    SubscriberRecords records() {
        return records;
    }

    // ---- reading

    /// A subscriber; empty for one that was erased or never was.
    public Future<Optional<Contact>> find(int ordinal) {
        return records.find(ordinal);
    }

    /// Whose confirmed address this is. For use inside only: nobody outside may learn it.
    public Future<OptionalInt> owner(ChannelKind channel, String address) {
        return records.owner(channel, address);
    }

    /// What the register keeps of the premises that a subscriber answers for.
    public Future<List<Premises>> premises(int ordinal, Contact contact) {
        return records.premises(ordinal, contact);
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
            Optional<Endpoint> theirs = contact.flatMap(c -> Changes.endpoint(c, address.channel(), address.value()));
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

    /// An address is its owner's: it is claimed, and used from now on. With premises the subscriber is in the
    /// business tier from this moment.
    public Future<Contact> confirm(int ordinal, int endpoint) {
        return records.turn(ordinal, contact -> {
            Endpoint named = Changes.endpoint(contact, endpoint);
            if (named.state() != EndpointState.UNCONFIRMED) {
                return SubscriberRecords.refused(Why.CONFIRMED);
            }
            return records.claim(named.channel(), named.address(), ordinal)
                    .compose(mine -> mine
                            ? records.store(
                                    ordinal, Changes.admitted(Changes.put(contact, named.in(EndpointState.IN_USE))))
                            : SubscriberRecords.refused(Why.OWNED));
        });
    }

    /// After a vetted tier was taken away: the subscriber has their own again, which is business at most, and
    /// is told.
    public Future<Void> tierRevoked(int ordinal) {
        return records.turn(
                        ordinal,
                        contact -> records.store(ordinal, Changes.lowered(contact))
                                .compose(after -> tell(ordinal, after, NoticeKind.TIER_CHANGED)))
                .recover(failure ->
                        failure instanceof RegisterRefusal ? Future.succeededFuture() : Future.failedFuture(failure));
    }

    /// Tells a subscriber what an officer decided about them, at the first of their endpoints in use.
    public Future<Void> tell(int ordinal, NoticeKind what) {
        return find(ordinal)
                .compose(contact -> contact.isEmpty() ? Future.succeededFuture() : tell(ordinal, contact.get(), what));
    }

    private Future<Void> tell(int ordinal, Contact contact, NoticeKind what) {
        Optional<Endpoint> first =
                contact.endpoints().stream().filter(Endpoint::inUse).findFirst();
        return first.isEmpty()
                ? Future.succeededFuture()
                : notices.ask(
                        what,
                        first.get().channel(),
                        ordinal,
                        first.get().index(),
                        clock.instant().plus(NEWS));
    }

    // ---- signing in

    /// Sends a link to sign in to an address, if it is a subscriber's. Whether it is cannot be told from the
    /// answer.
    public Future<Void> askSignIn(ChannelKind channel, String address) {
        return owner(channel, address).compose(owner -> {
            if (owner.isEmpty()) {
                return Future.succeededFuture();
            }
            return find(owner.getAsInt()).compose(contact -> {
                Optional<Endpoint> mine = contact.flatMap(c -> Changes.endpoint(c, channel, address));
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
        return records.turn(ordinal, contact -> {
            if (contact.profile().signedIn() >= expiresMinute) {
                return SubscriberRecords.refused(Why.USED);
            }
            Contact after = contact.with(contact.profile().signedIn(expiresMinute));
            return records.keep(ordinal, after).map(after);
        });
    }

    // ---- changing

    /// Changes what a subscriber decides about themselves: names, segments, preferences, consent, which confirmed
    /// endpoints are used. The addresses stay as they are.
    public Future<Contact> change(int ordinal, UnaryOperator<Contact> change) {
        return records.turn(ordinal, contact -> records.store(ordinal, change.apply(contact)));
    }

    /// What a list makes of a subscriber's record, as it is when its turn comes; one that stays as it was is not
    /// written again, but the shard is told in any case.
    public Future<Contact> renew(int ordinal, UnaryOperator<Contact> change) {
        return records.turn(ordinal, contact -> {
            Contact after = change.apply(contact);
            return after.equals(contact) ? records.tell(ordinal, contact) : records.store(ordinal, after);
        });
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

    /// Adds an address, unconfirmed, and asks it to confirm. An address of another subscriber is not added:
    /// its owner is told. Completes either way alike.
    public Future<Contact> add(int ordinal, Organisation.Address address) {
        return owner(address.channel(), address.value()).compose(owner -> {
            if (owner.isPresent()) {
                return tell(owner.getAsInt(), address)
                        .compose(_ -> find(ordinal))
                        .map(SubscriberRecords::known);
            }
            return records.turn(ordinal, contact -> {
                Optional<Endpoint> there = Changes.endpoint(contact, address.channel(), address.value());
                Endpoint fresh = there.orElseGet(() -> new Endpoint(
                        Changes.freeIndex(contact, clock.instant()),
                        address.channel(),
                        address.value(),
                        EndpointState.UNCONFIRMED));
                return records.store(ordinal, Changes.put(contact, fresh))
                        .compose(after -> fresh.state() == EndpointState.UNCONFIRMED
                                ? ask(ordinal, fresh).map(after)
                                : Future.succeededFuture(after));
            });
        });
    }

    /// Adds a device that shows by holding a session that it is the subscriber's, confirmed; or replaces the
    /// token of one that was renewed. A device that is another subscriber's stays theirs until they give it
    /// up.
    public Future<Contact> device(int ordinal, String token, Optional<String> before) {
        return records.turn(ordinal, contact -> {
            Contact without = before.flatMap(old -> Changes.endpoint(contact, ChannelKind.PUSH, old))
                    .filter(old -> !old.address().equals(token))
                    .map(old -> Changes.without(contact, clock.instant(), old))
                    .orElse(contact);
            if (Changes.endpoint(without, ChannelKind.PUSH, token).isPresent()) {
                return Future.succeededFuture(contact);
            }
            Endpoint fresh = new Endpoint(Changes.freeIndex(without, clock.instant()), ChannelKind.PUSH, token);
            return records.claim(ChannelKind.PUSH, token, ordinal)
                    .compose(mine -> mine
                            ? records.store(ordinal, Changes.put(without, fresh))
                            : SubscriberRecords.refused(Why.OWNED))
                    .compose(after -> records.release(ordinal, contact, after));
        });
    }

    /// Erases a subscriber when what was begun for them before has ended, so that no change brings their record back;
    /// see [Registrar#erase].
    public Future<Boolean> erase(int ordinal) {
        return records.erase(ordinal, registrar);
    }

    /// Takes an address away for good. Its index names no other address for 30 days; the address itself is
    /// free at once.
    public Future<Contact> remove(int ordinal, int endpoint) {
        return records.turn(ordinal, contact -> {
            Contact after = Changes.without(contact, clock.instant(), Changes.endpoint(contact, endpoint));
            return records.store(ordinal, after).compose(_ -> records.release(ordinal, contact, after));
        });
    }

    /// Adds premises that a subscriber answers for; with the first they are in the business tier.
    public Future<Contact> add(int ordinal, Premises details) {
        int shard = Shards.shardOf(ordinal);
        return records.turn(
                ordinal,
                contact -> registrar
                        .add(shard, Organisation.Premises.of(details), Shards.slotOf(ordinal))
                        .compose(slot -> {
                            List<Integer> premises =
                                    new ArrayList<>(contact.profile().premises());
                            premises.add(slot);
                            Contact after = contact.with(
                                    contact.profile().at(contact.profile().segments(), premises));
                            return records.store(ordinal, Changes.admitted(after));
                        }));
    }
}
