package uk.tocsin.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import uk.tocsin.control.Act;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.NoticeKind;
import uk.tocsin.model.Severity;
import uk.tocsin.model.Shards;
import uk.tocsin.model.SlotKind;

/// Approvers on call are told that a version waits, one after another.
@Timeout(120)
class PagingTest {
    private static final int FIRST = 11;
    private static final int SECOND = 12;

    private final Station station = Station.opened();
    private int first;
    private int second;

    @BeforeEach
    void rota() {
        station.people(3, ChannelKind.PUSH);
        first = phone();
        second = phone();
        station.approver(FIRST, first);
        station.approver(SECOND, second);
        station.onCall(FIRST, SECOND);
    }

    @AfterEach
    void close() {
        assertThat(station.fatal).isEmpty();
        station.close();
    }

    /// The ordinal of somebody with a text number who is in no segment.
    private int phone() {
        int slot = Station.await(station.engine().take(7, SlotKind.SUBSCRIBER, 1, new UUID(4, station.clock.nanos())));
        int ordinal = Shards.ordinal(7, slot);
        station.rewrite(ordinal, false, ChannelKind.SMS, ChannelKind.EMAIL);
        return ordinal;
    }

    private int submitted() {
        return station.submitted(Severity.SEVERE, Duration.ofHours(4), Station.now(ChannelKind.PUSH));
    }

    private List<String> told() {
        return station.provider.requests(request -> request.alert() == NoticeKind.APPROVAL_ASKED.number()).stream()
                .map(Provider.Request::address)
                .toList();
    }

    private static List<String> at(int ordinal) {
        return List.of(Station.address(ordinal, ChannelKind.SMS), Station.address(ordinal, ChannelKind.EMAIL));
    }

    @Test
    void theFirstOnCallIsToldWithinFiveSecondsByAllTheyHave() {
        long began = System.nanoTime();
        submitted();
        station.eventually(() -> assertThat(told()).containsExactlyInAnyOrderElementsOf(at(first)));

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void theNextIsToldAfterAMinuteAndNobodyTwice() {
        int alert = submitted();
        station.eventually(() -> assertThat(told()).hasSize(2));
        station.clock.advance(Paging.TURN.plusSeconds(1));
        station.eventually(() -> assertThat(told()).hasSize(4).containsAll(at(second)));
        station.clock.advance(Paging.TURN.plusSeconds(1));
        station.eventually(() -> assertThat(paged(alert)).containsExactly(FIRST, SECOND));

        assertThat(told()).hasSize(4);
    }

    @Test
    void whoWasToldIsKnownAfterARestart() {
        int alert = submitted();
        station.eventually(() -> assertThat(paged(alert)).containsExactly(FIRST));
        station.crash();
        station.start();
        station.clock.advance(Paging.TURN.plusSeconds(1));
        station.eventually(() -> assertThat(paged(alert)).containsExactly(FIRST, SECOND));

        assertThat(told()).hasSize(4);
    }

    @Test
    void nobodyIsToldOfWhatIsDecided() {
        int alert = submitted();
        station.eventually(() -> assertThat(paged(alert)).containsExactly(FIRST));
        station.must(station.approval(alert));
        station.clock.advance(Paging.TURN.plusSeconds(1));

        List<Paging.Page> due = Station.await(station.engine().control(state -> Paging.due(state, station.now())));
        assertThat(due).isEmpty();
    }

    @Test
    void whoMayNotApproveItIsPassedOver() {
        station.must(new Act.UserSet(station.by(1), FIRST, first, false));
        int alert = submitted();

        station.eventually(() -> assertThat(paged(alert)).containsExactly(SECOND));
    }

    private List<Integer> paged(int alert) {
        return Station.await(station.engine()
                .control(state -> state.alert(alert).orElseThrow().paged()));
    }
}
