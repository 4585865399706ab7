package uk.tocsin.console.register;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import uk.tocsin.model.Cell;
import uk.tocsin.model.Shards;
import uk.tocsin.register.Premises;

/// Premises that rows of a batch name. Once they are settled, their document alone is kept: there are thousands under
/// way, and what lies in memory for long costs every collection of garbage.
final class ListedSite {
    private final int shard;
    private int ordinal;
    private @Nullable Draft draft;
    private @Nullable Settled settled;

    /// What is known while rows are read.
    private static final class Draft {
        private final @Nullable Premises before;
        private final List<ListedPerson> people = new ArrayList<>(2);
        private Premises now;

        Draft(@Nullable Premises before, Premises now) {
            this.before = before;
            this.now = now;
        }

        Settled settle() {
            TreeSet<Integer> slots = new TreeSet<>(before == null ? List.of() : before.people());
            people.forEach(each -> slots.add(Shards.slotOf(each.ordinal())));
            byte[] document = now.of(List.copyOf(slots)).encode();
            int cell = cell(now);
            return new Settled(
                    document,
                    cell,
                    before == null || cell != cell(before),
                    before == null || !Arrays.equals(document, before.encode()));
        }

        private static int cell(Premises at) {
            return Cell.of(at.latitude(), at.longitude());
        }
    }

    /// What becomes of premises.
    ///
    /// @param document what [Premises#decode] reads
    /// @param cell where they are
    /// @param moves whether the shard does not know that yet
    /// @param changed whether the document must be written anew
    record Settled(byte[] document, int cell, boolean moves, boolean changed) {}

    /// @param before what the register has of them; null for nothing
    /// @param now what the first row says
    ListedSite(int ordinal, @Nullable Premises before, int shard, Premises now) {
        this.ordinal = ordinal;
        this.shard = shard;
        this.draft = new Draft(before, now);
    }

    /// Takes what a row says, and who answers there.
    void take(Premises said, ListedPerson person) {
        Draft open = Objects.requireNonNull(draft, "settled already");
        open.now = said;
        if (!open.people.contains(person)) {
            open.people.add(person);
        }
    }

    int shard() {
        return shard;
    }

    int ordinal() {
        return ordinal;
    }

    void at(int fresh) {
        ordinal = fresh;
    }

    /// What becomes of them, worked out by whoever asks first; everybody that the batch names has an ordinal. Any
    /// thread, once all rows of the batch are read.
    synchronized Settled settle() {
        Settled done = settled;
        if (done == null) {
            done = Objects.requireNonNull(draft).settle();
            settled = done;
            draft = null;
        }
        return done;
    }

    /// Whether their document must be written anew, once they are settled.
    synchronized boolean changed() {
        return settled != null && settled.changed();
    }
}
