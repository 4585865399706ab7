package uk.tocsin.console.register;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import uk.tocsin.model.Shards;
import uk.tocsin.model.SlotKind;

/// Slots of one kind for what a list registers. To take some costs a commit of the journals, so once many were used
/// they are taken for several batches at once; what is left over in the end is nobody's for good. Blocks; one thread.
final class SlotsAhead {
    /// Of those used so far an eighth more is taken ahead.
    private static final int PART = 8;

    /// At most so many in each shard.
    private static final int MOST = 512;

    private final Registrar registrar;
    private final SlotKind kind;
    private final int[] next = new int[Shards.COUNT];
    private final int[] left = new int[Shards.COUNT];
    private long used;

    SlotsAhead(Registrar registrar, SlotKind kind) {
        this.registrar = registrar;
        this.kind = kind;
    }

    /// Makes sure that there is a slot for each of these, by its shard. Shards run short together: who lacks only
    /// later is served as well.
    void need(int[] shards) {
        int[] wanted = new int[Shards.COUNT];
        for (int shard : shards) {
            wanted[shard]++;
        }
        if (lacking(wanted, 0).isEmpty()) {
            return;
        }
        int ahead = (int) Math.min(MOST, used / PART / Shards.COUNT);
        List<Future<?>> taken = new ArrayList<>();
        for (int shard : lacking(wanted, ahead / 2)) {
            int count = wanted[shard] + ahead;
            taken.add(registrar.take(shard, kind, count).map(first -> take(shard, first, count)));
        }
        ListWaits.all(taken);
    }

    private List<Integer> lacking(int[] wanted, int more) {
        List<Integer> lacking = new ArrayList<>();
        for (int shard = 0; shard < wanted.length; shard++) {
            if (left[shard] < wanted[shard] + more) {
                lacking.add(shard);
            }
        }
        return lacking;
    }

    private synchronized int take(int shard, int first, int count) {
        if (first < 0) {
            throw new IllegalStateException("shard " + shard + " has no slots left");
        }
        if (first != next[shard] + left[shard]) {
            next[shard] = first;
            left[shard] = 0;
        }
        left[shard] += count;
        return first;
    }

    /// One that was made sure of.
    synchronized int next(int shard) {
        if (left[shard] == 0) {
            throw new IllegalStateException("shard " + shard + " lacks a slot that was made sure of");
        }
        used++;
        left[shard]--;
        return next[shard]++;
    }
}
