package uk.tocsin.reach;

/// Ranks of one person or premises, 0 to 7, in [#COUNT] fields: a long holds them, four bits a field, the first field
/// lowest.
final class Fields {
    static final int COUNT = 16;
    /// More than any rank.
    static final int RANKS = 8;

    /// The bit of each field that no rank uses: it says which of two ranks is the higher.
    private static final long SPARE = 0x8888_8888_8888_8888L;

    private static final int BITS = 4;
    /// More than the ranks of two fields.
    private static final int PAIR = 1 << 2 * BITS;

    private Fields() {}

    /// Rank 1 in a field, 0 in the others; times a rank, that rank.
    static long one(int field) {
        return 1L << BITS * field;
    }

    /// The higher of two ranks, field by field.
    static long higher(long some, long others) {
        long atLeast = ((some | SPARE) - others & SPARE) >>> BITS - 1;
        long mask = atLeast * (RANKS - 1);
        return some & mask | others & ~mask;
    }

    /// Counts the fields, two by two: without a branch that depends on the ranks.
    ///
    /// @param counts what [#noCounts] made
    static void count(long ranks, int[] counts) {
        int pair = 0;
        for (long left = ranks; left != 0; left >>>= 2 * BITS) {
            counts[pair | (int) left & PAIR - 1]++;
            pair += PAIR;
        }
    }

    /// Counts of which each is 0.
    static int[] noCounts() {
        return new int[COUNT / 2 * PAIR];
    }

    /// How many of those counted had each rank, but 0, in a field.
    static long[] byRank(int field, int[] counts) {
        long[] byRank = new long[RANKS];
        int first = field / 2 * PAIR;
        for (int pair = 0; pair < PAIR; pair++) {
            byRank[pair >>> field % 2 * BITS & RANKS - 1] += counts[first + pair];
        }
        byRank[0] = 0;
        return byRank;
    }
}
