package uk.tocsin.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.DeliveryState;

/// A wall clock that is set stops decisions, and nothing else.
@Timeout(120)
class ClockTest {
    private static final int PEOPLE = 100;
    private static final Duration JUMP = Duration.ofMinutes(20);

    private final Station station = Station.opened();

    @AfterEach
    void close() {
        assertThat(station.fatal).isEmpty();
        station.close();
    }

    @Test
    void nothingIsSentUnderAClockThatWasSetUntilItIsSetRight() {
        int alert = dispatchedUnderADoubtfulClock();

        station.clock.set(JUMP.negated());

        station.awaitState(alert, ChannelKind.PUSH, DeliveryState.ACCEPTED, PEOPLE);
        assertThat(Station.await(station.engine().unready())).isEmpty();
        assertThat(station.provider.count(alert)).isEqualTo(PEOPLE);
    }

    @Test
    void somebodyMayConfirmThatTheClockIsRightNow() {
        int alert = dispatchedUnderADoubtfulClock();

        station.engine().confirmClock();

        station.awaitState(alert, ChannelKind.PUSH, DeliveryState.ACCEPTED, PEOPLE);
        assertThat(station.provider.count(alert)).isEqualTo(PEOPLE);
    }

    @Test
    void aStepOfSecondsIsNoJump() {
        station.people(PEOPLE, ChannelKind.PUSH);
        station.clock.set(Duration.ofSeconds(4));

        int alert = station.dispatched(ChannelKind.PUSH);

        station.awaitState(alert, ChannelKind.PUSH, DeliveryState.ACCEPTED, PEOPLE);
    }

    private int dispatchedUnderADoubtfulClock() {
        station.people(PEOPLE, ChannelKind.PUSH);
        station.open(ChannelKind.PUSH, false);
        int alert = station.dispatched(ChannelKind.PUSH);
        station.awaitState(alert, ChannelKind.PUSH, DeliveryState.WAITING, PEOPLE);
        station.clock.set(JUMP);
        station.open(ChannelKind.PUSH, true);

        Awaitility.await()
                .atMost(Station.PATIENCE)
                .untilAsserted(() ->
                        assertThat(Station.await(station.engine().unready())).containsExactly(Unready.CLOCK));
        station.people(1, ChannelKind.EMAIL); // what others say is kept
        assertThat(station.provider.requests()).isEmpty();
        return alert;
    }
}
