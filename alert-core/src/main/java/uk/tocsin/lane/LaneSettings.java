package uk.tocsin.lane;

/// What a lane may do. Checked when made.
///
/// @param perSecond requests a second that the provider's quota allows
/// @param maxInFlight requests that may be granted or unanswered at one time
/// @param maxBatch the most one permit may carry
public record LaneSettings(double perSecond, int maxInFlight, int maxBatch) {
    /// Refuses what cannot work, naming the setting.
    public LaneSettings {
        if (!(perSecond > 0) || perSecond > 1_000_000) {
            throw new IllegalArgumentException("perSecond: " + perSecond + " is not above 0 and at most 1000000");
        }
        if (maxInFlight < 1 || maxBatch < 1) {
            throw new IllegalArgumentException(
                    "maxInFlight: " + maxInFlight + " and maxBatch: " + maxBatch + " must be at least 1");
        }
    }
}
