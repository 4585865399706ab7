package uk.tocsin.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import uk.tocsin.control.Act;
import uk.tocsin.control.Reason;
import uk.tocsin.control.Verdict;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.DeliveryState;
import uk.tocsin.model.Severity;

/// An alert from approval to its outcome.
@Timeout(120)
class EngineTest {
    private static final int PEOPLE = 200;

    private final Station station = Station.opened();

    @AfterEach
    void close() {
        assertThat(station.fatal).isEmpty();
        station.close();
    }

    @Test
    void theSecondOfficersApprovalIsTheDispatch() {
        station.people(PEOPLE, ChannelKind.PUSH);
        int alert = station.submitted(Severity.SEVERE, Duration.ofHours(4), Station.now(ChannelKind.PUSH));
        Act.Approved approval = station.approval(alert);
        Act.Approved byTheOfficer = new Act.Approved(
                station.by(Station.OFFICER), alert, 1, approval.digest(), approval.signature(), approval.at());

        Verdict alone = Station.await(station.engine().submit(byTheOfficer));

        assertThat(alone).isInstanceOf(Verdict.Rejected.class);
        assertThat(((Verdict.Rejected) alone).reason()).isIn(Reason.TWO_PEOPLE, Reason.MISSING_ROLE);
        assertThat(station.provider.requests()).isEmpty();
        station.must(approval);
        station.awaitState(alert, ChannelKind.PUSH, DeliveryState.ACCEPTED, PEOPLE);
        assertThat(station.provider.byAddress(alert, ChannelKind.PUSH)).hasSize(PEOPLE);
        assertThat(station.provider.count(alert)).isEqualTo(PEOPLE);
    }
}
