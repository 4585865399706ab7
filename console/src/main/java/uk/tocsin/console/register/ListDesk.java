package uk.tocsin.console.register;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import uk.tocsin.model.Contact;
import uk.tocsin.register.Premises;
import uk.tocsin.register.Register;
import uk.tocsin.register.Vault;

/// Registers and changes people from lists, a batch of rows at a time. What is there already is left alone,
/// so a list that is read again writes nothing, and a batch that a crash cut short is simply done again.
///
/// A batch goes: who owns what the rows name → what is stored of them ([ListLookup]) → what each row means
/// ([ListReading]) → slots → claims, and sealing meanwhile → records and premises → codes ([ListStore]). A claim whose
/// owner has no
/// record, and was not erased, is of a batch that was cut short: the row takes that slot over.
///
/// Two batches are under way at most: while the records and codes of one become durable, the next is read and
/// makes its claims. What the first settled the second reads from memory. A crash then leaves claims without
/// records, and records that no shard was told of: the first two batches of a desk tell the shards also what
/// is stored already.
///
/// The installation may be served meanwhile: who has a record is changed through it, one at a time, so nobody's own
/// change is written over. A name that somebody else claims between reading and claiming fails the batch: the import
/// goes on with a new desk.
///
/// Blocks; for a plain thread, one desk at a time.
public final class ListDesk {
    /// Batches that a crash may leave half stored: an import that goes on begins with them.
    private static final int UNDER_WAY = 2;

    private final ListLookup lookup;
    private final Optional<ListStore> store;
    private final IntPredicate erased;
    private @Nullable ListReading before;
    private int toMend = UNDER_WAY;
    private @Nullable Started last;

    private ListDesk(ListLookup lookup, Optional<ListStore> store, IntPredicate erased) {
        this.lookup = lookup;
        this.store = store;
        this.erased = erased;
    }

    /// One that stores.
    ///
    /// @param erased whether the subscriber of an ordinal was erased
    /// @param standsFor the ordinal under which a subscriber is kept now: see [Merges]
    public ListDesk(Register register, Vault vault, ListStore store, IntPredicate erased, IntUnaryOperator standsFor) {
        this(new ListLookup(register, vault, standsFor), Optional.of(store), erased);
    }

    /// One that only judges.
    public static ListDesk judging(Register register, Vault vault, IntPredicate erased) {
        return new ListDesk(new ListLookup(register, vault, IntUnaryOperator.identity()), Optional.empty(), erased);
    }

    /// What came of a batch, in rows.
    ///
    /// @param faults of rows and of single columns, by line
    public record Done(int registered, int changed, int unchanged, int refused, List<Denied> faults) {}

    /// A column that was left out, or a row that was.
    ///
    /// @param column empty for the whole row
    public record Denied(long line, String column, String reason) {}

    /// A batch that is being stored.
    public static final class Started {
        private final ListReading reading;
        private final ListStore.Writing writing;

        private Started(ListReading reading, ListStore.Writing writing) {
            this.reading = reading;
            this.writing = writing;
        }

        /// ListWaits until all of it is durable.
        public Done done() {
            writing.await();
            return reading.done();
        }
    }

    /// Begins a batch, as soon as the one before the last is durable.
    public Started start(List<Listed> rows) {
        ListStore to = store.orElseThrow(() -> new IllegalStateException("this desk only judges"));
        ListReading reading = read(rows);
        to.number(reading);
        ListStore.Claiming claiming = to.claim(reading);
        ListStore.Sealing sealing = to.seal(reading, toMend > 0);
        claiming.await();
        Started earlier = last;
        if (earlier != null) {
            earlier.writing.await();
        }
        Started started = new Started(reading, to.write(sealing));
        toMend = Math.max(0, toMend - 1);
        before = reading;
        last = started;
        return started;
    }

    /// What would come of a batch, of which nothing is stored; nobody counts as changed. What a row takes
    /// from one of another batch of the same list is not seen.
    public Done judge(List<Listed> rows) {
        return read(rows).done();
    }

    /// ListWaits until counts show all that was stored.
    public void show() {
        store.ifPresent(ListStore::show);
    }

    private ListReading read(List<Listed> rows) {
        ListNames names = new ListNames(rows);
        lookup.owners(names.ascending());
        ListReading reading =
                new ListReading(names, contacts(names.owningPeople()), premises(names.owningPlaces()), erased);
        rows.forEach(reading::read);
        return reading;
    }

    private Map<Integer, Contact> contacts(int[] ordinals) {
        Map<Integer, Contact> underWay = new HashMap<>();
        ListReading earlier = before;
        if (earlier != null && ordinals.length > 0) {
            for (ListedPerson each : earlier.people()) {
                Contact settled = each.settled();
                if (settled != null) {
                    underWay.put(each.ordinal(), settled);
                }
            }
        }
        Map<Integer, Contact> found = new HashMap<>(lookup.contacts(without(ordinals, underWay)));
        found.putAll(underWay);
        return found;
    }

    private Map<Integer, Premises> premises(int[] ordinals) {
        Map<Integer, Premises> underWay = new HashMap<>();
        ListReading earlier = before;
        if (earlier != null && ordinals.length > 0) {
            for (ListedSite each : earlier.sites()) {
                Premises settled = each.settled();
                if (settled != null) {
                    underWay.put(each.ordinal(), settled);
                }
            }
        }
        Map<Integer, Premises> found = new HashMap<>(lookup.premises(without(ordinals, underWay)));
        found.putAll(underWay);
        return found;
    }

    private static int[] without(int[] ordinals, Map<Integer, ?> known) {
        return IntStream.of(ordinals).filter(each -> !known.containsKey(each)).toArray();
    }
}
