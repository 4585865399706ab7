package uk.tocsin.control;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import uk.tocsin.model.Alert;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Digest;
import uk.tocsin.model.Endpoint;
import uk.tocsin.model.Tier;

/// Something a person or the engine wants to happen: one record of the control log. Whether it counts is
/// decided by [ControlState#apply] alone, from the acts before it. Acts hold numbers and codes; the words of
/// alerts and the reasons officers give are the only texts, and no act holds personal data of a subscriber.
///
/// Constructors refuse with an IllegalArgumentException what no state could make valid; everything else is the
/// fold's to reject with words.
public sealed interface Act {
    /// Who, when, and the id that makes repetition harmless.
    ActHeader header();

    /// A change that takes two administrators, once there are two: [ProposalDesk]. Of [UserSet] only what brings
    /// somebody in does; stopping somebody takes one.
    sealed interface Privileged extends Act {
        /// The same change under another header.
        Privileged under(ActHeader header);
    }

    /// A member of staff exists, or no longer works here. Names and credentials are in the register. Whoever is
    /// new may set their credentials: as after [EnrolmentOpened].
    ///
    /// @param staff the staff number, from 1
    /// @param ordinal of their own slot, for paging; -1 for none
    record UserSet(ActHeader header, int staff, int ordinal, boolean active) implements Privileged {
        public UserSet {
            require(staff > 0 && ordinal >= -1, "staff or ordinal");
        }

        @Override
        public UserSet under(ActHeader other) {
            return new UserSet(other, staff, ordinal, active);
        }
    }

    /// The roles of a member of staff, all of them. Nobody sets their own.
    record RolesSet(ActHeader header, int staff, Set<Role> roles) implements Privileged {
        public RolesSet {
            require(staff > 0, "staff");
            roles = roles.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(roles));
        }

        @Override
        public RolesSet under(ActHeader other) {
            return new RolesSet(other, staff, roles);
        }
    }

    /// The on-call rota, all of it: whose shifts hold at a time are paged in this order.
    record OnCallSet(ActHeader header, List<Shift> shifts) implements Act {
        public OnCallSet {
            shifts = List.copyOf(shifts);
        }
    }

    /// A template that drafts start from; without content it is withdrawn.
    ///
    /// @param key lower-case letters, digits and hyphens
    record TemplateSaved(ActHeader header, String key, Optional<Alert> content) implements Act {}

    /// How much a provider grants.
    ///
    /// @param perMinute messages a minute, over all shards
    record QuotaSet(ActHeader header, ChannelKind channel, int perMinute) implements Privileged {
        public QuotaSet {
            require(perMinute >= 0, "perMinute");
        }

        @Override
        public QuotaSet under(ActHeader other) {
            return new QuotaSet(other, channel, perMinute);
        }
    }

    /// Whether a channel is used at all.
    record ChannelSet(ActHeader header, ChannelKind channel, boolean open) implements Privileged {
        @Override
        public ChannelSet under(ActHeader other) {
            return new ChannelSet(other, channel, open);
        }
    }

    /// A new key is in force from `since` on, for its purpose.
    ///
    /// @param keyId its name in signatures: 1 to 64 letters, digits, hyphens, underscores
    /// @param publicKey the 32 bytes of an Ed25519 public key (RFC 8032)
    record KeyRotated(ActHeader header, KeyPurpose purpose, String keyId, byte[] publicKey, Instant since)
            implements Privileged {
        @Override
        public KeyRotated under(ActHeader other) {
            return new KeyRotated(other, purpose, keyId, publicKey, since);
        }
    }

    /// How far the audience of a scheduled alert may drift from what was submitted: [Dispatched].
    ///
    /// @param percent of the submitted count
    record DriftSet(ActHeader header, int percent) implements Privileged {
        public DriftSet {
            require(percent >= 0, "percent");
        }

        @Override
        public DriftSet under(ActHeader other) {
            return new DriftSet(other, percent);
        }
    }

    /// A member of staff may set new credentials: password, one-time codes, tokens.
    record EnrolmentOpened(ActHeader header, int staff) implements Privileged {
        public EnrolmentOpened {
            require(staff > 0, "staff");
        }

        @Override
        public EnrolmentOpened under(ActHeader other) {
            return new EnrolmentOpened(other, staff);
        }
    }

    /// They did: the enrolment is over.
    record Enrolled(ActHeader header, int staff) implements Act {
        public Enrolled {
            require(staff > 0, "staff");
        }
    }

    /// An administrator asks another to agree to a change. The position of this record is the proposal's number.
    ///
    /// @param change under the header of this act
    record Proposed(ActHeader header, Privileged change) implements Act {
        public Proposed {
            require(change.header().equals(header), "change.header");
        }
    }

    /// Another administrator agrees: the change is made now, by its proposer.
    record Agreed(ActHeader header, long proposal) implements Act {
        public Agreed {
            require(proposal >= 0, "proposal");
        }
    }

    /// An administrator, the proposer included, ends a proposal.
    record Declined(ActHeader header, long proposal) implements Act {
        public Declined {
            require(proposal >= 0, "proposal");
        }
    }

    /// Something worth the audit log that changes nothing.
    ///
    /// @param subject a staff number or an ordinal, as `kind` has it; 0 for none
    /// @param count how often it happened since it was noted last
    record Noted(ActHeader header, Note kind, int subject, int count) implements Act {
        public Noted {
            require(subject >= 0 && count >= 1, "subject or count");
        }
    }

    /// A version of an alert as it was typed.
    ///
    /// @param alert its number; 0 for a new alert, whose number the fold assigns
    /// @param editors everyone who edited any part since the version before, ascending; the actor is one of
    ///     them
    record VersionSaved(ActHeader header, int alert, Alert content, List<Integer> editors) implements Act {
        public VersionSaved {
            require(alert >= 0, "alert");
            editors = people(editors, header.actor());
        }
    }

    /// A version is put before an approver.
    ///
    /// @param version from 1
    /// @param matched subscribers in its audience, counted when it was submitted
    record Submitted(ActHeader header, int alert, int version, long matched) implements Act {
        public Submitted {
            require(alert > 0 && version > 0 && matched >= 0, "alert, version or matched");
        }
    }

    /// The submitted version goes back to be changed.
    record Returned(ActHeader header, int alert, String reason) implements Act {
        public Returned {
            require(alert > 0, "alert");
        }
    }

    /// The submitted version, and with it the alert, is refused for good.
    record Rejected(ActHeader header, int alert, String reason) implements Act {
        public Rejected {
            require(alert > 0, "alert");
        }
    }

    /// A second person agrees to exactly this. Without `at` it is the dispatch.
    ///
    /// @param digest of the version: [uk.tocsin.model.codec.AlertCodec#digest]
    /// @param signature [ApprovalSignature] over digest, alert and version, a compact JWS
    /// @param at when it is to be dispatched; empty for now
    record Approved(ActHeader header, int alert, int version, Digest digest, String signature, Optional<Instant> at)
            implements Act {
        public Approved {
            require(alert > 0 && version > 0, "alert or version");
            at = at.map(instant -> instant.truncatedTo(ChronoUnit.MILLIS));
        }
    }

    /// A scheduled dispatch will not happen.
    record Voided(ActHeader header, int alert, String reason) implements Act {
        public Voided {
            require(alert > 0, "alert");
        }
    }

    /// The clerk dispatches a scheduled alert whose time has come. When the audience has drifted by more than
    /// [DriftSet] allows, it is voided instead.
    ///
    /// @param submitted subscribers who matched when it was submitted
    /// @param matched subscribers who match now
    record Dispatched(ActHeader header, int alert, long submitted, long matched) implements Act {
        public Dispatched {
            require(alert > 0 && submitted >= 0 && matched >= 0, "alert, submitted or matched");
        }
    }

    /// An officer sends an alert of their own by themself, to avert a threat to life.
    ///
    /// @param version the latest
    /// @param matched subscribers in its audience now
    /// @param digest of the version
    /// @param signature [ApprovalSignature] over digest, alert and version
    record GlassBroken(
            ActHeader header, int alert, int version, long matched, Digest digest, String signature, String reason)
            implements Act {
        public GlassBroken {
            require(alert > 0 && version > 0 && matched >= 0, "alert, version or matched");
        }
    }

    /// An approver has looked into an alert that one officer sent alone.
    ///
    /// @param finding in words
    record Reviewed(ActHeader header, int alert, String finding, boolean justified) implements Act {
        public Reviewed {
            require(alert > 0, "alert");
        }
    }

    /// A scheduled alert goes at another time.
    record ScheduleMoved(ActHeader header, int alert, Instant at) implements Act {
        public ScheduleMoved {
            require(alert > 0, "alert");
            at = at.truncatedTo(ChronoUnit.MILLIS);
        }
    }

    /// A version of a holding message as it was typed; a new one, or the next.
    record HoldingSaved(ActHeader header, HoldingMessage message) implements Act {}

    /// A holding message can be released no longer.
    record HoldingWithdrawn(ActHeader header, String key, String reason) implements Act {}

    /// A second person agrees to exactly this version of a holding message.
    ///
    /// @param digest [HoldingMessage#digest]
    record HoldingApproved(ActHeader header, String key, int version, Digest digest) implements Act {
        public HoldingApproved {
            require(version > 0, "version");
        }
    }

    /// One officer releases a holding message for a place: an alert that is dispatched at once.
    ///
    /// @param version the approved one
    /// @param place as it was typed
    /// @param area index of the permitted area
    /// @param matched subscribers in the audience of the alert now
    /// @param alert the number that the alert gets, which the signature names
    /// @param signature [ApprovalSignature] over [HoldingMessage#fill] at the time of the header, the alert's
    ///     number and version 1
    record HoldingReleased(
            ActHeader header,
            String key,
            int version,
            String place,
            int area,
            long matched,
            int alert,
            String signature)
            implements Act {
        public HoldingReleased {
            require(version > 0 && area >= 0 && matched >= 0 && alert > 0, "version, area, matched or alert");
        }
    }

    /// An alert is withdrawn: a draft is dropped, nothing more is sent of one that was dispatched. One person
    /// is enough to stop; saying so to those reached is a change of its own ([Updated] with type Cancel).
    record Cancelled(ActHeader header, int alert, String reason) implements Act {
        public Cancelled {
            require(alert > 0, "alert");
        }
    }

    /// An update, cancellation or all-clear of a dispatched alert is begun: the first version of a child, whose
    /// number the fold assigns. It needs two people like every alert, and takes effect when it is approved.
    ///
    /// @param alert the alert to change: the child's parent
    /// @param editors as in [VersionSaved]
    record Updated(ActHeader header, int alert, Alert child, List<Integer> editors) implements Act {
        public Updated {
            require(alert > 0, "alert");
            editors = people(editors, header.actor());
        }
    }

    /// An alert is sent again, word for word and under its approval, to those it did not reach. The fold
    /// assigns the number of the child.
    record Resent(ActHeader header, int alert) implements Act {
        public Resent {
            require(alert > 0, "alert");
        }
    }

    /// Nothing of an alert is sent until it is resumed; 0 is everything.
    record Halted(ActHeader header, int alert, String reason) implements Act {
        public Halted {
            require(alert >= 0, "alert");
        }
    }

    /// Ends a [Halted] of the same number. After a [Restored] each live alert takes two people.
    record Resumed(ActHeader header, int alert) implements Act {
        public Resumed {
            require(alert >= 0, "alert");
        }
    }

    /// A step of a dispatched alert starts nothing more.
    ///
    /// @param step its index in the plan, from 0
    record StepStopped(ActHeader header, int alert, int step) implements Act {
        public StepStopped {
            require(alert > 0 && step >= 0, "alert or step");
        }
    }

    /// Somebody is put forward for a tier that needs vetting. The sponsor answers for it; somebody else decides.
    ///
    /// @param evidence where the evidence lies, e.g. a file number; never the evidence itself, nor a name
    record TierAsked(ActHeader header, int ordinal, Tier tier, String evidence) implements Act {
        public TierAsked {
            require(ordinal >= 0, "ordinal");
        }
    }

    /// A retention rule was carried out.
    ///
    /// @param rule its word
    /// @param count how many records it concerned
    record Retained(ActHeader header, String rule, int count) implements Act {
        public Retained {
            require(count >= 0, "count");
        }
    }

    /// A subscriber gets nothing, and reads nothing above public, until they are reinstated.
    record Suspended(ActHeader header, int ordinal, String reason) implements Act {
        public Suspended {
            require(ordinal >= 0, "ordinal");
        }
    }

    /// Ends a [Suspended].
    record Reinstated(ActHeader header, int ordinal, String reason) implements Act {
        public Reinstated {
            require(ordinal >= 0, "ordinal");
        }
    }

    /// Two records are one person's: what is held in the first moves to the second, and the first is forgotten.
    record Merged(ActHeader header, int ordinal, int into) implements Act {
        public Merged {
            require(ordinal >= 0 && into >= 0 && ordinal != into, "ordinal or into");
        }
    }

    /// An officer lets a suppressed endpoint be used again.
    record EndpointReleased(ActHeader header, int ordinal, int endpoint, String reason) implements Act {
        public EndpointReleased {
            require(ordinal >= 0 && endpoint >= 0 && endpoint < Endpoint.MAX, "ordinal or endpoint");
        }
    }

    /// A subscriber's access tier was decided.
    ///
    /// @param until when it ends; empty for no end
    record TierDecided(ActHeader header, int ordinal, Tier tier, Optional<Instant> until) implements Act {
        public TierDecided {
            require(ordinal >= 0, "ordinal");
            until = until.map(instant -> instant.truncatedTo(ChronoUnit.MILLIS));
        }
    }

    /// A subscriber falls back to the public tier at once.
    record TierRevoked(ActHeader header, int ordinal, String reason) implements Act {
        public TierRevoked {
            require(ordinal >= 0, "ordinal");
        }
    }

    /// A member of staff was told: that a version waits for them to approve it, that a review is owed, or that a
    /// scheduled alert they agreed on has drifted.
    record Paged(ActHeader header, int alert, int version, int staff) implements Act {
        public Paged {
            require(alert > 0 && version > 0 && staff > 0, "alert, version or staff");
        }
    }

    /// A shard has nothing left to do for an alert.
    ///
    /// @param position in the shard's journal up to which this was derived
    record ShardSettled(ActHeader header, int alert, int shard, long position, List<SettledCount> counts)
            implements Act {
        public ShardSettled {
            require(alert > 0 && shard >= 0 && position >= 0, "alert, shard or position");
            counts = SettledCount.sorted(counts);
        }
    }

    /// The clerk signs the head of the hash chain: everything up to `position` is as it was.
    ///
    /// @param hash the chain's value after the record at `position`
    /// @param keyId names the key of purpose [KeyPurpose#CHECKPOINT] that signed
    /// @param signature 64 bytes of Ed25519: [HashChain#sign]
    record Checkpoint(ActHeader header, long position, Digest hash, String keyId, byte[] signature) implements Act {
        public Checkpoint {
            require(position >= 0, "position");
        }
    }

    /// The installation was restored from a backup. Everything is halted until two people resume, or one
    /// cancels, each live alert.
    ///
    /// @param generation counts restores, from 1
    /// @param firstFreeAlert the high-water mark kept outside the backup: no alert gets a lower number from now
    record Restored(ActHeader header, int generation, int firstFreeAlert) implements Act {
        public Restored {
            require(generation > 0 && firstFreeAlert > 0, "generation or firstFreeAlert");
        }
    }

    private static void require(boolean holds, String fields) {
        if (!holds) {
            throw new IllegalArgumentException(fields + ": out of range");
        }
    }

    private static List<Integer> people(Collection<Integer> editors, int actor) {
        TreeSet<Integer> people = new TreeSet<>(editors);
        people.add(actor);
        return List.copyOf(people);
    }
}
