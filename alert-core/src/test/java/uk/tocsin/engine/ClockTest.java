package uk.tocsin.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import uk.tocsin.journal.Appended;
import uk.tocsin.journal.ForwardingJournal;
import uk.tocsin.journal.Journal;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.DeliveryState;

/// A wall clock that is set stops decisions, and nothing else.
@Timeout(120)
class ClockTest {
    private static final int PEOPLE = 100;
    private static final Duration JUMP = Duration.ofMinutes(20);

    private final AtomicLong ahead = new AtomicLong();
    private final AtomicLong zero = new AtomicLong();
    private final Station station = new Station();

    /// The log has a clock of its own, which runs as the station's does before that is set.
    private final class Dated extends ForwardingJournal {
        Dated(Journal journal) {
            super(journal);
        }

        @Override
        public CompletionStage<Appended> append(int log, List<byte[]> records) {
            return super.append(log, records)
                    .thenApply(appended ->
                            appended.writtenAt(station.clock.nanos() / 1_000_000 + zero.get() + ahead.get()));
        }
    }

    @BeforeEach
    void open() {
        zero.set(station.clock.millis() - station.clock.nanos() / 1_000_000);
        station.through = Dated::new;
        station.start();
        station.staff();
    }

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
    void aClockThatDiffersFromTheLogsIsDoubtfulUntilItIsSetRight() {
        station.people(PEOPLE, ChannelKind.PUSH);
        logsClockIsAheadBy(Duration.ofSeconds(6));

        station.clock.set(Duration.ofSeconds(6));

        int alert = station.dispatched(ChannelKind.PUSH);
        station.awaitState(alert, ChannelKind.PUSH, DeliveryState.ACCEPTED, PEOPLE);
    }

    @Test
    void somebodyMayConfirmThatItIsTheLogsClockThatIsWrong() {
        station.people(PEOPLE, ChannelKind.PUSH);
        logsClockIsAheadBy(Duration.ofSeconds(-6));

        station.engine().confirmClock();

        int alert = station.dispatched(ChannelKind.PUSH);
        station.awaitState(alert, ChannelKind.PUSH, DeliveryState.ACCEPTED, PEOPLE);
    }

    @Test
    void fourSecondsFromTheLogsClockAreNoMatter() {
        ahead.set(Duration.ofSeconds(4).toMillis());
        station.people(PEOPLE, ChannelKind.PUSH);

        int alert = station.dispatched(ChannelKind.PUSH);

        station.awaitState(alert, ChannelKind.PUSH, DeliveryState.ACCEPTED, PEOPLE);
    }

    private void logsClockIsAheadBy(Duration by) {
        ahead.set(by.toMillis());
        station.people(1, ChannelKind.EMAIL);
        station.eventually(
                () -> assertThat(Station.await(station.engine().unready())).containsExactly(Unready.CLOCK));
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
