package uk.tocsin.control;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
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
/// @param drift why a scheduled dispatch did not happen, if it was that
/// @param review of an alert that one officer sent alone
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
        Optional<Drift> drift,
        Optional<Review> review,
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
    /// @param basis on what ground
    /// @param because the key of the holding message, or the reason why one person sent it alone; else empty
    public record Approval(
            int alert,
            int version,
            Digest digest,
            String keyId,
            String signature,
            int approver,
            Instant time,
            long position,
            Optional<Instant> at,
            Basis basis,
            String because) {
        /// The same, for another time.
        Approval at(Instant other) {
            return new Approval(
                    alert,
                    version,
                    digest,
                    keyId,
                    signature,
                    approver,
                    time,
                    position,
                    Optional.of(other),
                    basis,
                    because);
        }
    }

    /// An audience that had become another when the time of a scheduled alert came.
    ///
    /// @param submitted subscribers who matched when it was submitted
    /// @param counted subscribers who matched when it was due
    public record Drift(long submitted, long counted, Instant time) {}

    /// What somebody else found about an alert that one officer sent alone.
    public record Review(int reviewer, String finding, boolean justified, Instant time, long position) {}

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

    /// Whether one officer sent it alone and nobody has looked into that. A resend is under the first approval, and
    /// so under the first review.
    public boolean reviewOwed() {
        boolean alone = approval.filter(a -> a.basis() == Basis.BREAK_GLASS).isPresent();
        return alone && relation != Relation.RESEND && review.isEmpty();
    }

    /// Who put it before an approver, and who approved it.
    public Set<Integer> agreed() {
        Set<Integer> people = new TreeSet<>();
        submission.ifPresent(s -> people.add(s.submitter()));
        approval.ifPresent(a -> people.add(a.approver()));
        return people;
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
