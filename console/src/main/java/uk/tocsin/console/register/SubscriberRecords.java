package uk.tocsin.console.register;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import uk.tocsin.audience.Taxonomy;
import uk.tocsin.console.register.RegisterRefusal.Why;
import uk.tocsin.engine.Engine;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Contact;
import uk.tocsin.model.Shards;
import uk.tocsin.register.ContactCodec;
import uk.tocsin.register.Premises;
import uk.tocsin.register.Register;
import uk.tocsin.register.Vault;
import uk.tocsin.shard.ShardRecord;

/// The records of subscribers, read, written and claimed for; work on one of them waits for the work before
/// it. Any thread.
final class SubscriberRecords {
    private final Engine engine;
    private final Register register;
    private final Vault vault;
    private final Taxonomy taxonomy;
    private final Turns<Integer> turns;

    SubscriberRecords(Engine engine, Register register, Vault vault, Taxonomy taxonomy) {
        this.engine = engine;
        this.register = register;
        this.vault = vault;
        this.taxonomy = taxonomy;
        this.turns = new Turns<>(register, "person");
    }

    // ---- reading

    /// A subscriber; empty for one that was erased or never was.
    Future<Optional<Contact>> find(int ordinal) {
        int shard = Shards.shardOf(ordinal);
        int[] slots = {Shards.slotOf(ordinal)};
        AtomicReference<@Nullable Contact> found = new AtomicReference<>();
        Register.Sink sink = (slot, bytes) -> found.set(ContactCodec.decode(vault.open(shard, slot, bytes)));
        return Future.fromCompletionStage(register.fetch(shard, slots, 0, 1, sink))
                .map(_ -> Optional.ofNullable(found.get()));
    }

    /// Whose confirmed address this is. For use inside only: nobody outside may learn it.
    Future<OptionalInt> owner(ChannelKind channel, String address) {
        return Future.fromCompletionStage(register.endpointOwner(vault.blindIndex(channel, address)));
    }

    /// What the register keeps of the premises that a subscriber answers for.
    Future<List<Premises>> premises(int ordinal, Contact contact) {
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

    /// Puts another in the place of somebody who answers for premises of their shard.
    Future<Void> answers(int shard, int premises, int before, int after) {
        String key = Integer.toString(Shards.ordinal(shard, premises));
        return premises(Shards.ordinal(shard, premises)).compose(found -> {
            if (found.isEmpty() || !found.get().people().contains(before)) {
                return Future.succeededFuture();
            }
            TreeSet<Integer> people = new TreeSet<>(found.get().people());
            people.remove(before);
            people.add(after);
            byte[] plain = found.get().of(List.copyOf(people)).encode();
            return Future.fromCompletionStage(register.putDocument(
                    Premises.COLLECTION, key, vault.sealDocument(Premises.COLLECTION, key, plain)));
        });
    }

    // ---- claims

    /// Claims an address; completes with whether it is theirs.
    Future<Boolean> claim(ChannelKind channel, String address, int ordinal) {
        return Future.fromCompletionStage(register.claimEndpoint(vault.blindIndex(channel, address), ordinal))
                .map(owner -> owner == ordinal);
    }

    /// Gives an address that is one subscriber's to another; completes with whether it is theirs then. In between it
    /// is nobody's: whoever proves at that moment that it is theirs keeps it.
    Future<Boolean> move(ChannelKind channel, String address, int from, int to) {
        return Future.fromCompletionStage(register.releaseEndpoint(vault.blindIndex(channel, address), from))
                .compose(_ -> claim(channel, address, to));
    }

    /// Gives up the claims to addresses that they no longer have.
    Future<Contact> release(int ordinal, Contact before, Contact after) {
        List<Future<Void>> released = before.endpoints().stream()
                .filter(old ->
                        Changes.endpoint(after, old.channel(), old.address()).isEmpty())
                .map(old -> vault.blindIndex(old.channel(), old.address()))
                .map(blind -> Future.fromCompletionStage(register.releaseEndpoint(blind, ordinal)))
                .toList();
        return Future.all(released).map(after);
    }

    // ---- the work of one turn

    /// Does work on a subscriber when what was begun before has ended. RegisterRefusal: they are not known.
    <T> Future<T> turn(int ordinal, Function<Contact, Future<T>> work) {
        return turns.next(ordinal, () -> find(ordinal).compose(contact -> work.apply(known(contact))));
    }

    /// Does work on two subscribers when what was begun for either before has ended.
    <T> Future<T> turns(int one, int other, Supplier<Future<T>> work) {
        return turns.next(Math.min(one, other), () -> turns.next(Math.max(one, other), work));
    }

    /// Erases when what was begun before has ended; with false if there was nobody.
    Future<Boolean> erase(int ordinal, Registrar registrar) {
        return turns.next(ordinal, () -> registrar.erase(ordinal));
    }

    static Contact known(Optional<Contact> contact) {
        return contact.orElseThrow(() -> new RegisterRefusal(Why.UNKNOWN));
    }

    static <T> Future<T> refused(Why why) {
        return Future.failedFuture(new RegisterRefusal(why));
    }

    /// Keeps a record, and tells the shard.
    Future<Contact> store(int ordinal, Contact contact) {
        return keep(ordinal, contact).compose(_ -> tell(ordinal, contact));
    }

    /// Tells the shard what is kept.
    Future<Contact> tell(int ordinal, Contact contact) {
        int slot = Shards.slotOf(ordinal);
        ShardRecord.Input entry = new ShardRecord.SubscribersSet(List.of(IndexEntries.of(slot, contact, taxonomy)));
        return engine.change(Shards.shardOf(ordinal), entry).map(contact);
    }

    /// Keeps a record.
    Future<Void> keep(int ordinal, Contact contact) {
        int shard = Shards.shardOf(ordinal);
        int slot = Shards.slotOf(ordinal);
        byte[] sealed = vault.seal(shard, slot, ContactCodec.encode(contact));
        return Future.fromCompletionStage(register.put(shard, List.of(new Register.Entry(slot, sealed))));
    }
}
