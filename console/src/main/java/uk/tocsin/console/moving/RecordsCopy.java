package uk.tocsin.console.moving;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.roaringbitmap.PeekableIntIterator;
import org.roaringbitmap.RoaringBitmap;
import uk.tocsin.model.Shards;
import uk.tocsin.register.Register;
import uk.tocsin.register.Register.Entry;

/// The copy of a register's records, shard by shard; a page is read while the one before is written.
final class RecordsCopy {
    private static final int PAGE = 2048;
    private static final CompletionStage<Void> NOTHING = CompletableFuture.completedStage(null);

    private final Register from;
    private final Register to;

    RecordsCopy(Register from, Register to) {
        this.from = from;
        this.to = to;
    }

    /// Copies a shard and reads it back.
    Sum.Total shard(int shard) {
        Sum read = new Sum();
        Puts puts = new Puts(shard);
        walk(from, shard, entries -> {
            entries.forEach(entry -> read.add(entry.slot(), entry.sealed()));
            puts.put(entries);
        });
        puts.settle();
        Sum copied = new Sum();
        walk(to, shard, entries -> entries.forEach(entry -> copied.add(entry.slot(), entry.sealed())));
        read.total().mustBe(copied.total(), "records of shard " + shard);
        return read.total();
    }

    private static void walk(Register register, int shard, Consumer<List<Entry>> each) {
        List<Entry> page = Waiting.on(register.scan(shard, 0, PAGE));
        while (!page.isEmpty()) {
            int last = page.getLast().slot();
            CompletionStage<List<Entry>> next = last == Shards.MAX_SLOT
                    ? CompletableFuture.completedStage(List.of())
                    : register.scan(shard, last + 1, PAGE);
            each.accept(page);
            page = Waiting.on(next);
        }
    }

    /// Copies the records of these slots as they are now; those that are gone meanwhile stay as they were.
    void again(int shard, RoaringBitmap slots) {
        int[] page = new int[PAGE];
        PeekableIntIterator left = slots.getIntIterator();
        while (left.hasNext()) {
            int count = 0;
            while (left.hasNext() && count < PAGE) {
                page[count++] = left.next();
            }
            List<Entry> now = fetch(from, shard, page, count);
            Puts puts = new Puts(shard);
            puts.put(now);
            puts.settle();
            sum(now).mustBe(
                            sum(fetch(
                                    to,
                                    shard,
                                    now.stream().mapToInt(Entry::slot).toArray(),
                                    now.size())),
                            "records of shard " + shard + " that changed meanwhile");
        }
    }

    static List<Entry> fetch(Register register, int shard, int[] slots, int count) {
        List<Entry> found = new ArrayList<>();
        Waiting.on(register.fetch(shard, slots, 0, count, (slot, bytes) -> found.add(new Entry(slot, bytes))));
        return found;
    }

    private static Sum.Total sum(List<Entry> entries) {
        Sum sum = new Sum();
        entries.forEach(entry -> sum.add(entry.slot(), entry.sealed()));
        return sum.total();
    }

    /// Writes into a shard, with one put under way.
    private final class Puts {
        private final int shard;
        private CompletionStage<Void> putting = NOTHING;

        Puts(int shard) {
            this.shard = shard;
        }

        void put(List<Entry> entries) {
            List<Entry> part = new ArrayList<>();
            long bytes = 0;
            for (Entry entry : entries) {
                if (bytes + entry.sealed().length > Register.MAX_PUT_BYTES) {
                    one(part);
                    part = new ArrayList<>();
                    bytes = 0;
                }
                part.add(entry);
                bytes += entry.sealed().length;
            }
            one(part);
        }

        private void one(List<Entry> part) {
            settle();
            putting = to.put(shard, part);
        }

        void settle() {
            Waiting.on(putting);
            putting = NOTHING;
        }
    }
}
