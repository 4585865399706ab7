package uk.tocsin.control;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import uk.tocsin.model.Alert;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Coded;
import uk.tocsin.model.Digest;
import uk.tocsin.model.MessageType;
import uk.tocsin.model.Tier;

/// Acts of anyone about anything, most of them sensible enough to be accepted at times.
final class RandomActs {
    private static final int KINDS = 30;
    private static final int CHANGES = 9;

    /// So many of the newest alerts are looked at for one that suits an act.
    private static final int RECENT = 12;

    private final Office office;
    private final Random random;
    private int begun;

    RandomActs(Office office, long seed) {
        this.office = office;
        random = new Random(seed);
    }

    void some(int count) {
        for (int i = 0; i < count; i++) {
            if (random.nextInt(30) == 0) {
                office.later(Duration.ofMinutes(random.nextInt(120)));
            }
            Act act = act();
            if (office.apply(act) instanceof Verdict.Accepted accepted) {
                begun = Math.max(begun, accepted.alert());
            }
            if (random.nextInt(20) == 0) {
                office.apply(act);
            }
        }
    }

    /// Anyone at all, but mostly one of two.
    private ActHeader mostly(int one, int other) {
        return random.nextInt(4) == 0 ? anyone() : office.by(random.nextBoolean() ? one : other);
    }

    private ActHeader anyone() {
        ActHeader header = office.by(random.nextInt(9));
        return random.nextInt(10) == 0
                ? new ActHeader(header.actId(), header.actor(), header.time().minusSeconds(random.nextInt(9000)))
                : header;
    }

    /// Mostly an alert in one of these states, if there is one.
    private int someAlert(AlertStatus... suited) {
        Set<AlertStatus> wanted = Set.of(suited);
        List<Integer> found = new ArrayList<>();
        for (int number = Math.max(1, begun - RECENT); number <= begun; number++) {
            if (wanted.contains(office.status(number))) {
                found.add(number);
            }
        }
        return found.isEmpty() || random.nextInt(4) == 0 ? anyAlert() : found.get(random.nextInt(found.size()));
    }

    private int anyAlert() {
        int last = begun + 1;
        return random.nextBoolean() ? Math.max(1, last - random.nextInt(3)) : 1 + random.nextInt(last);
    }

    private List<Integer> someEditors() {
        return random.nextInt(3) == 0 ? List.of(2 + random.nextInt(4)) : List.of();
    }

    private Alert content() {
        Alert alert = Samples.withEvent(Samples.alert(), "Event " + random.nextInt(50));
        return Samples.withExpiry(alert, office.now.plus(Duration.ofMinutes(30 + random.nextInt(600))));
    }

    private Act act() {
        return switch (random.nextInt(KINDS)) {
            case 0, 1 ->
                new Act.VersionSaved(
                        mostly(Office.OFFICER, Office.BOTH),
                        random.nextBoolean() ? 0 : someAlert(AlertStatus.DRAFT, AlertStatus.RETURNED),
                        content(),
                        someEditors());
            case 2, 3, 4 -> submitted(someAlert(AlertStatus.DRAFT, AlertStatus.RETURNED));
            case 5, 6, 7, 8 -> approved(someAlert(AlertStatus.SUBMITTED));
            case 9 -> new Act.Returned(anyone(), someAlert(AlertStatus.SUBMITTED), "Why");
            case 10 ->
                random.nextBoolean()
                        ? new Act.Rejected(anyone(), someAlert(AlertStatus.SUBMITTED), "Why")
                        : new Act.Voided(anyone(), someAlert(AlertStatus.SCHEDULED), "Why");
            case 11, 22 -> due(someAlert(AlertStatus.SCHEDULED));
            case 12 -> new Act.Noted(anyone(), Coded.ofCode(Note.class, random.nextInt(13)), random.nextInt(9), 1);
            case 13 -> privileged(mostly(Office.ADMIN, Office.ANALYST));
            case 14 -> proposed();
            case 15 -> decided();
            case 16, 17 -> glass(someAlert(AlertStatus.DRAFT, AlertStatus.SUBMITTED));
            case 18 -> reviewed();
            case 19 ->
                new Act.ScheduleMoved(
                        mostly(Office.APPROVER, Office.OTHER_BOTH),
                        someAlert(AlertStatus.SCHEDULED),
                        office.now.plusSeconds(random.nextInt(300)));
            case 20, 21 -> holding();
            default -> change(someAlert(AlertStatus.DISPATCHED));
        };
    }

    /// The clerk's count may be that of the submission, or have drifted.
    private Act due(int alert) {
        long submitted = office.state
                .alert(alert)
                .flatMap(AlertView::submission)
                .map(AlertView.Submission::matched)
                .orElse(0L);
        long named = random.nextInt(8) == 0 ? submitted + 1 : submitted;
        long counted = random.nextBoolean() ? submitted : random.nextInt(20);
        return new Act.Dispatched(random.nextInt(4) > 0 ? office.by(0) : anyone(), alert, named, counted);
    }

    /// Mostly about an alert whose review is owed.
    private Act reviewed() {
        List<AlertView> owed = office.state.reviewsOwed();
        int alert = owed.isEmpty() ? anyAlert() : owed.getFirst().number();
        return new Act.Reviewed(mostly(Office.APPROVER, Office.OTHER_BOTH), alert, "Why", random.nextBoolean());
    }

    private Act glass(int alert) {
        if (office.state.alert(alert).isEmpty()) {
            return new Act.Reviewed(anyone(), alert, "Why", false);
        }
        Act.GlassBroken act = office.breakGlass(random.nextBoolean() ? Office.OFFICER : Office.BOTH, alert);
        Digest digest = random.nextInt(8) == 0 ? Digest.ofBytes(new byte[Digest.BYTES]) : act.digest();
        return new Act.GlassBroken(
                act.header(), alert, act.version(), random.nextInt(9), digest, act.signature(), act.reason());
    }

    /// All about one message.
    private Act holding() {
        HoldingMessage first = Samples.holding(1);
        Optional<HoldingView> view = office.state.holdingMessage(first.key());
        HoldingMessage latest = view.map(HoldingView::latest).orElse(first);
        HoldingMessage approved = view.flatMap(HoldingView::approved)
                .map(HoldingView.Approved::message)
                .orElse(latest);
        return switch (view.isEmpty() ? 0 : random.nextInt(12)) {
            case 0 ->
                new Act.HoldingSaved(
                        mostly(Office.OFFICER, Office.BOTH),
                        Samples.holding(view.isEmpty() ? 1 : latest.version() + 1));
            case 1, 2, 3 ->
                new Act.HoldingApproved(
                        mostly(Office.APPROVER, Office.OTHER_BOTH),
                        latest.key(),
                        latest.version(),
                        random.nextInt(6) == 0 ? first.digest() : latest.digest());
            case 4 -> new Act.HoldingWithdrawn(anyone(), latest.key(), "Why");
            default -> {
                Act.HoldingReleased act = office.release(
                        random.nextInt(5) == 0 ? Office.APPROVER : Office.OFFICER,
                        approved,
                        random.nextInt(6) == 0 ? "see www.example.test" : "Town " + random.nextInt(9),
                        random.nextInt(2));
                yield random.nextInt(6) == 0
                        ? new Act.HoldingReleased(
                                act.header(),
                                act.key(),
                                act.version(),
                                "Elsewhere",
                                act.area(),
                                act.matched(),
                                act.alert(),
                                act.signature())
                        : act;
            }
        };
    }

    /// The analyst becomes and ceases to be a second administrator.
    private Act.Privileged privileged(ActHeader by) {
        return switch (random.nextInt(7)) {
            case 0 -> new Act.UserSet(by, Office.ANALYST, -1, random.nextInt(3) > 0);
            case 1 -> new Act.RolesSet(by, Office.ANALYST, Set.of(Role.ANALYST));
            case 2, 3 -> new Act.RolesSet(by, Office.ANALYST, Set.of(Role.ANALYST, Role.ADMINISTRATOR));
            case 4 -> new Act.QuotaSet(by, ChannelKind.SMS, 1 + random.nextInt(9000));
            case 5 -> new Act.DriftSet(by, random.nextInt(120));
            default -> new Act.EnrolmentOpened(by, 1 + random.nextInt(8));
        };
    }

    private Act proposed() {
        ActHeader by = mostly(Office.ADMIN, Office.ANALYST);
        return new Act.Proposed(by, privileged(by));
    }

    /// Mostly about a proposal that is open.
    private Act decided() {
        List<Proposal> open = office.state.proposals(office.now);
        long number = open.isEmpty()
                ? random.nextInt(99)
                : open.get(random.nextInt(open.size())).number();
        ActHeader by = mostly(Office.ADMIN, Office.ANALYST);
        return switch (random.nextInt(6)) {
            case 0 -> new Act.Declined(by, number);
            case 1 -> new Act.Enrolled(by, 1 + random.nextInt(8));
            default -> new Act.Agreed(by, number);
        };
    }

    /// Acts about what was dispatched, and those of the engine.
    private Act change(int alert) {
        return switch (random.nextInt(CHANGES)) {
            case 0 -> new Act.Cancelled(anyone(), alert, "Why");
            case 1 -> {
                MessageType type = random.nextBoolean() ? MessageType.UPDATE : MessageType.CANCEL;
                yield new Act.Updated(
                        mostly(Office.OFFICER, Office.BOTH),
                        alert,
                        Samples.change(content(), type, alert),
                        someEditors());
            }
            case 2 -> new Act.Resent(mostly(Office.OFFICER, Office.APPROVER), alert);
            case 3 -> new Act.Halted(anyone(), random.nextBoolean() ? alert : random.nextInt(alert + 1), "Why");
            case 4 -> new Act.Resumed(anyone(), random.nextBoolean() ? alert : random.nextInt(alert + 1));
            case 5 -> new Act.ShardSettled(office.by(0), alert, random.nextInt(64), random.nextInt(99), List.of());
            case 6 -> random.nextInt(6) == 0 ? new Act.Restored(office.by(0), 1 + random.nextInt(4), alert) : tier();
            case 7 -> office.checkpoint();
            case 8 -> new Act.StepStopped(mostly(Office.OFFICER, 0), alert, random.nextInt(3));
            default -> throw new IllegalStateException("there are " + CHANGES + " cases");
        };
    }

    private Act submitted(int alert) {
        int latest =
                office.state.alert(alert).map(view -> view.versions().size()).orElse(1);
        int version = random.nextInt(8) == 0 ? latest + 1 : latest;
        return new Act.Submitted(mostly(Office.OFFICER, Office.BOTH), alert, version, random.nextInt(9));
    }

    private Act tier() {
        return new Act.TierDecided(
                anyone(), random.nextInt(50), Coded.ofCode(Tier.class, random.nextInt(4)), Optional.empty());
    }

    private Act approved(int alert) {
        Optional<AlertView> view = office.state.alert(alert);
        Digest random32 = Digest.ofBytes(new byte[Digest.BYTES]);
        int version =
                view.map(v -> random.nextInt(4) == 0 ? 1 : v.versions().size()).orElse(1);
        Digest digest = view.flatMap(v -> v.version(version))
                .map(AlertView.Version::digest)
                .filter(d -> random.nextInt(8) > 0)
                .orElse(random32);
        var key = random.nextInt(8) == 0 ? Office.STRANGER : Office.APPROVAL;
        int named = random.nextInt(10) == 0 ? alert + 1 : alert;
        String signature = ApprovalSignature.sign(key.getPrivate(), Office.APPROVAL_KEY, digest, named, version);
        return new Act.Approved(
                mostly(Office.APPROVER, Office.OTHER_BOTH),
                alert,
                version,
                digest,
                signature,
                random.nextInt(3) == 0
                        ? Optional.of(office.now.plusSeconds(1 + random.nextInt(40)))
                        : Optional.empty());
    }
}
