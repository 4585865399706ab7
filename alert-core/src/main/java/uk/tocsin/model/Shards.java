package uk.tocsin.model;

/// The arithmetic of ordinals. Every installation has 64 shards, for ever: `ordinal = slot × 64 + shard`.
/// Subscribers and premises are numbered apart, by the same rule.
public final class Shards {
    /// The number of shards in every installation.
    public static final int COUNT = 64;

    private static final int BITS = 6;

    /// The largest slot whose ordinal still fits a non-negative int.
    public static final int MAX_SLOT = Integer.MAX_VALUE >>> BITS;

    private Shards() {}

    /// The ordinal of a slot in a shard. Throws IllegalArgumentException when either is out of range.
    public static int ordinal(int shard, int slot) {
        if (shard < 0 || shard >= COUNT || slot < 0 || slot > MAX_SLOT) {
            throw new IllegalArgumentException("no ordinal for shard " + shard + ", slot " + slot);
        }
        return slot << BITS | shard;
    }

    /// The shard of an ordinal.
    public static int shardOf(int ordinal) {
        return ordinal & (COUNT - 1);
    }

    /// The slot of an ordinal within its shard.
    public static int slotOf(int ordinal) {
        return ordinal >>> BITS;
    }

    /// The shard of a random 128-bit organisation id, given its low 64 bits.
    public static int shardOfId(long lowBits) {
        return (int) (lowBits & (COUNT - 1));
    }
}
