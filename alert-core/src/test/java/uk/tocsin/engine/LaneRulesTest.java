package uk.tocsin.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import uk.tocsin.lane.LaneSettings;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.DeliveryState;
import uk.tocsin.model.NotSentCause;
import uk.tocsin.model.SendOutcome;
import uk.tocsin.model.Severity;

/// What providers allow: rate, order, and when they do not answer.
@Timeout(120)
class LaneRulesTest {
    private static final int PEOPLE = 600;
    private static final long SECOND = 1_000_000_000L;

    private final Station station = Station.opened();

    @AfterEach
    void close() {
        assertThat(station.fatal).isEmpty();
        station.close();
    }

    @Test
    void aProviderThatDoesNotAnswerIsLeftAloneUntilItDoes() {
        station.people(PEOPLE, ChannelKind.PUSH);
        station.provider.answers(_ -> new SendOutcome.NotSent(NotSentCause.CONNECT));
        int alert = station.dispatched(ChannelKind.PUSH);
        station.eventually(() -> assertThat(breaker()).isEqualTo(1));
        int whenOpen = station.provider.count(alert);

        station.provider.answers(_ -> Provider.accepted());
        station.awaitState(alert, ChannelKind.PUSH, DeliveryState.ACCEPTED, PEOPLE);

        station.eventually(() -> assertThat(breaker()).isZero());
        assertThat(whenOpen).as("those in flight when it opened").isLessThanOrEqualTo(PEOPLE + 50);
    }

    private double breaker() {
        return station.meters
                .get("tocsin.lane.breaker")
                .tag("channel", "push")
                .gauge()
                .value();
    }

    @Test
    void aProviderThatSaysWaitIsGivenTheTimeItAsksFor() {
        station.people(PEOPLE, ChannelKind.PUSH);
        AtomicBoolean busy = new AtomicBoolean(true);
        station.provider.answers(
                _ -> busy.get() ? new SendOutcome.Throttled(Duration.ofSeconds(2)) : Provider.accepted());
        int alert = station.dispatched(ChannelKind.PUSH);
        station.eventually(() -> assertThat(station.provider.requests()).isNotEmpty());
        busy.set(false);
        station.awaitState(alert, ChannelKind.PUSH, DeliveryState.ACCEPTED, PEOPLE);

        List<Long> times = station.provider.requests().stream()
                .map(Provider.Request::nanos)
                .sorted()
                .toList();
        long longestPause = 0;
        for (int i = 1; i < times.size(); i++) {
            longestPause = Math.max(longestPause, times.get(i) - times.get(i - 1));
        }
        assertThat(longestPause).isGreaterThan(SECOND);
    }

    @Test
    void aQuotaHoldsFromTheActThatSetsIt() {
        station.people(PEOPLE, ChannelKind.PUSH);
        station.quota(ChannelKind.PUSH, 12_000);
        int alert = station.dispatched(ChannelKind.PUSH);
        station.awaitState(alert, ChannelKind.PUSH, DeliveryState.ACCEPTED, PEOPLE);

        List<Provider.Request> requests = station.provider.requests();
        long span = requests.getLast().nanos() - requests.getFirst().nanos();
        assertThat(span).as("600 at 200 a second, less what one moment allows").isGreaterThan(2 * SECOND);
        assertThat(requests).hasSize(PEOPLE);
    }

    @Test
    void aSevereAlertOvertakesAMinorOne() {
        station.people(PEOPLE, ChannelKind.PUSH);
        station.quota(ChannelKind.PUSH, 12_000);
        int minor = station.submitted(Severity.MINOR, Duration.ofHours(4), Station.now(ChannelKind.PUSH));
        station.must(station.approval(minor));
        station.eventually(() -> assertThat(station.provider.count(minor)).isGreaterThan(100));

        int severe = station.dispatched(ChannelKind.PUSH);
        long approved = station.clock.nanos();
        station.awaitState(severe, ChannelKind.PUSH, DeliveryState.ACCEPTED, PEOPLE);
        station.awaitState(minor, ChannelKind.PUSH, DeliveryState.ACCEPTED, PEOPLE);

        List<Provider.Request> grave = station.provider.requests(request -> request.alert() == severe);
        List<Provider.Request> late = station.provider.requests(request -> request.alert() == minor
                && request.nanos() > grave.getFirst().nanos()
                && request.nanos() < grave.getLast().nanos());
        assertThat(grave.getFirst().nanos() - approved).isLessThan(SECOND);
        assertThat(late).as("permits of the minor alert that were out already").hasSizeLessThan(100);
    }

    @Test
    void whatTakesNoRoomInALaneDoesNotBlockIt() {
        station.lanes.put(ChannelKind.PUSH, new LaneSettings(100_000, 20, 10));
        station.crash();
        station.start();
        station.people(PEOPLE, ChannelKind.PUSH);
        station.each(person -> {
            if (person % 3 == 0) {
                station.rewrite(person, false, ChannelKind.PUSH);
            }
        });
        long unwilling = station.people.stream().filter(p -> p % 3 == 0).count();
        int alert = station.dispatched(ChannelKind.PUSH);

        station.awaitState(alert, ChannelKind.PUSH, DeliveryState.ACCEPTED, PEOPLE - unwilling);
        station.awaitState(alert, ChannelKind.PUSH, DeliveryState.SUPPRESSED, unwilling);
    }
}
