package uk.tocsin.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.codec.In;
import uk.tocsin.model.codec.Out;

/// The second administrator.
final class ProposalTest {
    private static final int SECOND = 20;
    private static final int NEW = 21;

    private final Office office = new Office();

    private static Office withTwo() {
        Office office = new Office();
        two(office);
        return office;
    }

    private static void two(Office office) {
        office.must(new Act.UserSet(office.by(Office.ADMIN), SECOND, -1, true));
        office.must(new Act.RolesSet(office.by(Office.ADMIN), SECOND, Set.of(Role.ADMINISTRATOR)));
        office.must(new Act.Enrolled(office.by(SECOND), SECOND));
    }

    private static long proposed(Office office, int by, Function<ActHeader, Act.Privileged> change) {
        ActHeader header = office.by(by);
        return office.must(new Act.Proposed(header, change.apply(header))).position();
    }

    private static List<Function<ActHeader, Act.Privileged>> privileged() {
        return List.of(
                h -> new Act.UserSet(h, NEW, -1, true),
                h -> new Act.UserSet(h, NEW, -1, false),
                h -> new Act.UserSet(h, Office.GONE, -1, true),
                h -> new Act.RolesSet(h, Office.OFFICER, Set.of(Role.APPROVER)),
                h -> new Act.QuotaSet(h, ChannelKind.SMS, 60),
                h -> new Act.ChannelSet(h, ChannelKind.SMS, false),
                h -> new Act.ChannelSet(h, ChannelKind.SMS, true),
                h -> new Act.KeyRotated(
                        h,
                        KeyPurpose.APPROVAL,
                        "approval-2",
                        Ed25519.raw(Office.STRANGER.getPublic()),
                        Samples.START.plusSeconds(9)),
                h -> new Act.DriftSet(h, 20),
                h -> new Act.EnrolmentOpened(h, Office.OFFICER));
    }

    @TestFactory
    Stream<DynamicTest> whatIsPrivilegedTakesTwoAdministratorsOnceThereAreTwo() {
        return privileged().stream()
                .map(change -> DynamicTest.dynamicTest(
                        change.apply(new Office().by(Office.ADMIN)).toString(), () -> {
                            Office one = new Office();
                            one.must(change.apply(one.by(Office.ADMIN)));
                            Office office = withTwo();
                            Act.Privileged alone = change.apply(office.by(Office.ADMIN));
                            assertThat(office.state.needsSecondAdministrator(alone))
                                    .isTrue();
                            office.refused(Reason.TWO_PEOPLE, alone);
                            office.refused(Reason.MISSING_ROLE, change.apply(office.by(Office.APPROVER)));
                            long number = proposed(office, Office.ADMIN, change);
                            office.refused(Reason.TWO_PEOPLE, new Act.Agreed(office.by(Office.ADMIN), number));
                            office.refused(Reason.MISSING_ROLE, new Act.Agreed(office.by(Office.APPROVER), number));
                            office.must(new Act.Agreed(office.by(SECOND), number));
                            office.refused(Reason.UNKNOWN_PROPOSAL, new Act.Agreed(office.by(SECOND), number));
                        }));
    }

    @Test
    void aChangeIsMadeWhenItIsAgreedToAndNotBefore() {
        two(office);
        long number = proposed(office, Office.ADMIN, h -> new Act.QuotaSet(h, ChannelKind.SMS, 60));
        assertThat(office.state.quotaPerMinute(ChannelKind.SMS)).isEmpty();
        assertThat(office.state.proposals(office.now)).singleElement().satisfies(open -> {
            assertThat(open.number()).isEqualTo(number);
            assertThat(open.proposer()).isEqualTo(Office.ADMIN);
        });
        office.must(new Act.Agreed(office.by(SECOND), number));
        assertThat(office.state.quotaPerMinute(ChannelKind.SMS)).hasValue(60);
        assertThat(office.state.proposals(office.now)).isEmpty();
    }

    @Test
    void aChangeIsJudgedWhenItIsAgreedToAndWaitsOnWhenItIsRefused() {
        two(office);
        long roles = proposed(office, Office.ADMIN, h -> new Act.RolesSet(h, NEW, Set.of(Role.OFFICER)));
        long user = proposed(office, Office.ADMIN, h -> new Act.UserSet(h, NEW, -1, true));
        office.refused(Reason.UNKNOWN_STAFF, new Act.Agreed(office.by(SECOND), roles));
        office.must(new Act.Agreed(office.by(SECOND), user));
        office.must(new Act.Agreed(office.by(SECOND), roles));
        assertThat(office.state.staff(NEW).orElseThrow().roles()).containsExactly(Role.OFFICER);
    }

    @Test
    void nothingIsAgreedToForSomebodyWhoIsNoAdministratorAnyMore() {
        two(office);
        long number = proposed(office, SECOND, h -> new Act.QuotaSet(h, ChannelKind.SMS, 60));
        long own = proposed(office, SECOND, h -> new Act.RolesSet(h, SECOND, Set.of(Role.APPROVER)));
        office.refused(Reason.OWN_RIGHTS, new Act.Agreed(office.by(Office.ADMIN), own));
        office.must(new Act.UserSet(office.by(Office.ADMIN), SECOND, -1, false));
        office.refused(Reason.UNKNOWN_ACTOR, new Act.Agreed(office.by(Office.ADMIN), number));
        assertThat(office.state.quotaPerMinute(ChannelKind.SMS)).isEmpty();
    }

    @Test
    void aProposalEndsWhenItIsDeclinedOrAfterAWeek() {
        two(office);
        long first = proposed(office, Office.ADMIN, h -> new Act.DriftSet(h, 20));
        office.must(new Act.Declined(office.by(Office.ADMIN), first));
        office.refused(Reason.UNKNOWN_PROPOSAL, new Act.Agreed(office.by(SECOND), first));
        long second = proposed(office, Office.ADMIN, h -> new Act.DriftSet(h, 20));
        office.later(Duration.ofDays(7));
        assertThat(office.state.proposals(office.now)).isEmpty();
        office.refused(Reason.UNKNOWN_PROPOSAL, new Act.Agreed(office.by(SECOND), second));
        office.refused(Reason.UNKNOWN_PROPOSAL, new Act.Declined(office.by(SECOND), second));
    }

    @Test
    void proposalsAreOpenInAHundredAtMost() {
        two(office);
        for (int i = 0; i < 100; i++) {
            proposed(office, Office.ADMIN, h -> new Act.DriftSet(h, 20));
        }
        ActHeader header = office.by(Office.ADMIN);
        office.refused(Reason.LIMIT, new Act.Proposed(header, new Act.DriftSet(header, 20)));
        office.later(Duration.ofDays(7));
        proposed(office, Office.ADMIN, h -> new Act.DriftSet(h, 20));
    }

    @Test
    void oneIsEnoughToStopSomebodyAndIsNotAloneForAWeekAfterStoppingTheOther() {
        two(office);
        office.must(new Act.UserSet(office.by(SECOND), Office.OFFICER, -1, false));
        office.must(new Act.UserSet(office.by(Office.ADMIN), SECOND, -1, false));
        office.refused(Reason.TWO_PEOPLE, new Act.UserSet(office.by(Office.ADMIN), NEW, -1, true));
        office.refused(Reason.TWO_PEOPLE, new Act.EnrolmentOpened(office.by(Office.ADMIN), Office.APPROVER));
        office.later(Duration.ofDays(7));
        office.must(new Act.UserSet(office.by(Office.ADMIN), NEW, -1, true));
    }

    @Test
    void theOneWhoIsLeftBringsTheOtherBack() {
        two(office);
        office.must(new Act.UserSet(office.by(Office.ADMIN), SECOND, -1, false));
        office.must(new Act.UserSet(office.by(Office.ADMIN), SECOND, -1, true));
        office.refused(Reason.TWO_PEOPLE, new Act.UserSet(office.by(Office.ADMIN), NEW, -1, true));
        office.refused(Reason.TWO_PEOPLE, new Act.UserSet(office.by(Office.ADMIN), Office.GONE, -1, true));
    }

    @Test
    void whereAMemberIsPagedTakesOnePerson() {
        two(office);
        office.must(new Act.UserSet(office.by(Office.ADMIN), Office.APPROVER, 640, true));
    }

    @Test
    void credentialsAreSetOnceByWhoIsNewOrWhoseEnrolmentWasOpened() {
        assertThat(office.state.staff(Office.OFFICER).orElseThrow().enrolling()).isTrue();
        office.must(new Act.Enrolled(office.by(Office.ADMIN), Office.OFFICER));
        office.refused(Reason.STATUS, new Act.Enrolled(office.by(Office.OFFICER), Office.OFFICER));
        office.refused(Reason.OWN_RIGHTS, new Act.EnrolmentOpened(office.by(Office.ADMIN), Office.ADMIN));
        office.refused(Reason.UNKNOWN_STAFF, new Act.EnrolmentOpened(office.by(Office.ADMIN), Office.GONE));
        office.must(new Act.EnrolmentOpened(office.by(Office.ADMIN), Office.OFFICER));
        office.refused(Reason.MISSING_ROLE, new Act.Enrolled(office.by(Office.BOTH), Office.OFFICER));
        office.must(new Act.Enrolled(office.by(Office.OFFICER), Office.OFFICER));
        office.refused(Reason.UNKNOWN_STAFF, new Act.Enrolled(office.by(0), 99));
        office.refused(Reason.UNKNOWN_STAFF, new Act.Enrolled(office.by(0), Office.GONE));
    }

    @Test
    void howFarAnAudienceMayDriftIsPolicy() {
        assertThat(office.state.driftPercent()).isEqualTo(10);
        office.must(new Act.DriftSet(office.by(Office.ADMIN), 25));
        assertThat(office.state.driftPercent()).isEqualTo(25);
        office.refused(Reason.FIELD, new Act.DriftSet(office.by(Office.ADMIN), 101));
    }

    @Test
    void anybodyActiveAndTheEngineNoteWhatChangesNothing() {
        List<StaffView> before = office.state.staff();
        office.must(new Act.Noted(office.by(0), Note.SIGN_IN_FAILED, 0, 12));
        office.must(new Act.Noted(office.by(Office.ANALYST), Note.EXPORTED, 7, 1));
        office.refused(Reason.UNKNOWN_ACTOR, new Act.Noted(office.by(Office.GONE), Note.SIGNED_IN, Office.GONE, 1));
        office.refused(Reason.UNKNOWN_ACTOR, new Act.Noted(office.by(99), Note.SIGNED_IN, 99, 1));
        assertThat(office.state.staff()).isEqualTo(before);
        assertThat(office.state.alerts()).isEmpty();
    }

    private static byte[] books(Office office) {
        Out out = new Out();
        office.state.write(out);
        assertThat(ControlState.read(new In(out.toBytes())).head()).isEqualTo(office.state.head());
        return out.toBytes();
    }

    @Test
    void aSnapshotKeepsProposalsEnrolmentsAndTheWeek() {
        two(office);
        long number = proposed(office, Office.ADMIN, h -> new Act.QuotaSet(h, ChannelKind.SMS, 60));
        office.must(new Act.UserSet(office.by(Office.ADMIN), SECOND, -1, false));
        ControlState read = ControlState.read(new In(books(office)));
        assertThat(read.proposals(office.now)).isEqualTo(office.state.proposals(office.now));
        assertThat(read.proposals(office.now).getFirst().number()).isEqualTo(number);
        assertThat(read.staff()).isEqualTo(office.state.staff());
        Verdict verdict = read.apply(read.next(), new Act.UserSet(office.by(Office.ADMIN), NEW, -1, true));
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.Rejected.class, no -> assertThat(no.reason()).isEqualTo(Reason.TWO_PEOPLE));
    }
}
