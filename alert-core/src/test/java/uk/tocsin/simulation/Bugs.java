package uk.tocsin.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import uk.tocsin.control.Act;
import uk.tocsin.control.Verdict;
import uk.tocsin.lane.LaneSettings;
import uk.tocsin.model.Alert;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Effect;
import uk.tocsin.model.Evidence;
import uk.tocsin.model.FailureReason;
import uk.tocsin.model.NotSentCause;
import uk.tocsin.model.Relation;
import uk.tocsin.model.SendOutcome;
import uk.tocsin.model.SuppressionReason;
import uk.tocsin.model.Tier;
import uk.tocsin.model.codec.AlertCodec;
import uk.tocsin.shard.Applied;
import uk.tocsin.shard.Grace;
import uk.tocsin.shard.ShardRecord;

/// Wrong ways to behave, each of one kind: what the simulation has to catch.
final class Bugs {
    private Bugs() {}

    /// Acts on a decision that is not in the journal yet.
    static final class ActsAhead extends Conduct {
        @Override
        boolean waitsForReadBack() {
            return false;
        }
    }

    /// Sends what it decided although another claimed the shard before.
    static final class DoesNotYield extends Conduct {
        @Override
        boolean yields() {
            return false;
        }

        @Override
        Applied readBack(long position, ShardRecord record, Applied applied) {
            return record instanceof ShardRecord.Attempted attempted
                    ? new Applied.Opened(position, attempted.slots())
                    : applied;
        }
    }

    /// Takes what was acknowledged for read only.
    static final class OverlooksAnswers extends Conduct {
        @Override
        ShardRecord read(long position, ShardRecord record) {
            return record instanceof ShardRecord.Received r && r.kind() == Evidence.ACKNOWLEDGED
                    ? new ShardRecord.Received(
                            r.alert(),
                            r.step(),
                            r.endpoint(),
                            r.tryNumber(),
                            Evidence.READ,
                            r.reason(),
                            r.source(),
                            r.timeMs(),
                            r.slots())
                    : record;
        }
    }

    /// Oversleeps.
    static final class Oversleeps extends Conduct {
        @Override
        long wakes(long delayMs) {
            return delayMs + 5_000;
        }
    }

    /// Says that a record is kept while it still may be lost.
    static final class AcknowledgesEarly extends Conduct {
        @Override
        boolean acknowledgesWhenDurable() {
            return false;
        }
    }

    /// Loses receipts, and says that they are kept.
    static final class LosesReceipts extends Conduct {
        @Override
        List<ShardRecord> written(List<ShardRecord> records) {
            return records.stream()
                    .filter(record -> !(record instanceof ShardRecord.Received))
                    .toList();
        }
    }

    /// Writes under a permit that has ended.
    static final class UsesEndedPermits extends Conduct {
        @Override
        boolean holds(long ageMs) {
            return true;
        }
    }

    /// Writes faster than the provider allows.
    static final class ExceedsTheQuota extends Conduct {
        @Override
        LaneSettings lane(LaneSettings quota) {
            return new LaneSettings(3 * quota.perSecond(), quota.maxInFlight(), quota.maxBatch());
        }
    }

    /// Does not look whether the alert still may be sent.
    static final class IgnoresTheGate extends Conduct {
        @Override
        boolean asksTheGate() {
            return false;
        }
    }

    /// Never hears that an alert was withdrawn.
    static final class MissesWithdrawals extends Conduct {
        @Override
        List<Effect> heard(Act act, Verdict verdict) {
            return super.heard(act, verdict).stream()
                    .filter(effect -> !(effect instanceof Effect.Withdraw))
                    .toList();
        }
    }

    /// Never hears that a subscriber lost a tier.
    static final class MissesRevocations extends Conduct {
        @Override
        List<Effect> heard(Act act, Verdict verdict) {
            return super.heard(act, verdict).stream()
                    .filter(effect -> !(effect instanceof Effect.TierRevoke))
                    .toList();
        }
    }

    /// Never hears that a subscriber was suspended.
    static final class MissesSuspensions extends Conduct {
        @Override
        List<Effect> heard(Act act, Verdict verdict) {
            return super.heard(act, verdict).stream()
                    .filter(effect -> !(effect instanceof Effect.Suspend))
                    .toList();
        }
    }

    /// Dispatches an alert as soon as it is submitted.
    static final class DispatchesUnapproved extends Conduct {
        private final Map<Integer, Alert> drafts = new HashMap<>();

        @Override
        List<Effect> heard(Act act, Verdict verdict) {
            if (verdict instanceof Verdict.Accepted accepted) {
                switch (act) {
                    case Act.VersionSaved saved -> drafts.put(accepted.alert(), saved.content());
                    case Act.Submitted submitted -> {
                        Alert content = drafts.get(submitted.alert());
                        return content == null ? List.of() : List.of(dispatch(submitted, content));
                    }
                    default -> {
                        // as it should be
                    }
                }
            }
            return super.heard(act, verdict);
        }

        private static Effect dispatch(Act.Submitted act, Alert content) {
            return new Effect.Dispatch(
                    act.alert(),
                    Relation.ORIGINAL,
                    List.of(),
                    act.alert(),
                    AlertCodec.digest(content),
                    act.header().time(),
                    content.expires(),
                    content.severity(),
                    content.mode(),
                    content.handling(),
                    Tier.PUBLIC,
                    content.plan(),
                    content.audience(),
                    content.area().incidentCell());
        }
    }

    /// Sends without looking in the register whether the subscriber is still there.
    static final class TrustsTheShardAlone extends Conduct {
        @Override
        @Nullable
        SuppressionReason withheld(@Nullable SuppressionReason byRegister) {
            return byRegister == SuppressionReason.NO_VARIANT ? byRegister : null;
        }
    }

    /// Takes a text of which nobody knows for one that was not sent.
    static final class RepeatsTexts extends Conduct {
        @Override
        SendOutcome reported(ChannelKind channel, SendOutcome outcome) {
            return channel == ChannelKind.SMS && outcome instanceof SendOutcome.Unknown
                    ? new SendOutcome.NotSent(NotSentCause.CONNECT)
                    : outcome;
        }
    }

    /// Takes the text of a notice of which nobody knows for one that was not sent.
    static final class RepeatsTextsOfNotices extends Conduct {
        @Override
        SendOutcome reportedOfNotice(ChannelKind channel, SendOutcome outcome) {
            return channel == ChannelKind.SMS && outcome instanceof SendOutcome.Unknown
                    ? new SendOutcome.NotSent(NotSentCause.CONNECT)
                    : outcome;
        }
    }

    /// Repeats a push or a mail of a notice that was taken.
    static final class RepeatsNoticesThatWereTaken extends Conduct {
        @Override
        SendOutcome reportedOfNotice(ChannelKind channel, SendOutcome outcome) {
            return channel != ChannelKind.SMS && outcome instanceof SendOutcome.Accepted
                    ? new SendOutcome.NotSent(NotSentCause.UNAVAILABLE)
                    : outcome;
        }
    }

    /// Does not look whether a notice still may be sent.
    static final class IgnoresTheGateOfNotices extends Conduct {
        @Override
        boolean asksTheGateOfNotices() {
            return false;
        }
    }

    /// Loses notices, and says that they are kept.
    static final class LosesNotices extends Conduct {
        @Override
        List<ShardRecord> written(List<ShardRecord> records) {
            return records.stream()
                    .filter(record -> !(record instanceof ShardRecord.NoticeAsked))
                    .toList();
        }
    }

    /// Tries again what was taken.
    static final class RepeatsWhatWasTaken extends Conduct {
        @Override
        SendOutcome reported(ChannelKind channel, SendOutcome outcome) {
            return channel != ChannelKind.SMS && outcome instanceof SendOutcome.Accepted
                    ? new SendOutcome.NotSent(NotSentCause.UNAVAILABLE)
                    : outcome;
        }
    }

    /// Takes what was not sent for accepted.
    static final class TakesNotSentForAccepted extends Conduct {
        @Override
        SendOutcome reported(ChannelKind channel, SendOutcome outcome) {
            return outcome instanceof SendOutcome.NotSent ? new SendOutcome.Accepted("m") : outcome;
        }
    }

    /// Takes absence from the provider's list for an answer at once.
    static final class BelievesAbsenceAtOnce extends Conduct {
        @Override
        Duration absentAfter() {
            return Duration.ZERO;
        }
    }

    /// Forgets how requests ended.
    static final class ForgetsOutcomes extends Conduct {
        @Override
        boolean tellsTheShard() {
            return false;
        }
    }

    /// Sends to all endpoints of a subscriber at once.
    static final class SendsToEveryEndpoint extends Conduct {
        @Override
        List<Integer> endpoints(int chosen, List<Integer> all) {
            List<Integer> both = new ArrayList<>(List.of(chosen));
            all.stream().filter(endpoint -> endpoint != chosen).forEach(both::add);
            return both;
        }
    }

    /// Gives up the tries of an earlier owner at once.
    static final class GivesNoGrace extends Conduct {
        @Override
        Grace grace() {
            return grace(Duration.ZERO);
        }
    }

    /// Starts from a snapshot one record too far.
    static final class SkipsTheRecordAfterASnapshot extends Conduct {
        @Override
        long snapshotPosition(long position) {
            return position + 1;
        }
    }

    /// Plans without the last group.
    static final class LeavesOutAGroup extends Conduct {
        @Override
        List<ShardRecord> written(List<ShardRecord> records) {
            return records.stream().map(LeavesOutAGroup::less).toList();
        }

        private static ShardRecord less(ShardRecord record) {
            if (record instanceof ShardRecord.Planned(var stamp, int alert, int step, var groups)
                    && !groups.isEmpty()) {
                return new ShardRecord.Planned(stamp, alert, step, groups.subList(0, groups.size() - 1));
            }
            return record;
        }
    }

    /// Serves the second wave first.
    static final class TurnsTheWavesAround extends Conduct {
        private static final int KEYS = 8;

        @Override
        List<ShardRecord> written(List<ShardRecord> records) {
            return records.stream().map(TurnsTheWavesAround::turned).toList();
        }

        private static ShardRecord turned(ShardRecord record) {
            if (record instanceof ShardRecord.Planned(var stamp, int alert, int step, var groups)) {
                List<ShardRecord.Group> turned = groups.stream()
                        .map(group -> new ShardRecord.Group(KEYS - 1 - group.key(), group.slots()))
                        .toList();
                return new ShardRecord.Planned(stamp, alert, step, turned);
            }
            return record;
        }
    }

    /// Stamps decisions with a time that goes back.
    static final class TurnsTimeBack extends Conduct {
        @Override
        List<ShardRecord> written(List<ShardRecord> records) {
            return records.stream().map(TurnsTimeBack::earlier).toList();
        }

        private static ShardRecord earlier(ShardRecord record) {
            return record instanceof ShardRecord.Tick(var stamp)
                    ? new ShardRecord.Tick(new ShardRecord.Stamp(stamp.epoch(), stamp.timeMs() - 60_000))
                    : record;
        }
    }

    /// Counts the age of evidence from when it was read.
    static final class DatesEvidenceByItsArrival extends Conduct {
        @Override
        ShardRecord read(long position, ShardRecord record) {
            return record instanceof ShardRecord.Received received
                    ? received(received, received.reason(), Long.MAX_VALUE)
                    : record;
        }
    }

    /// Lets the place of a receipt in the journal change what it says.
    static final class ReadsReasonsByTheirPlace extends Conduct {
        @Override
        ShardRecord read(long position, ShardRecord record) {
            FailureReason reason = position % 2 == 0 ? FailureReason.OTHER : FailureReason.BLOCKED;
            return record instanceof ShardRecord.Received received
                    ? received(received, reason, received.timeMs())
                    : record;
        }
    }

    private static ShardRecord.Received received(ShardRecord.Received received, FailureReason reason, long timeMs) {
        return new ShardRecord.Received(
                received.alert(),
                received.step(),
                received.endpoint(),
                received.tryNumber(),
                received.kind(),
                reason,
                received.source(),
                timeMs,
                received.slots());
    }
}
