package uk.tocsin.control;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.UUID;
import uk.tocsin.model.Alert;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Digest;
import uk.tocsin.model.Effect;
import uk.tocsin.model.codec.CorruptRecordException;
import uk.tocsin.model.codec.In;
import uk.tocsin.model.codec.Out;

/// The state folded from the control log. An act counts only if it is valid in the state before it, so the
/// order of the log decides every race, and every node that folds the same log decides the same.
///
/// How it works: an act id that was seen is answered as before. Otherwise a desk judges the act against the
/// books and, only if nothing refuses it, changes them. Every record, whatever was decided about it, goes into
/// the hash chain. Nothing here reads a clock: times are in the acts, and the time of an act about an alert
/// never goes back behind an earlier act about it.
///
/// For one thread at a time. The views it gives out are immutable and may be handed to any thread.
public final class ControlState {
    private static final int FORM = 5;

    private final Books books;
    private final Heads heads;
    private final ActIds actIds;
    private final PolicyDesk policy;
    private final PeopleDesk people;
    private final ProposalDesk proposals;
    private final ChangeDesk changes;
    private final AlertDesk desk;
    private final ScheduleDesk schedule;
    private final HoldingDesk holding;
    private final GlassDesk glass;

    /// The state before the first record.
    public ControlState() {
        this(new Books(), new Heads(), new ActIds());
    }

    private ControlState(Books books, Heads heads, ActIds actIds) {
        this.books = books;
        this.heads = heads;
        this.actIds = actIds;
        this.policy = new PolicyDesk(books);
        this.people = new PeopleDesk(books);
        this.proposals = new ProposalDesk(books, policy);
        this.changes = new ChangeDesk(books);
        this.desk = new AlertDesk(books, changes);
        this.schedule = new ScheduleDesk(books, changes);
        this.holding = new HoldingDesk(books, changes);
        this.glass = new GlassDesk(books, changes);
    }

    /// Folds the next record of the log. IllegalArgumentException when `position` is not [#next];
    /// [CorruptRecordException] for a record that cannot be read, which stops the reader: nothing has changed.
    public Verdict apply(long position, byte[] record) {
        return apply(position, ActCodec.decode(record), record);
    }

    /// Folds the next act: the same as folding its encoding.
    public Verdict apply(long position, Act act) {
        return apply(position, act, ActCodec.encode(act));
    }

    private Verdict apply(long position, Act act, byte[] record) {
        if (position != heads.next()) {
            throw new IllegalArgumentException("position " + position + " came where " + heads.next() + " was due");
        }
        Optional<Verdict.Repeated> seen = actIds.seen(act.header().actId());
        Verdict verdict = seen.isPresent() ? seen.get() : judge(position, act);
        if (seen.isEmpty()) {
            actIds.add(act.header().actId(), position, verdict);
        }
        heads.add(position, record);
        return verdict;
    }

    private Verdict judge(long position, Act act) {
        try {
            Verdict.Accepted accepted = decide(position, act);
            Instant time = act.header().time();
            books.latest = time.isAfter(books.latest) ? time : books.latest;
            return accepted;
        } catch (Refused refused) {
            return refused.verdict();
        }
    }

    private Verdict.Accepted decide(long at, Act act) {
        return switch (act) {
            case Act.Privileged a -> accepted(at, 0, proposals.alone(a, at));
            case Act.Proposed a -> done(at, 0, () -> proposals.proposed(a, at));
            case Act.Agreed a -> accepted(at, 0, proposals.agreed(a, at));
            case Act.Declined a -> done(at, 0, () -> proposals.declined(a));
            case Act.Enrolled a -> done(at, 0, () -> proposals.enrolled(a));
            case Act.Noted a -> done(at, 0, () -> proposals.noted(a));
            case Act.OnCallSet a -> accepted(at, 0, policy.onCall(a));
            case Act.TemplateSaved a -> accepted(at, 0, policy.template(a));
            case Act.TierAsked a -> accepted(at, 0, policy.asked(a));
            case Act.TierDecided a -> accepted(at, 0, policy.tier(a));
            case Act.EndpointReleased a -> accepted(at, 0, policy.released(a));
            case Act.Retained a -> accepted(at, 0, PolicyDesk.retained(a));
            case Act.TierRevoked a -> accepted(at, 0, policy.revoked(a));
            case Act.Suspended a -> accepted(at, 0, people.suspended(a));
            case Act.Reinstated a -> accepted(at, 0, people.reinstated(a));
            case Act.Merged a -> done(at, 0, () -> people.merged(a));
            case Act.VersionSaved a when a.alert() == 0 -> accepted(at, desk.begun(a, at), List.of());
            case Act.VersionSaved a -> done(at, a.alert(), () -> desk.saved(a, at));
            case Act.Submitted a -> done(at, a.alert(), () -> desk.submitted(a, at));
            case Act.Returned a -> done(at, a.alert(), () -> desk.returned(a));
            case Act.Rejected a -> done(at, a.alert(), () -> desk.rejected(a));
            case Act.Approved a -> accepted(at, a.alert(), desk.approved(a, at));
            case Act.Voided a -> done(at, a.alert(), () -> desk.voided(a));
            case Act.Dispatched a -> accepted(at, a.alert(), schedule.dispatched(a, at));
            case Act.ScheduleMoved a -> done(at, a.alert(), () -> schedule.moved(a));
            case Act.GlassBroken a -> accepted(at, a.alert(), glass.broken(a, at));
            case Act.Reviewed a -> done(at, a.alert(), () -> glass.reviewed(a, at));
            case Act.HoldingSaved a -> done(at, 0, () -> holding.saved(a));
            case Act.HoldingApproved a -> done(at, 0, () -> holding.approved(a));
            case Act.HoldingWithdrawn a -> done(at, 0, () -> holding.withdrawn(a));
            case Act.HoldingReleased a -> begun(at, holding.released(a, at));
            case Act.Cancelled a -> accepted(at, a.alert(), changes.cancelled(a));
            case Act.Updated a -> accepted(at, desk.childBegun(a, at), List.of());
            case Act.Resent a -> begun(at, changes.resent(a, at));
            case Act.Halted a -> accepted(at, a.alert(), changes.halted(a));
            case Act.Resumed a -> accepted(at, a.alert(), changes.resumed(a));
            case Act.StepStopped a -> accepted(at, a.alert(), changes.stepStopped(a));
            case Act.ShardSettled a -> done(at, a.alert(), () -> changes.settled(a));
            case Act.Paged a -> done(at, a.alert(), () -> schedule.paged(a));
            case Act.Checkpoint a -> done(at, 0, () -> checkpoint(a));
            case Act.Restored a -> accepted(at, 0, changes.restored(a));
        };
    }

    private static Verdict.Accepted accepted(long position, int alert, List<Effect> effects) {
        return new Verdict.Accepted(position, alert, effects);
    }

    private static Verdict.Accepted done(long position, int alert, Runnable act) {
        act.run();
        return accepted(position, alert, List.of());
    }

    /// An alert that begins with its dispatch.
    private static Verdict.Accepted begun(long position, Effect.Dispatch dispatch) {
        return accepted(position, dispatch.alert(), List.of(dispatch));
    }

    private void checkpoint(Act.Checkpoint act) {
        Books.engine(act);
        Refused.unless(
                act.position() > books.checkpoint,
                Reason.STALE,
                "position: " + act.position() + " is not after the last checkpoint");
        VerificationKey key = books.keyInForce(
                        KeyPurpose.CHECKPOINT, act.header().time())
                .orElseThrow(() -> new Refused(Reason.KEY, "keyId: no checkpoint key is in force"));
        Refused.unless(key.id().equals(act.keyId()), Reason.KEY, "keyId: is not the key in force");
        Refused.unless(
                HashChain.verify(Ed25519.publicKey(key.raw()), act),
                Reason.SIGNATURE,
                "signature: the key did not sign this");
        Digest hash = heads.after(act.position())
                .orElseThrow(() -> new Refused(
                        Reason.STALE, "position: is not among the last " + Heads.KEPT + " before this record"));
        Refused.unless(hash.equals(act.hash()), Reason.CHAIN, "hash: is not the chain's value at that position");
        books.checkpoint = act.position();
    }

    /// The position of the record that comes next.
    public long next() {
        return heads.next();
    }

    /// The hash chain's value after the last record.
    public Digest head() {
        return heads.head();
    }

    /// The position that the last accepted checkpoint vouches for; -1 for none.
    public long lastCheckpoint() {
        return books.checkpoint;
    }

    /// An alert by its number.
    public Optional<AlertView> alert(int number) {
        return Optional.ofNullable(books.alerts.get(number)).map(AlertFile::view);
    }

    /// All alerts, the newest first.
    public List<AlertView> alerts() {
        return books.alerts.descendingMap().values().stream()
                .map(AlertFile::view)
                .toList();
    }

    /// The alerts that have a status at an instant, the newest first.
    public List<AlertView> alerts(AlertStatus status, Instant instant) {
        return alerts().stream()
                .filter(view -> view.statusAt(instant) == status)
                .toList();
    }

    /// The alerts whose review is owed, the newest first.
    public List<AlertView> reviewsOwed() {
        return alerts().stream().filter(AlertView::reviewOwed).toList();
    }

    /// A holding message by its key.
    public Optional<HoldingView> holdingMessage(String key) {
        return Optional.ofNullable(books.holding.get(key)).map(HoldingFile::view);
    }

    /// All holding messages, the withdrawn ones included, by key.
    public List<HoldingView> holdingMessages() {
        return books.holding.values().stream().map(HoldingFile::view).toList();
    }

    /// A member of staff.
    public Optional<StaffView> staff(int number) {
        return books.staff.member(number);
    }

    /// All members of staff, by number.
    public List<StaffView> staff() {
        return books.staff.all();
    }

    /// The on-call rota, in the order of paging.
    public List<Shift> rota() {
        return books.staff.rota();
    }

    /// Who is on call at an instant, in the order in which they are paged.
    public List<Integer> onCall(Instant now) {
        return rota().stream()
                .filter(shift -> shift.holdsAt(now))
                .map(Shift::staff)
                .distinct()
                .toList();
    }

    /// The templates by key.
    public Map<String, Alert> templates() {
        return Map.copyOf(books.settings.templates);
    }

    /// Messages a minute a provider grants; empty where none was set.
    public OptionalInt quotaPerMinute(ChannelKind channel) {
        Integer quota = books.settings.quotas.get(channel);
        return quota == null ? OptionalInt.empty() : OptionalInt.of(quota);
    }

    /// Whether a channel is used; every channel is until it is closed.
    public boolean isOpen(ChannelKind channel) {
        return !books.settings.closed.contains(channel);
    }

    /// How far, in percent of what was submitted, the audience of a scheduled alert may drift.
    public int driftPercent() {
        return books.settings.driftPercent;
    }

    /// Whether a change that its actor may make takes another administrator to agree: it is to be proposed.
    public boolean needsSecondAdministrator(Act.Privileged change) {
        return proposals.needsSecond(change);
    }

    /// The changes that wait for a second administrator at an instant, the oldest first.
    public List<Proposal> proposals(Instant now) {
        return books.proposals.values().stream()
                .filter(proposal -> proposal.openAt(now))
                .toList();
    }

    /// Every key there ever was, in the order of the log.
    public List<VerificationKey> keys() {
        return List.copyOf(books.keys);
    }

    /// The key an act at this time would be verified with.
    public Optional<VerificationKey> keyInForce(KeyPurpose purpose, Instant time) {
        return books.keyInForce(purpose, time);
    }

    /// Who was put forward for a tier and waits for a decision.
    public List<Sponsorship> sponsorships() {
        return List.copyOf(books.sponsorships.values());
    }

    /// The tier decided for a subscriber, unless it was revoked since.
    public Optional<TierDecision> tier(int ordinal) {
        return books.tiers.get(ordinal);
    }

    /// Why a subscriber is suspended; empty for one who is not.
    public Optional<Suspension> suspension(int ordinal) {
        return Optional.ofNullable(books.suspensions.get(ordinal));
    }

    /// Who is suspended, by ordinal.
    public List<Suspension> suspensions() {
        return List.copyOf(books.suspensions.values());
    }

    /// Whom each record that was merged is part of now, by the ordinal that went.
    public Map<Integer, Integer> merges() {
        Map<Integer, Integer> last = new TreeMap<>();
        books.merges.keySet().forEach(ordinal -> last.put(ordinal, books.standsFor(ordinal)));
        return last;
    }

    /// The ordinal under which a subscriber is kept now: another than `ordinal` when their record was merged.
    public int standsFor(int ordinal) {
        return books.standsFor(ordinal);
    }

    /// The subscribers whose decided tier ends after `now` and before `before`, the first to end first, at most
    /// `most`.
    public List<Integer> tiersEnding(Instant now, Instant before, int most) {
        return Arrays.stream(books.tiers.ending(now, before, most)).boxed().toList();
    }

    /// The number that the next alert gets.
    public int firstFreeAlert() {
        return books.nextAlert;
    }

    /// Whether everything is halted, by a person or since a restore.
    public boolean isHalted() {
        return books.halted();
    }

    /// How often the installation was restored.
    public int generation() {
        return books.generation;
    }

    /// The act ids seen so far, each once.
    public int actsSeen() {
        return actIds.size();
    }

    /// How an act was answered, if the log holds it.
    public Optional<Verdict.Repeated> answered(UUID actId) {
        return actIds.seen(actId);
    }

    /// Writes the whole state, canonically: equal states give equal bytes.
    public void write(Out out) {
        out.u8(FORM);
        heads.write(out);
        actIds.write(out);
        books.write(out);
    }

    /// Reads what [#write] wrote; [CorruptRecordException] when it is damaged or of an unknown form.
    public static ControlState read(In in) {
        int form = in.u8();
        if (form != FORM) {
            throw new CorruptRecordException("the control snapshot has the unknown form " + form);
        }
        try {
            Heads heads = Heads.read(in);
            ActIds actIds = ActIds.read(in);
            return new ControlState(Books.read(in), heads, actIds);
        } catch (IllegalArgumentException e) {
            throw new CorruptRecordException("the control snapshot cannot be: " + e.getMessage(), e);
        }
    }
}
