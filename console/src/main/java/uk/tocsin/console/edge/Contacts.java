package uk.tocsin.console.edge;

import io.vertx.core.Future;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Contact;
import uk.tocsin.model.Shards;
import uk.tocsin.register.ContactCodec;
import uk.tocsin.register.Register;
import uk.tocsin.register.Vault;

/// Reads single records of the register. What it gives out lives as long as the request. Any thread; futures
/// complete on threads of the register.
final class Contacts {
    private final Register register;
    private final Vault vault;

    Contacts(Register register, Vault vault) {
        this.register = register;
        this.vault = vault;
    }

    /// A subscriber; empty for one that was erased.
    Future<Optional<Contact>> of(int ordinal) {
        int shard = Shards.shardOf(ordinal);
        int[] slots = {Shards.slotOf(ordinal)};
        AtomicReference<@Nullable Contact> found = new AtomicReference<>();
        Register.Sink sink = (slot, bytes) -> found.set(ContactCodec.decode(vault.open(shard, slot, bytes)));
        return Future.fromCompletionStage(register.fetch(shard, slots, 0, 1, sink))
                .map(_ -> Optional.ofNullable(found.get()));
    }

    /// Whose number this is.
    Future<OptionalInt> owner(String number) {
        return Future.fromCompletionStage(register.endpointOwner(vault.blindIndex(ChannelKind.SMS, number)));
    }
}
