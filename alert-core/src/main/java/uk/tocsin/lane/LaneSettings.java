package uk.tocsin.lane;

import uk.tocsin.model.LaneShare;

/// What a lane, or all lanes of a channel, may do. Checked when made.
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

    /// The share of a channel that notices have, at least so many a second and in flight; never more than half of it.
    private static final double NOTICES = 0.02;

    private static final double LEAST_PER_SECOND = 1;
    private static final int LEAST_IN_FLIGHT = 4;

    /// What one of the two lanes may do where these are the settings of the channel. The rates of the two add up to
    /// the channel's, and so does what may be in flight, except that each may always have one request.
    public LaneSettings share(LaneShare share) {
        int notices = (int) part(maxInFlight, LEAST_IN_FLIGHT);
        int mine = share == LaneShare.NOTICES ? notices : maxInFlight - notices;
        return new LaneSettings(rate(share, perSecond), Math.max(1, mine), maxBatch);
    }

    /// The part of a channel's rate that one of the two lanes has; the two add up to it.
    public static double rate(LaneShare share, double perSecond) {
        double notices = part(perSecond, LEAST_PER_SECOND);
        return share == LaneShare.NOTICES ? notices : perSecond - notices;
    }

    private static double part(double whole, double least) {
        return Math.min(Math.max(least, whole * NOTICES), whole / 2);
    }
}
