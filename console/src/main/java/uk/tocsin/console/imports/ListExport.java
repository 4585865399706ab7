package uk.tocsin.console.imports;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import uk.tocsin.audience.Taxonomy;
import uk.tocsin.console.register.Organisation;
import uk.tocsin.model.Contact;
import uk.tocsin.model.Endpoint;
import uk.tocsin.model.Shards;
import uk.tocsin.register.ContactCodec;
import uk.tocsin.register.Premises;
import uk.tocsin.register.Register;
import uk.tocsin.register.Vault;

/// Writes the register as a list, shard by shard, in constant memory. Left out is who gets nothing: whoever does not
/// agree, or has no address in use. Read into an empty installation, the list gives the same audiences; tiers above
/// business are decided by people, and are not in it. Blocks; for the thread of a command.
public final class ListExport {
    private static final int SCAN = 1_000;
    private static final long PATIENCE_SECONDS = 120;

    private final Register register;
    private final Vault vault;
    private final RowText text;

    /// Of this register.
    public ListExport(Register register, Vault vault, Taxonomy taxonomy) {
        this.register = register;
        this.vault = vault;
        this.text = new RowText(taxonomy);
    }

    /// What was written.
    ///
    /// @param leftOut people who get nothing
    public record Written(long people, long rows, long leftOut) {
        private Written and(long morePeople, long moreRows, long moreLeftOut) {
            return new Written(people + morePeople, rows + moreRows, leftOut + moreLeftOut);
        }
    }

    /// Told after each part how far it is.
    @FunctionalInterface
    public interface Watch {
        void at(int shardsDone, Written written);
    }

    /// Writes everybody.
    public Written write(ListWriter to, Watch watch) throws IOException {
        Written written = new Written(0, 0, 0);
        for (int shard = 0; shard < Shards.COUNT; shard++) {
            int from = 0;
            while (from >= 0) {
                List<Register.Entry> part = await(register.scan(shard, from, SCAN));
                written = write(shard, part, to, written);
                from = part.size() < SCAN ? -1 : part.getLast().slot() + 1;
                watch.at(shard, written);
            }
        }
        watch.at(Shards.COUNT, written);
        return written;
    }

    private static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture()
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    private Written write(int shard, List<Register.Entry> part, ListWriter to, Written before) throws IOException {
        List<Contact> contacts = new ArrayList<>();
        List<String> keys = new ArrayList<>();
        for (Register.Entry each : part) {
            Contact contact = ContactCodec.decode(vault.open(shard, each.slot(), each.sealed()));
            if (contact.consent() && contact.endpoints().stream().anyMatch(Endpoint::inUse)) {
                contacts.add(contact);
                contact.profile().premises().forEach(slot -> keys.add(key(shard, slot)));
            }
        }
        Map<String, Premises> premises = premises(keys.stream().distinct().toList());
        long rows = 0;
        for (Contact contact : contacts) {
            List<Premises> places = new ArrayList<>();
            for (int slot : contact.profile().premises()) {
                Premises known = premises.get(key(shard, slot));
                if (known != null) {
                    places.add(known);
                }
            }
            String organisation =
                    places.isEmpty() ? "" : Row.OURS + places.getFirst().organisation();
            rows += text.write(Row.OURS + contact.id(), organisation, person(contact), places, to);
        }
        return before.and(contacts.size(), rows, part.size() - contacts.size());
    }

    private static String key(int shard, int slot) {
        return Integer.toString(Shards.ordinal(shard, slot));
    }

    private Map<String, Premises> premises(List<String> keys) {
        Map<String, Premises> found = new HashMap<>();
        for (int from = 0; from < keys.size(); from += SCAN) {
            List<String> part = keys.subList(from, Math.min(keys.size(), from + SCAN));
            await(register.documents(Premises.COLLECTION, part))
                    .forEach((key, bytes) ->
                            found.put(key, Premises.decode(vault.openDocument(Premises.COLLECTION, key, bytes))));
        }
        return found;
    }

    private static Organisation.Person person(Contact contact) {
        return new Organisation.Person(
                contact.name(),
                contact.tier(),
                contact.language(),
                contact.profile().segments().stream()
                        .mapToInt(Integer::intValue)
                        .toArray(),
                contact.endpoints().stream()
                        .filter(Endpoint::inUse)
                        .map(each -> new Organisation.Address(each.channel(), each.address()))
                        .toList(),
                new int[0],
                contact.profile().preferences(),
                contact.profile().consents());
    }
}
