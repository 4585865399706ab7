package uk.tocsin.store.sqlite;

import java.nio.ByteBuffer;
import java.nio.LongBuffer;

/// Claims in memory: a hash table of numbers beside the heap, 16 bytes a place. A blind index is random, so its own
/// bits
/// are its hash. One thread writes; others may read only while it does not.
final class ClaimTable {
    static final int NOBODY = -1;

    private static final int SMALLEST = 1 << 10;
    private static final int PLACE_BYTES = 2 * Long.BYTES;

    /// Two numbers a place: the head of the index; its tail and, in the low half, the owner and one, so that a place of
    /// zeros is free.
    private LongBuffer numbers = free(SMALLEST);

    private int mask = SMALLEST - 1;
    private int size;

    private static LongBuffer free(int places) {
        return ByteBuffer.allocateDirect(places * PLACE_BYTES).asLongBuffer();
    }

    int size() {
        return size;
    }

    private long head(int place) {
        return numbers.get(2 * place);
    }

    private long rest(int place) {
        return numbers.get(2 * place + 1);
    }

    private static int owner(long rest) {
        return (int) rest - 1;
    }

    private static int tail(long rest) {
        return (int) (rest >>> Integer.SIZE);
    }

    private int place(long head, int tail) {
        int place = (int) head & mask;
        long rest = rest(place);
        while (rest != 0 && (head(place) != head || tail(rest) != tail)) {
            place = place + 1 & mask;
            rest = rest(place);
        }
        return place;
    }

    /// The owner; [#NOBODY] for none.
    int owner(Blind blind) {
        return owner(rest(place(blind.head(), blind.tail())));
    }

    /// Gives what nobody has to an owner.
    void put(Blind blind, int owner) {
        put(blind.head(), blind.tail(), owner);
    }

    private void put(long head, int tail, int owner) {
        if (4L * size >= 3L * (mask + 1)) {
            grow();
        }
        int place = place(head, tail);
        size += rest(place) == 0 ? 1 : 0;
        numbers.put(2 * place, head);
        numbers.put(2 * place + 1, (long) tail << Integer.SIZE | owner + 1L);
    }

    private void grow() {
        LongBuffer before = numbers;
        int places = mask + 1;
        numbers = free(2 * places);
        mask = 2 * places - 1;
        size = 0;
        for (int place = 0; place < places; place++) {
            putAt(before, place);
        }
    }

    private void putAt(LongBuffer from, int place) {
        long rest = from.get(2 * place + 1);
        if (rest != 0) {
            put(from.get(2 * place), tail(rest), owner(rest));
        }
    }

    void putAll(ClaimTable more) {
        for (int place = 0; place <= more.mask && more.size > 0; place++) {
            putAt(more.numbers, place);
        }
    }

    /// Forgets all of them; the memory is kept for the next.
    void clear() {
        for (int i = 0; i < numbers.capacity() && size > 0; i++) {
            numbers.put(i, 0);
        }
        size = 0;
    }

    interface Each {
        void claim(long head, int tail);
    }

    void each(Each each) {
        for (int place = 0; place <= mask; place++) {
            if (rest(place) != 0) {
                each.claim(head(place), tail(rest(place)));
            }
        }
    }

    /// Their places, those of a bucket together, the buckets ascending.
    int[] byBucket() {
        int[] next = new int[Blind.BUCKETS + 1];
        each((head, _) -> next[Blind.bucket(head) + 1]++);
        for (int bucket = 0; bucket < Blind.BUCKETS; bucket++) {
            next[bucket + 1] += next[bucket];
        }
        int[] places = new int[size];
        for (int place = 0; place <= mask; place++) {
            if (rest(place) != 0) {
                places[next[Blind.bucket(head(place))]++] = place;
            }
        }
        return places;
    }

    Claim at(int place) {
        long rest = rest(place);
        return new Claim(new Blind(head(place), tail(rest)), owner(rest));
    }
}
