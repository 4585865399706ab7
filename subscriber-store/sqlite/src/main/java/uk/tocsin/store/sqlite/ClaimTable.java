package uk.tocsin.store.sqlite;

import java.util.Arrays;

/// Claims in memory: a hash table of numbers, 16 bytes a place. A blind index is random, so its own bits are
/// its hash. One thread writes; others may read only while it does not.
final class ClaimTable {
    static final int NOBODY = -1;

    private static final int SMALLEST = 1 << 10;

    private long[] heads = new long[SMALLEST];
    private int[] tails = new int[SMALLEST];
    private int[] owners = free(SMALLEST);
    private int size;

    private static int[] free(int places) {
        int[] owners = new int[places];
        Arrays.fill(owners, NOBODY);
        return owners;
    }

    int size() {
        return size;
    }

    private int place(long head, int tail) {
        int mask = owners.length - 1;
        int place = (int) head & mask;
        while (owners[place] != NOBODY && (heads[place] != head || tails[place] != tail)) {
            place = place + 1 & mask;
        }
        return place;
    }

    /// The owner; [#NOBODY] for none.
    int owner(Blind blind) {
        return owners[place(blind.head(), blind.tail())];
    }

    /// Gives what nobody has to an owner.
    void put(Blind blind, int owner) {
        put(blind.head(), blind.tail(), owner);
    }

    private void put(long head, int tail, int owner) {
        if (4L * size >= 3L * owners.length) {
            grow();
        }
        int place = place(head, tail);
        size += owners[place] == NOBODY ? 1 : 0;
        heads[place] = head;
        tails[place] = tail;
        owners[place] = owner;
    }

    private void grow() {
        long[] oldHeads = heads;
        int[] oldTails = tails;
        int[] oldOwners = owners;
        int places = owners.length * 2;
        heads = new long[places];
        tails = new int[places];
        owners = free(places);
        size = 0;
        for (int i = 0; i < oldOwners.length; i++) {
            if (oldOwners[i] != NOBODY) {
                put(oldHeads[i], oldTails[i], oldOwners[i]);
            }
        }
    }

    void putAll(ClaimTable more) {
        for (int i = 0; i < more.owners.length; i++) {
            if (more.owners[i] != NOBODY) {
                put(more.heads[i], more.tails[i], more.owners[i]);
            }
        }
    }

    /// Forgets all of them; the memory is kept for the next.
    void clear() {
        Arrays.fill(owners, NOBODY);
        size = 0;
    }

    /// Their places, those of a bucket together, the buckets ascending.
    int[] byBucket() {
        int[] next = new int[Blind.BUCKETS + 1];
        for (int i = 0; i < owners.length; i++) {
            if (owners[i] != NOBODY) {
                next[Blind.bucket(heads[i]) + 1]++;
            }
        }
        for (int bucket = 0; bucket < Blind.BUCKETS; bucket++) {
            next[bucket + 1] += next[bucket];
        }
        int[] places = new int[size];
        for (int i = 0; i < owners.length; i++) {
            if (owners[i] != NOBODY) {
                places[next[Blind.bucket(heads[i])]++] = i;
            }
        }
        return places;
    }

    Claim at(int place) {
        return new Claim(new Blind(heads[place], tails[place]), owners[place]);
    }
}
