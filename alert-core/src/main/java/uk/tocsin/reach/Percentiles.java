package uk.tocsin.reach;

import java.util.OptionalLong;
import uk.tocsin.model.AgeBuckets;

/// Ages as counts by bucket. A percentile is the end of the bucket it falls into: it is never better than the
/// truth, and at most 1.75 times it.
///
/// @param counts by bucket, see [AgeBuckets]
public record Percentiles(long[] counts) {
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
        return within((long) Math.ceil(total() * share));
    }

    /// The age in milliseconds within which `share` (0..1) of `audience` have evidence; empty while fewer have
    /// any.
    public OptionalLong ofAudience(double share, long audience) {
        return within((long) Math.ceil(audience * share));
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
