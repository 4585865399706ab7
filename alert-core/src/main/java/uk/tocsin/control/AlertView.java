package uk.tocsin.control;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import uk.tocsin.model.Alert;
import uk.tocsin.model.Digest;
import uk.tocsin.model.Relation;
import uk.tocsin.model.Shards;

/// An alert as folded so far. Immutable; any thread.
///
/// @param status as recorded; ask [#statusAt] for the one that knows the time
/// @param parent the alert it changes or repeats; 0 for none
/// @param children alerts that change or repeat it, in the order they were begun
/// @param versions in order; a resend has the one version that was approved, with its number
/// @param editors everyone who edited any part of any version, ascending: none of them may approve
/// @param submission the version that is, or was last, before an approver
/// @param paged the approvers who were told that it waits for them, in order
/// @param reason given with the last return, rejection, cancellation or voiding; empty for none
/// @param halted whether it is halted by itself
/// @param restoreHold whether it waits, since a restore, for two people to resume it
/// @param resumedBy who has asked for that
/// @param settled the shards that have nothing left to do, ascending
public record AlertView(
        int number,
        AlertStatus status,
        Relation relation,
        int parent,
        List<Integer> children,
        List<Version> versions,
        SortedSet<Integer> editors,
        Optional<Submission> submission,
        List<Integer> paged,
        Optional<Approval> approval,
        Optional<Dispatch> dispatch,
        String reason,
        boolean halted,
        boolean restoreHold,
        SortedSet<Integer> resumedBy,
        SortedSet<Integer> stoppedSteps,
        List<ShardSettlement> settled) {

    /// One version.
    ///
    /// @param editors who edited it since the version before
    /// @param position of its record
    public record Version(
            int number, Alert content, Digest digest, List<Integer> editors, Instant time, long position) {}

    /// A version put before an approver.
    public record Submission(int version, int submitter, long matched, Instant time, long position) {}

    /// A valid approval.
    ///
    /// @param alert the number the signature names; for a resend that of the alert that was approved
    /// @param keyId the key that signed
    /// @param at when it is to be dispatched; empty for at once
    public record Approval(
            int alert,
            int version,
            Digest digest,
            String keyId,
            String signature,
            int approver,
            Instant time,
            long position,
            Optional<Instant> at) {}

    /// The act that dispatched it.
    public record Dispatch(long position, Instant time) {}

    /// What a shard reported when it had nothing left to do.
    ///
    /// @param position in the shard's journal
    public record ShardSettlement(int shard, long position, List<SettledCount> counts) {}

    /// The status at an instant: a dispatched or scheduled alert has expired once its expiry is reached.
    public AlertStatus statusAt(Instant instant) {
        boolean ends = status == AlertStatus.DISPATCHED || status == AlertStatus.SCHEDULED;
        return ends && !instant.isBefore(content().expires()) ? AlertStatus.EXPIRED : status;
    }

    /// What counts: the approved version, else the latest.
    public Alert content() {
        return approval.map(a -> version(a.version()).orElseThrow().content())
                .orElseGet(() -> versions.getLast().content());
    }

    /// A version by its number.
    public Optional<Version> version(int number) {
        return versions.stream().filter(v -> v.number() == number).findFirst();
    }

    /// Whether every shard has settled it.
    public boolean settledEverywhere() {
        return settled.size() == Shards.COUNT;
    }
}
