package uk.tocsin.reach;

import uk.tocsin.model.AgeBuckets;

/// How many are in each place of a [Table] and in each age bucket, added up over the shards. For one thread.
///
/// A code is a place, a bucket of acceptance and one of delivery, each counted from 1, 0 being none, as the digits of
/// one number. Codes are counted first and taken apart once.
final class Counts {
    private static final int AGES = AgeBuckets.COUNT + 1;

    /// What one place, one bucket of delivery, one of acceptance add to a code.
    static final int DELIVERED = 1;

    static final int ACCEPTED = AGES;
    static final int PLACE = AGES * AGES;

    private final long[] places;
    private final long[] accepted = new long[AgeBuckets.COUNT];
    private final long[] delivered = new long[AgeBuckets.COUNT];
    private final int[] coded;

    /// None, in so many places; at most 100, so that a code fits into two bytes.
    Counts(int places) {
        this.places = new long[places];
        coded = new int[(places + 1) * PLACE];
    }

    /// Those counted so far, by place.
    long[] places() {
        return places;
    }

    /// Those counted so far, by the bucket of acceptance.
    long[] accepted() {
        return accepted;
    }

    /// Those counted so far, by the bucket of delivery.
    long[] delivered() {
        return delivered;
    }

    /// Counts these slots, once [#takeApart] is called; one beyond the end of `codes` has none.
    void addCoded(char[] codes, int[] slots) {
        for (int slot : slots) {
            if (slot < codes.length) {
                coded[codes[slot]]++;
            }
        }
    }

    /// Adds what was counted by code to the other counts.
    void takeApart() {
        for (int code = 1; code < coded.length; code++) {
            int count = coded[code];
            if (count != 0) {
                add(places, code / PLACE, count);
                add(accepted, code / ACCEPTED % AGES, count);
                add(delivered, code % AGES, count);
                coded[code] = 0;
            }
        }
    }

    private static void add(long[] counts, int digit, int count) {
        if (digit > 0) {
            counts[digit - 1] += count;
        }
    }
}
