package uk.tocsin.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import uk.tocsin.lane.Channel;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.DeliveryState;

/// An engine that is killed in the middle of an alert, at every kind of moment, and another that goes on with
/// what was durable.
@Timeout(300)
class KilledTest {
    private static final int PEOPLE = 48;
    private static final int LAST_POINT = 240;

    private @Nullable KilledJournal journal;

    @Test
    void noTextIsLostOrSentTwice() {
        for (int point = 1; point <= LAST_POINT; point += 30) {
            killedAt(point, point % 4 == 1, ChannelKind.SMS);
        }
    }

    @Test
    void noPushIsLostAndOnlyWhatWasInFlightIsRepeated() {
        for (int point = 8; point <= LAST_POINT; point += 30) {
            killedAt(point, point % 4 == 0, ChannelKind.PUSH);
        }
    }

    private void killedAt(int append, boolean stored, ChannelKind channel) {
        Station station = new Station();
        station.through = memory -> journal = new KilledJournal(memory, stored, station::cut);
        station.start();
        station.staff();
        station.people(PEOPLE, channel);
        station.open(channel, false);
        int alert = station.dispatched(channel);
        boolean early = append < LAST_POINT / 2;
        if (!early) {
            station.awaitState(alert, channel, DeliveryState.WAITING, PEOPLE);
        }
        KilledJournal dying = Objects.requireNonNull(journal);
        dying.dieAt(early ? append : append - LAST_POINT / 2);
        station.engine().submit(station.opening(channel));
        Awaitility.await().atMost(Station.PATIENCE).until(() -> dying.dead() || done(station, alert, channel));
        station.crash();
        int before = station.provider.count(alert);

        station.through = memory -> memory;
        station.start();
        Set<String> arrived = station.provider.requests().stream()
                .map(Provider.Request::address)
                .collect(Collectors.toSet());
        station.provider.lists(address ->
                arrived.contains(address) ? new Channel.Resolution.Sent("id") : new Channel.Resolution.Absent());
        station.must(station.opening(channel));
        station.eventually(() -> assertThat(station.state(alert, channel, DeliveryState.IN_FLIGHT)
                        + station.state(alert, channel, DeliveryState.WAITING))
                .isZero());
        station.clock.advance(Duration.ofSeconds(62));
        station.awaitState(alert, channel, DeliveryState.ACCEPTED, PEOPLE);

        assertThat(station.planned(alert, channel)).isEqualTo(PEOPLE);
        assertThat(station.provider.byAddress(alert, channel)).hasSize(PEOPLE);
        if (channel == ChannelKind.SMS) {
            assertThat(station.provider.count(alert)).as("killed at %d", append).isEqualTo(PEOPLE);
        } else {
            assertThat(station.provider.count(alert)).isLessThanOrEqualTo(PEOPLE + before);
        }
        station.close();
    }

    private static boolean done(Station station, int alert, ChannelKind channel) {
        return station.provider.byAddress(alert, channel).size() == PEOPLE;
    }
}
