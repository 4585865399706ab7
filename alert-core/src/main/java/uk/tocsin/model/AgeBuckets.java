package uk.tocsin.model;

/// The 24 logarithmic buckets that times since a dispatch fall into, so that percentiles of any slice are
/// cardinalities. Bucket `i` ends at 250 ms × 1.75^i: 0.25 s, 0.44 s, 0.77 s … 27 h; the last is open.
public final class AgeBuckets {
    /// The number of buckets.
    public static final int COUNT = 24;

    private static final long[] END_MS = new long[COUNT];

    static {
        double end = 250;
        for (int i = 0; i < COUNT; i++) {
            END_MS[i] = Math.round(end);
            end *= 1.75;
        }
    }

    private AgeBuckets() {}

    /// The bucket of an age in milliseconds; a negative age falls into the first.
    public static int of(long ageMs) {
        int bucket = 0;
        while (bucket < COUNT - 1 && ageMs > END_MS[bucket]) {
            bucket++;
        }
        return bucket;
    }

    /// The largest age in milliseconds of a bucket; of the last, where it would end if it did.
    public static long endMs(int bucket) {
        return END_MS[bucket];
    }
}
