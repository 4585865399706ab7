package uk.tocsin.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.DeliveryState;
import uk.tocsin.model.NotSentCause;
import uk.tocsin.model.SendOutcome;
import uk.tocsin.model.Shards;

/// Permits that end before what they allow is written.
@Timeout(120)
class PermitsTest {
    private static final int PEOPLE = 640;

    private final Station station = Station.opened();

    @AfterEach
    void close() {
        assertThat(station.fatal).isEmpty();
        station.close();
    }

    @Test
    void shrinkTheBatchAndTurnReadinessRedUntilOneHolds() {
        station.people(PEOPLE, ChannelKind.PUSH);
        station.provider.answers(_ -> new SendOutcome.NotSent(NotSentCause.PERMIT));
        int alert = station.dispatched(ChannelKind.PUSH);
        station.eventually(
                () -> assertThat(Station.await(station.engine().unready())).containsExactly(Unready.PERMITS));
        assertThat(Station.await(station.engine().ready())).isFalse();
        List<Long> sizes = sizes(alert);
        assertThat(sizes.getFirst()).isGreaterThan(4);
        assertThat(sizes.getLast()).isEqualTo(1);

        station.provider.answers(_ -> Provider.accepted());
        station.awaitState(alert, ChannelKind.PUSH, DeliveryState.ACCEPTED, PEOPLE);
        station.eventually(
                () -> assertThat(Station.await(station.engine().unready())).isEmpty());
        assertThat(station.meters
                        .get("tocsin.send.outcomes")
                        .tag("outcome", "accepted")
                        .counter()
                        .count())
                .as("an ended permit counts as no try that may have reached somebody")
                .isEqualTo(PEOPLE);
    }

    @Test
    void areNotRedWhenTheAlertIsOver() {
        station.people(PEOPLE, ChannelKind.PUSH);
        station.provider.answers(_ -> new SendOutcome.NotSent(NotSentCause.PERMIT));
        station.dispatched(ChannelKind.PUSH);
        station.eventually(
                () -> assertThat(Station.await(station.engine().unready())).containsExactly(Unready.PERMITS));
        station.clock.advance(Duration.ofHours(5));
        station.eventually(
                () -> assertThat(Station.await(station.engine().unready())).isEmpty());
    }

    /// How many requests each try made, in the order of the first of each.
    private List<Long> sizes(int alert) {
        Map<String, Long> byTry = station.provider.requests(request -> request.alert() == alert).stream()
                .collect(Collectors.groupingBy(
                        request -> Shards.shardOf(
                                        Integer.parseInt(request.address().substring("device-".length())))
                                + "/" + request.tryNumber(),
                        LinkedHashMap::new,
                        Collectors.counting()));
        return List.copyOf(byTry.values());
    }
}
