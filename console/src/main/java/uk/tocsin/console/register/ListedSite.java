package uk.tocsin.console.register;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import uk.tocsin.model.Cell;
import uk.tocsin.model.Shards;
import uk.tocsin.register.Premises;

/// Premises that rows of a batch name.
final class ListedSite {
    private final @Nullable Premises before;
    private final List<ListedPerson> people = new ArrayList<>(2);
    private final int shard;
    private Premises now;
    private int ordinal;
    private boolean changed;
    private @Nullable Premises after;

    /// @param before what the register has of them; null for nothing
    /// @param now what the first row says
    ListedSite(int ordinal, @Nullable Premises before, int shard, Premises now) {
        this.ordinal = ordinal;
        this.before = before;
        this.shard = shard;
        this.now = now;
    }

    /// Takes what a row says, and who answers there.
    void take(Premises said, ListedPerson person) {
        now = said;
        if (!people.contains(person)) {
            people.add(person);
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

    int cell() {
        return Cell.of(now.latitude(), now.longitude());
    }

    /// Whether the shard does not know yet where they are.
    boolean moves() {
        return before == null || cell() != Cell.of(before.latitude(), before.longitude());
    }

    /// What becomes of their document, worked out by whoever asks first; everybody that the batch names has an
    /// ordinal. Any thread, once all rows of the batch are read.
    synchronized Premises settle() {
        Premises settled = after;
        if (settled == null) {
            TreeSet<Integer> slots = new TreeSet<>(before == null ? List.of() : before.people());
            people.forEach(each -> slots.add(Shards.slotOf(each.ordinal())));
            settled = now.of(List.copyOf(slots));
            changed = before == null || !Arrays.equals(settled.encode(), before.encode());
            after = settled;
        }
        return settled;
    }

    /// Whether their document must be written anew, once it is settled.
    synchronized boolean changed() {
        return changed;
    }
}
