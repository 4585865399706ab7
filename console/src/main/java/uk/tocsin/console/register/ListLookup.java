package uk.tocsin.console.register;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.function.IntUnaryOperator;
import uk.tocsin.model.Contact;
import uk.tocsin.model.Shards;
import uk.tocsin.register.ContactCodec;
import uk.tocsin.register.Premises;
import uk.tocsin.register.Register;
import uk.tocsin.register.Vault;

/// Finds what the register has of the people and premises that a batch of rows names. Blocks; one thread.
final class ListLookup {
    private static final int SCAN = 2_000;

    private final Register register;
    private final Vault vault;
    private final IntUnaryOperator standsFor;

    ListLookup(Register register, Vault vault, IntUnaryOperator standsFor) {
        this.standsFor = standsFor;
        this.register = register;
        this.vault = vault;
    }

    /// The ordinal under which the owner of a claim is kept now.
    int standsFor(int owner) {
        return standsFor.applyAsInt(owner);
    }

    /// Tells each name its owner.
    void owners(Named[] ascending) {
        List<CompletionStage<int[]>> parts = new ArrayList<>();
        for (int from = 0; from < ascending.length; from += Register.MAX_CLAIMS) {
            Named[] part = Arrays.copyOfRange(ascending, from, Math.min(ascending.length, from + Register.MAX_CLAIMS));
            parts.add(register.endpointOwners(
                    Arrays.stream(part).map(each -> each.blind().bytes()).toList()));
        }
        for (int i = 0; i < parts.size(); i++) {
            int[] owners = ListWaits.of(parts.get(i));
            for (int j = 0; j < owners.length; j++) {
                ascending[i * Register.MAX_CLAIMS + j].owner(owners[j] < 0 ? owners[j] : standsFor(owners[j]));
            }
        }
    }

    /// The records that there are of these subscribers, by ordinal.
    Map<Integer, Contact> contacts(int[] ordinals) {
        Map<Integer, Contact> found = new TreeMap<>();
        List<CompletionStage<Integer>> parts = new ArrayList<>();
        slotsByShard(ordinals).forEach((shard, slots) -> {
            for (int from = 0; from < slots.length; from += SCAN) {
                parts.add(register.fetch(shard, slots, from, Math.min(slots.length, from + SCAN), (slot, bytes) -> {
                    Contact contact = ContactCodec.decode(vault.open(shard, slot, bytes));
                    synchronized (found) {
                        found.put(Shards.ordinal(shard, slot), contact);
                    }
                }));
            }
        });
        parts.forEach(ListWaits::of);
        return found;
    }

    private static Map<Integer, int[]> slotsByShard(int[] ordinals) {
        Map<Integer, List<Integer>> byShard = new TreeMap<>();
        for (int ordinal : ordinals) {
            byShard.computeIfAbsent(Shards.shardOf(ordinal), _ -> new ArrayList<>())
                    .add(Shards.slotOf(ordinal));
        }
        Map<Integer, int[]> slots = new TreeMap<>();
        byShard.forEach((shard, those) -> slots.put(
                shard, those.stream().mapToInt(Integer::intValue).sorted().toArray()));
        return slots;
    }

    /// The documents that there are of these premises, by ordinal.
    Map<Integer, Premises> premises(int[] ordinals) {
        List<String> keys = Arrays.stream(ordinals).mapToObj(Integer::toString).toList();
        Map<Integer, Premises> found = new TreeMap<>();
        for (int from = 0; from < keys.size(); from += SCAN) {
            List<String> part = keys.subList(from, Math.min(keys.size(), from + SCAN));
            ListWaits.of(register.documents(Premises.COLLECTION, part))
                    .forEach((key, bytes) -> found.put(
                            Integer.parseInt(key),
                            Premises.decode(vault.openDocument(Premises.COLLECTION, key, bytes))));
        }
        return found;
    }
}
