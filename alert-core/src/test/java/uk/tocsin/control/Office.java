package uk.tocsin.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import uk.tocsin.model.Alert;
import uk.tocsin.model.Digest;
import uk.tocsin.model.MessageType;
import uk.tocsin.model.codec.AlertCodec;

/// A fold with staff and keys, whose log is kept, and whose clock moves a second with each act.
final class Office {
    static final int ADMIN = 1;
    static final int OFFICER = 2;
    static final int APPROVER = 3;
    static final int BOTH = 4;
    static final int OTHER_BOTH = 5;
    static final int ANALYST = 6;
    static final int REGISTRAR = 7;
    static final int GONE = 8;
    static final String APPROVAL_KEY = "approval-1";
    static final String CLERK_KEY = "clerk-1";
    static final KeyPair APPROVAL = pair();
    static final KeyPair CLERK = pair();
    static final KeyPair STRANGER = pair();

    final ControlState state = new ControlState();
    final List<byte[]> log = new ArrayList<>();
    final List<Verdict> verdicts = new ArrayList<>();
    Instant now = Samples.START;
    private long ids;

    Office() {
        must(new Act.KeyRotated(
                by(0), KeyPurpose.APPROVAL, APPROVAL_KEY, Ed25519.raw(APPROVAL.getPublic()), Samples.START));
        must(new Act.KeyRotated(
                by(0), KeyPurpose.CHECKPOINT, CLERK_KEY, Ed25519.raw(CLERK.getPublic()), Samples.START));
        must(new Act.UserSet(by(0), ADMIN, -1, true));
        must(new Act.RolesSet(by(0), ADMIN, Set.of(Role.ADMINISTRATOR)));
        hire(OFFICER, Role.OFFICER);
        hire(APPROVER, Role.APPROVER);
        hire(BOTH, Role.OFFICER, Role.APPROVER);
        hire(OTHER_BOTH, Role.OFFICER, Role.APPROVER);
        hire(ANALYST, Role.ANALYST);
        hire(REGISTRAR, Role.REGISTER_OFFICER);
        hire(GONE, Role.OFFICER, Role.APPROVER);
        must(new Act.UserSet(by(ADMIN), GONE, -1, false));
    }

    private static KeyPair pair() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void hire(int staff, Role... roles) {
        must(new Act.UserSet(by(ADMIN), staff, -1, true));
        must(new Act.RolesSet(by(ADMIN), staff, Set.of(roles)));
    }

    ActHeader by(int actor) {
        now = now.plusSeconds(1);
        return new ActHeader(new UUID(0x7000L, ++ids), actor, now);
    }

    void later(Duration duration) {
        now = now.plus(duration);
    }

    Verdict apply(Act act) {
        byte[] record = ActCodec.encode(act);
        Verdict verdict = state.apply(log.size(), record);
        log.add(record);
        verdicts.add(verdict);
        return verdict;
    }

    Verdict.Accepted must(Act act) {
        Verdict verdict = apply(act);
        assertThat(verdict).isInstanceOf(Verdict.Accepted.class);
        return (Verdict.Accepted) verdict;
    }

    /// The act is rejected for this reason; its words.
    String refused(Reason reason, Act act) {
        Verdict verdict = apply(act);
        assertThat(verdict).isInstanceOf(Verdict.Rejected.class);
        Verdict.Rejected rejected = (Verdict.Rejected) verdict;
        assertThat(rejected.reason()).as(rejected.words()).isEqualTo(reason);
        return rejected.words();
    }

    int saved(int actor, Alert content) {
        return must(new Act.VersionSaved(by(actor), 0, content, List.of())).alert();
    }

    Act.Submitted submit(int actor, int alert) {
        return new Act.Submitted(by(actor), alert, view(alert).versions().size(), 1000);
    }

    Act.Approved approve(int actor, int alert) {
        return approve(actor, alert, Optional.empty());
    }

    Act.Approved approve(int actor, int alert, Optional<Instant> at) {
        AlertView.Version version = view(alert).versions().getLast();
        Digest digest = AlertCodec.digest(version.content());
        String signature = ApprovalSignature.sign(APPROVAL.getPrivate(), APPROVAL_KEY, digest, alert, version.number());
        return new Act.Approved(by(actor), alert, version.number(), digest, signature, at);
    }

    /// Sends the latest version alone.
    Act.GlassBroken breakGlass(int actor, int alert) {
        AlertView.Version version = view(alert).versions().getLast();
        String signature =
                ApprovalSignature.sign(APPROVAL.getPrivate(), APPROVAL_KEY, version.digest(), alert, version.number());
        return new Act.GlassBroken(
                by(actor), alert, version.number(), 1000, version.digest(), signature, "Shots are fired");
    }

    /// Releases a holding message, signed as the house would for the next number.
    Act.HoldingReleased release(int actor, HoldingMessage message, String place, int area) {
        ActHeader header = by(actor);
        int alert = state.firstFreeAlert();
        Digest digest = AlertCodec.digest(message.fill(place, area, header.time()));
        String signature = ApprovalSignature.sign(APPROVAL.getPrivate(), APPROVAL_KEY, digest, alert, 1);
        return new Act.HoldingReleased(header, message.key(), message.version(), place, area, 1000, alert, signature);
    }

    /// A holding message that may be released.
    HoldingMessage held() {
        HoldingMessage message = Samples.holding(1);
        must(new Act.HoldingSaved(by(OFFICER), message));
        must(new Act.HoldingApproved(by(APPROVER), message.key(), 1, message.digest()));
        return message;
    }

    /// An alert that was submitted to go a minute later.
    int scheduled() {
        int alert = submitted();
        must(approve(APPROVER, alert, Optional.of(now.plusSeconds(60))));
        return alert;
    }

    /// A draft, submitted.
    int submitted() {
        int alert = saved(OFFICER, Samples.withExpiry(Samples.alert(), now.plus(Duration.ofHours(4))));
        must(submit(OFFICER, alert));
        return alert;
    }

    /// A dispatched alert.
    int dispatched() {
        int alert = submitted();
        must(approve(APPROVER, alert));
        return alert;
    }

    /// A change of an alert, submitted.
    int changed(int parent, MessageType type) {
        Alert content =
                Samples.change(Samples.withExpiry(Samples.alert(), now.plus(Duration.ofHours(4))), type, parent);
        int child =
                must(new Act.Updated(by(OFFICER), parent, content, List.of())).alert();
        must(submit(OFFICER, child));
        return child;
    }

    void settle(int alert, int shard) {
        must(new Act.ShardSettled(by(0), alert, shard, 7, List.of()));
    }

    Act.Checkpoint checkpoint() {
        long position = state.next() - 1;
        return new Act.Checkpoint(
                by(0), position, state.head(), CLERK_KEY, HashChain.sign(CLERK.getPrivate(), position, state.head()));
    }

    AlertView view(int alert) {
        return state.alert(alert).orElseThrow();
    }

    AlertStatus status(int alert) {
        return view(alert).statusAt(now);
    }
}
