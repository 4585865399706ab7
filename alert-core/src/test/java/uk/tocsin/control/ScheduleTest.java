package uk.tocsin.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import uk.tocsin.model.MessageType;

/// Scheduled alerts: moved, and voided when their audience has drifted.
final class ScheduleTest {
    private final Office office = new Office();

    @ParameterizedTest
    @CsvSource({
        "10,1000,true",
        "10,1100,true",
        "10,900,true",
        "10,1101,false",
        "10,899,false",
        "0,1000,true",
        "0,1001,false",
        "100,2000,true",
        "100,2001,false",
        "100,0,false",
        "100,1,true"
    })
    void anAudienceThatDriftedTooFarIsNotSentTo(int percent, long counted, boolean sent) {
        office.must(new Act.DriftSet(office.by(Office.ADMIN), percent));
        int alert = office.scheduled();
        office.later(Duration.ofSeconds(60));
        Verdict.Accepted verdict = office.must(new Act.Dispatched(office.by(0), alert, 1000, counted));
        assertThat(office.status(alert)).isEqualTo(sent ? AlertStatus.DISPATCHED : AlertStatus.VOIDED);
        assertThat(verdict.effects()).hasSize(sent ? 1 : 0);
        AlertView view = office.view(alert);
        if (sent) {
            assertThat(view.drift()).isEmpty();
        } else {
            assertThat(view.drift().orElseThrow().submitted()).isEqualTo(1000);
            assertThat(view.drift().orElseThrow().counted()).isEqualTo(counted);
            assertThat(view.reason()).contains("from 1000 to " + counted).contains(percent + " %");
        }
    }

    @Test
    void aCountAgainstAnotherSubmissionDecidesNothing() {
        int alert = office.scheduled();
        office.later(Duration.ofSeconds(60));
        office.refused(Reason.STALE, new Act.Dispatched(office.by(0), alert, 999, 999));
        office.must(new Act.Dispatched(office.by(0), alert, 1000, 1000));
    }

    /// A clerk that died between its count and its act leaves another to count again.
    @Test
    void aSecondClerksCountChangesNothing() {
        int alert = office.scheduled();
        office.later(Duration.ofSeconds(60));
        office.must(new Act.Dispatched(office.by(0), alert, 1000, 5000));
        office.refused(Reason.STATUS, new Act.Dispatched(office.by(0), alert, 1000, 1000));
        assertThat(office.status(alert)).isEqualTo(AlertStatus.VOIDED);
    }

    @Test
    void aChangeGoesToThoseItsOriginalWentToWhoeverMatchesNow() {
        int child = office.changed(office.dispatched(), MessageType.UPDATE);
        office.must(office.approve(Office.APPROVER, child, Optional.of(office.now.plusSeconds(60))));
        office.later(Duration.ofSeconds(60));
        office.must(new Act.Dispatched(office.by(0), child, 1000, 0));
        assertThat(office.status(child)).isEqualTo(AlertStatus.DISPATCHED);
    }

    @Test
    void bothWhoAgreedAreToldOfADriftAndNobodyElse() {
        int alert = office.scheduled();
        office.refused(Reason.STATUS, new Act.Paged(office.by(0), alert, 1, Office.OFFICER));
        office.later(Duration.ofSeconds(60));
        office.must(new Act.Dispatched(office.by(0), alert, 1000, 5000));
        assertThat(office.view(alert).agreed()).containsExactly(Office.OFFICER, Office.APPROVER);
        office.must(new Act.Paged(office.by(0), alert, 1, Office.OFFICER));
        office.must(new Act.Paged(office.by(0), alert, 1, Office.APPROVER));
        office.refused(Reason.STALE, new Act.Paged(office.by(0), alert, 1, Office.APPROVER));
        office.refused(Reason.STATUS, new Act.Paged(office.by(0), alert, 1, Office.BOTH));
    }

    @Test
    void anApproverWithNoPartInItMovesItWithinItsExpiry() {
        int alert = office.scheduled();
        Instant at = office.now.plus(Duration.ofHours(1));
        office.refused(Reason.MISSING_ROLE, new Act.ScheduleMoved(office.by(Office.OFFICER), alert, at));
        int own = office.saved(Office.BOTH, Samples.withExpiry(Samples.alert(), office.now.plus(Duration.ofHours(4))));
        office.must(office.submit(Office.BOTH, own));
        office.must(office.approve(Office.APPROVER, own, Optional.of(office.now.plusSeconds(60))));
        office.refused(Reason.TWO_PEOPLE, new Act.ScheduleMoved(office.by(Office.BOTH), own, at));
        office.refused(Reason.TIME, new Act.ScheduleMoved(office.by(Office.APPROVER), alert, Samples.START));
        office.refused(
                Reason.TIME,
                new Act.ScheduleMoved(
                        office.by(Office.OTHER_BOTH),
                        alert,
                        office.view(alert).content().expires()));
        office.must(new Act.ScheduleMoved(office.by(Office.OTHER_BOTH), alert, at));
        assertThat(office.view(alert).approval().orElseThrow().at()).hasValue(at);
        office.later(Duration.ofSeconds(60));
        office.refused(Reason.TIME, new Act.Dispatched(office.by(0), alert, 1000, 1000));
        office.later(Duration.ofHours(1));
        office.must(new Act.Dispatched(office.by(0), alert, 1000, 1000));
        assertThat(office.view(alert).approval().orElseThrow().approver()).isEqualTo(Office.APPROVER);
    }
}
