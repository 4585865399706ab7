package uk.tocsin.shard;

import java.util.List;
import java.util.UUID;
import org.roaringbitmap.RoaringBitmap;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Coded;
import uk.tocsin.model.Effect;
import uk.tocsin.model.Evidence;
import uk.tocsin.model.EvidenceSource;
import uk.tocsin.model.FailureReason;
import uk.tocsin.model.NoticeKind;
import uk.tocsin.model.Response;
import uk.tocsin.model.SlotKind;
import uk.tocsin.model.SuppressionCause;
import uk.tocsin.model.SuppressionReason;

/// A record of a shard's journal. Inputs may be appended by anyone; decisions by the shard's owner alone, and
/// they count only if no later claim precedes them. Instances hold arrays and bitmaps that nobody changes once
/// they are appended. Times are milliseconds since the epoch.
public sealed interface ShardRecord {
    /// What anyone may append.
    sealed interface Input extends ShardRecord {}

    /// What only the owner appends. `stamp` carries the claim it was decided under, and the shard's time.
    sealed interface Decision extends ShardRecord {
        /// The claim and the time of this decision.
        Stamp stamp();
    }

    /// The claim that a decision is made under, and its time.
    ///
    /// @param epoch the position of the [Claim] that the decider owns the shard by
    /// @param timeMs the shard's time from this decision on
    record Stamp(long epoch, long timeMs) {}

    /// Asks for `count` new slots. The requester reads them back; repeating a request id gives the same slots.
    record SlotsTaken(UUID request, SlotKind kind, int count) implements Input {}

    /// Sets what is known of subscribers: everything that was known before is replaced.
    record SubscribersSet(List<SubscriberEntry> entries) implements Input {}

    /// One subscriber of a [SubscribersSet].
    ///
    /// @param segments segment codes, without those of the channels, which follow from the endpoints
    /// @param endpoints see [EndpointMask]
    /// @param premises slots of the premises this subscriber answers for; the first is where they are found
    /// @param preferences see [uk.tocsin.model.Preferences#code]
    record SubscriberEntry(int slot, int[] segments, long endpoints, int[] premises, int preferences) {}

    /// Sets where premises are.
    record PremisesSet(int[] slots, int[] cells) implements Input {}

    /// A subscriber is gone. Figures stay.
    record Erased(int slot) implements Input {}

    /// An endpoint is not to be used until it is released, or until an instant (Long.MAX_VALUE: for good).
    record EndpointSuppressed(int slot, int endpoint, SuppressionCause cause, long untilMs) implements Input {
        /// Until it is released.
        public EndpointSuppressed(int slot, int endpoint, SuppressionCause cause) {
            this(slot, endpoint, cause, Suppressions.FOR_GOOD);
        }
    }

    /// A suppressed endpoint may be used again.
    record EndpointReleased(int slot, int endpoint) implements Input {}

    /// Evidence about deliveries of one (alert, step, endpoint, try).
    ///
    /// @param tryNumber the try that the evidence is about, or 0 where the source does not say
    /// @param reason why it failed; meaningful for [Evidence#FAILED] only, then never null in meaning
    record Received(
            int alert,
            int step,
            int endpoint,
            long tryNumber,
            Evidence kind,
            FailureReason reason,
            EvidenceSource source,
            long timeMs,
            int[] slots)
            implements Input {}

    /// A person answered an alert, as the delivery of one of its steps.
    record Responded(int alert, int step, int slot, Response response) implements Input {}

    /// People opened a link of an alert. Nobody knows who: they are counted and no more.
    ///
    /// @param action the action's place in the alert, from 0
    record LinkOpened(int alert, int action, int times) implements Input {}

    /// A subscriber has completed something.
    ///
    /// @param done a segment of the dimension [uk.tocsin.model.Dimension#DONE]
    record Completed(int slot, int done) implements Input {}

    /// Asks for a notice to one endpoint of one slot. The record's position is the notice's number. The slot
    /// may have nothing else yet: who registers has no segments before they confirm, so the channel is said
    /// here.
    ///
    /// @param expiresMs no try is begun at or after it
    record NoticeAsked(NoticeKind kind, ChannelKind channel, int slot, int endpoint, long expiresMs) implements Input {}

    /// A node owns the shard from this record's position on, which is its epoch.
    record Claim(long node, long timeMs) implements ShardRecord {}

    /// What acts of the control log, up to a position, mean for this shard.
    record Followed(Stamp stamp, long controlPosition, List<Effect> effects) implements Decision {}

    /// Time passed.
    record Tick(Stamp stamp) implements Decision {}

    /// The subscribers of one step, in the order in which they are served.
    record Planned(Stamp stamp, int alert, int step, List<Group> groups) implements Decision {}

    /// Subscribers with one place in the order of service; see [ServiceKey]. The lowest key is served first.
    record Group(int key, RoaringBitmap slots) {}

    /// Planned deliveries that are not sent before an instant.
    record Held(Stamp stamp, int alert, int step, long releaseMs, RoaringBitmap slots) implements Decision {}

    /// Planned deliveries that are deliberately not sent.
    record Suppressed(Stamp stamp, int alert, int step, SuppressionReason reason, RoaringBitmap slots)
            implements Decision {}

    /// Opens a try: this record's position is its number. Only slots still in work left are opened.
    ///
    /// @param permitMs the wall time at which the permit was granted
    record Attempted(Stamp stamp, int alert, int step, int endpoint, long permitMs, int[] slots) implements Decision {}

    /// What became of some requests of a try. `indexes` are places among the slots that the try opened,
    /// ascending.
    ///
    /// @param codes see [OutcomeCode]
    /// @param providerIds the provider's names, by place in `indexes`; empty where none are kept
    record Outcome(Stamp stamp, long tryNumber, int[] indexes, short[] codes, List<String> providerIds)
            implements Decision {}

    /// An unknown is decided.
    record Resolved(Stamp stamp, long tryNumber, Verdict verdict, RoaringBitmap slots) implements Decision {}

    /// How an unknown was decided.
    enum Verdict implements Coded {
        SENT(1, "sent"),
        NOT_SENT(2, "not-sent"),
        GIVEN_UP(3, "given-up");

        private final int code;
        private final String word;

        Verdict(int code, String word) {
            this.code = code;
            this.word = word;
        }

        @Override
        public int code() {
            return code;
        }

        @Override
        public String word() {
            return word;
        }
    }

    /// Opens a try of a notice: this record's position is the try's number.
    ///
    /// @param permitMs the wall time at which the permit was granted
    record NoticeTried(Stamp stamp, long notice, long permitMs) implements Decision {}

    /// A try of a notice ended, or a notice that waits.
    ///
    /// @param tryNumber the try; 0 for a notice that has none open
    record NoticeEnded(Stamp stamp, long notice, long tryNumber, NoticeEnd end) implements Decision {}

    /// How a try of a notice ended, or the notice itself.
    enum NoticeEnd implements Coded {
        /// The provider took it: the notice is over.
        SENT(1, "sent"),
        /// The provider will not deliver it to this endpoint: over.
        REFUSED(2, "refused"),
        /// The provider certainly did not process it: tried again, later each time.
        NOT_SENT(3, "not-sent"),
        /// It was not asked of the provider, or that was busy: counts as no try.
        NOT_TRIED(4, "not-tried"),
        /// Nobody knows: over for a text; a push or a mail is repeated, twice at most.
        UNKNOWN(5, "unknown"),
        /// The register forbids it: over.
        WITHHELD(6, "withheld"),
        /// Its time is over, and so is it.
        EXPIRED(7, "expired");

        private final int code;
        private final String word;

        NoticeEnd(int code, String word) {
            this.code = code;
            this.word = word;
        }

        @Override
        public int code() {
            return code;
        }

        @Override
        public String word() {
            return word;
        }
    }

    /// Deliveries that will not be tried any more.
    record Ended(Stamp stamp, int alert, int step, End end, RoaringBitmap slots) implements Decision {}

    /// Why deliveries ended.
    enum End implements Coded {
        WITHDRAWN(1, "withdrawn"),
        EXPIRED(2, "expired");

        private final int code;
        private final String word;

        End(int code, String word) {
            this.code = code;
            this.word = word;
        }

        @Override
        public int code() {
            return code;
        }

        @Override
        public String word() {
            return word;
        }
    }
}
