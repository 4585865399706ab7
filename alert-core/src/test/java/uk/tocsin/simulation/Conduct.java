package uk.tocsin.simulation;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import uk.tocsin.control.Act;
import uk.tocsin.control.Verdict;
import uk.tocsin.lane.Lane;
import uk.tocsin.lane.LaneSettings;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Effect;
import uk.tocsin.model.SendOutcome;
import uk.tocsin.model.SuppressionReason;
import uk.tocsin.shard.Applied;
import uk.tocsin.shard.Grace;
import uk.tocsin.shard.ShardRecord;

/// How the simulated shell behaves where the protocol tells it to. This is the right way; a planted bug
/// overrides one method.
class Conduct {
    /// No request stays without an answer for longer.
    static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);

    /// Absence from the provider's list counts so long after the permit's end.
    static final Duration ABSENT_AFTER = Duration.ofSeconds(60);

    /// What an act that was judged so means to the nodes.
    List<Effect> heard(Act act, Verdict verdict) {
        return verdict instanceof Verdict.Accepted accepted ? accepted.effects() : List.of();
    }

    /// How long an owner sleeps that has nothing to do for so long.
    long wakes(long delayMs) {
        return delayMs;
    }

    /// What a node's lane may do.
    LaneSettings lane(LaneSettings quota) {
        return quota;
    }

    /// A record of a shard's journal as it is applied.
    ShardRecord read(long position, ShardRecord record) {
        return record;
    }

    /// Whether a decision is acted upon only once it was read back from the journal.
    boolean waitsForReadBack() {
        return true;
    }

    /// What a record did, as its author sees it.
    Applied readBack(long position, ShardRecord record, Applied applied) {
        return applied;
    }

    /// Whether permits and unfinished decisions are given up when another claims the shard.
    boolean yields() {
        return true;
    }

    /// Whether an append is acknowledged only when it is durable.
    boolean acknowledgesWhenDurable() {
        return true;
    }

    /// The records of a decision, or an input, on their way to the journal.
    List<ShardRecord> written(List<ShardRecord> records) {
        return records;
    }

    /// Whether a permit of this age may be used.
    boolean holds(long ageMs) {
        return ageMs < Lane.PERMIT.toMillis();
    }

    /// Whether the gate is asked before a write.
    boolean asksTheGate() {
        return true;
    }

    /// Whether the gate is asked before a notice is written.
    boolean asksTheGateOfNotices() {
        return true;
    }

    /// Why a request is withheld, given what the register says at the moment of the write; null for nothing.
    @Nullable
    SuppressionReason withheld(@Nullable SuppressionReason byRegister) {
        return byRegister;
    }

    /// What a channel reports.
    SendOutcome reported(ChannelKind channel, SendOutcome outcome) {
        return outcome;
    }

    /// What a channel reports of a notice.
    SendOutcome reportedOfNotice(ChannelKind channel, SendOutcome outcome) {
        return outcome;
    }

    /// Whether the outcome of a request reaches the shard.
    boolean tellsTheShard() {
        return true;
    }

    /// Endpoints to send to, of those that the subscriber has on the channel.
    List<Integer> endpoints(int chosen, List<Integer> all) {
        return List.of(chosen);
    }

    /// How long a try of an earlier owner may still have an effect.
    Grace grace() {
        return grace(Lane.PERMIT.plus(REQUEST_TIMEOUT));
    }

    static Grace grace(Duration span) {
        Map<ChannelKind, Duration> spans = new EnumMap<>(ChannelKind.class);
        for (ChannelKind channel : ChannelKind.values()) {
            spans.put(channel, span);
        }
        return new Grace(spans);
    }

    /// How long after the permit's end an absence from the provider's list counts.
    Duration absentAfter() {
        return ABSENT_AFTER;
    }

    /// The position that a snapshot says it is from.
    long snapshotPosition(long position) {
        return position;
    }
}
