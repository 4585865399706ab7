package uk.tocsin.reach;

import java.util.OptionalLong;
import uk.tocsin.model.AgeBuckets;

/// Ages as counts by bucket. A percentile is the end of the bucket it falls into: it is never better than the
/// truth, and at most 1.75 times it.
///
/// @param counts by bucket, see [AgeBuckets]
public record Percentiles(long[] counts) {
    /// Above what a product of a number of people and a share can be wrong by, far below one person.
    private static final double ROUNDING = 1e-6;

    /// How many there are.
    public long total() {
        long total = 0;
        for (long count : counts) {
            total += count;
        }
        return total;
    }

    /// The age in milliseconds within which `share` (0..1) of those who have evidence have it.
    public OptionalLong ofThose(double share) {
        return within(rank(total(), share));
    }

    /// The age in milliseconds within which `share` (0..1) of `audience` have evidence; empty while fewer have
    /// any.
    public OptionalLong ofAudience(double share, long audience) {
        return within(rank(audience, share));
    }

    /// How many a share is, rounded up; 7 % of 100 are 7, though 100 × 0.07 is more than that in binary.
    private static long rank(long of, double share) {
        return (long) Math.ceil(of * share - ROUNDING);
    }

    private OptionalLong within(long wanted) {
        long seen = 0;
        for (int bucket = 0; bucket < AgeBuckets.COUNT && wanted > 0; bucket++) {
            seen += counts[bucket];
            if (seen >= wanted) {
                return OptionalLong.of(AgeBuckets.endMs(bucket));
            }
        }
        return OptionalLong.empty();
    }
}
