package uk.tocsin.model;

import java.time.Duration;

/// One step of a plan: after `delay` from the dispatch, use `channel` for those of the alert's audience whom
/// it is for and whom no earlier step serves on this channel.
///
/// @param among whom of the alert's audience it is for
/// @param condition what must not have happened for a person yet
/// @param enough the share of the audience's premises, in percent, whose acknowledgement ends the step for all
///     others: 1 to 100, or 0 for never. Where nobody of the audience answers for premises, the share of its
///     persons.
public record Step(ChannelKind channel, Duration delay, Audience among, Condition condition, int enough) {
    public Step {
        if (enough < 0 || enough > 100) {
            throw new IllegalArgumentException("enough: " + enough + " is no percentage");
        }
    }

    /// One for the whole audience, whatever has happened.
    public Step(ChannelKind channel, Duration delay) {
        this(channel, delay, Audience.everyone(), Condition.ALWAYS, 0);
    }

    /// Whether it is for the whole audience, whatever has happened and will.
    public boolean unconditional() {
        return among.equals(Audience.everyone()) && condition == Condition.ALWAYS && enough == 0;
    }
}
