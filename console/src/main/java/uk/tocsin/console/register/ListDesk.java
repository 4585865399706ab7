package uk.tocsin.console.register;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
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
/// owner has no record, and was not erased, is of a batch that was cut short: the row takes that slot over.
///
/// Several batches are under way: what is written of one becomes durable while the next are read and sealed. What
/// batches under way claim and settle, a later one reads from memory. A crash then leaves claims without
/// records, and records that no shard was told of: the first [#UNDER_WAY] batches of a desk tell the shards also what
/// is stored already.
///
/// The installation may be served meanwhile: who has a record is changed through it, one at a time, so nobody's own
/// change is written over. A name that somebody else claims between reading and claiming fails the batch: the import
/// goes on with a new desk.
///
/// Blocks; for a plain thread, one desk at a time.
public final class ListDesk {
    /// Batches that a crash may leave half stored: an import that goes on begins with them.
    public static final int UNDER_WAY = 3;

    private final ListLookup lookup;
    private final Optional<ListStore> store;
    private final IntPredicate erased;
    private final Deque<Started> underWay = new ArrayDeque<>();
    private int toMend = UNDER_WAY;

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
        private final ListStore.Storing storing;

        private Started(ListReading reading, ListStore.Storing storing) {
            this.reading = reading;
            this.storing = storing;
        }

        /// Waits until all of it is durable.
        public Done done() {
            storing.await();
            return reading.done();
        }
    }

    /// Begins a batch; waits while [#UNDER_WAY] are under way.
    public Started start(List<Listed> rows) {
        ListStore to = store.orElseThrow(() -> new IllegalStateException("this desk only judges"));
        while (underWay.size() >= UNDER_WAY
                || !underWay.isEmpty() && underWay.getFirst().storing.isOver()) {
            underWay.removeFirst().storing.await();
        }
        ListReading reading = read(rows);
        to.number(reading);
        Started started = new Started(reading, to.store(reading, toMend > 0));
        toMend = Math.max(0, toMend - 1);
        underWay.addLast(started);
        return started;
    }

    /// Waits until nothing is under way any more, whatever came of it: another desk can begin then.
    public void end() {
        underWay.forEach(each -> each.storing.end());
        underWay.clear();
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
        lookup.owners(withoutClaimed(names.ascending()));
        ListReading reading =
                new ListReading(names, contacts(names.owningPeople()), premises(names.owningPlaces()), erased);
        rows.forEach(reading::read);
        return reading;
    }

    // ---- what batches under way know, the latest first

    /// Tells names that batches under way claim their owners, and gives the others.
    private Named[] withoutClaimed(Named[] all) {
        Named[] others = new Named[all.length];
        int size = 0;
        for (Named each : all) {
            int owner = Named.NOBODY;
            for (var earlier = underWay.descendingIterator(); earlier.hasNext() && owner == Named.NOBODY; ) {
                owner = earlier.next().reading.claimant(each.blind());
            }
            if (owner == Named.NOBODY) {
                others[size++] = each;
            } else {
                each.owner(lookup.standsFor(owner));
            }
        }
        return Arrays.copyOf(others, size);
    }

    private Map<Integer, Contact> contacts(int[] ordinals) {
        Map<Integer, Contact> found = new HashMap<>();
        store.ifPresent(to -> {
            for (int ordinal : ordinals) {
                latest(each -> each.person(ordinal)).ifPresent(person -> found.put(ordinal, to.settled(person)));
            }
        });
        found.putAll(lookup.contacts(without(ordinals, found)));
        return found;
    }

    private Map<Integer, Premises> premises(int[] ordinals) {
        Map<Integer, Premises> found = new HashMap<>();
        for (int ordinal : ordinals) {
            latest(each -> each.site(ordinal))
                    .ifPresent(site ->
                            found.put(ordinal, Premises.decode(site.settle().document())));
        }
        found.putAll(lookup.premises(without(ordinals, found)));
        return found;
    }

    private <T> Optional<T> latest(Function<ListReading, @Nullable T> known) {
        for (var earlier = underWay.descendingIterator(); earlier.hasNext(); ) {
            T found = known.apply(earlier.next().reading);
            if (found != null) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    private static int[] without(int[] ordinals, Map<Integer, ?> known) {
        return IntStream.of(ordinals).filter(each -> !known.containsKey(each)).toArray();
    }
}
