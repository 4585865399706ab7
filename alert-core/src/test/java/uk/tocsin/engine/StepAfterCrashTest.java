package uk.tocsin.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import uk.tocsin.model.Audience;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Condition;
import uk.tocsin.model.DeliveryState;
import uk.tocsin.model.Dimension;
import uk.tocsin.model.Evidence;
import uk.tocsin.model.EvidenceSource;
import uk.tocsin.model.FailureReason;
import uk.tocsin.model.Response;
import uk.tocsin.model.Severity;
import uk.tocsin.model.Step;
import uk.tocsin.receipt.DeliveryToken;

/// 10,000 premises with three people each; at half of them somebody acknowledges just before the texts are due, and
/// the process is killed half a second before.
@Timeout(240)
class StepAfterCrashTest {
    private static final int PREMISES = 10_000;
    private static final int PEOPLE_EACH = 3;
    private static final Duration DUE = Duration.ofMinutes(2);

    private final Station station = Station.opened();

    @AfterEach
    void close() {
        assertThat(station.fatal).isEmpty();
        station.close();
    }

    private int dispatched() {
        Step push = new Step(ChannelKind.PUSH, Duration.ZERO);
        Step text = new Step(
                ChannelKind.SMS, DUE, Audience.in(Dimension.ROLE, "duty-manager"), Condition.UNACKNOWLEDGED, 0);
        int alert = station.submitted(Severity.SEVERE, Duration.ofHours(4), push, text);
        station.must(station.approval(alert));
        return alert;
    }

    /// Somebody at every second premises acknowledges: not the one who would be texted.
    private Set<Integer> acknowledge(int alert) {
        Set<Integer> answered = new HashSet<>();
        List<Future<Boolean>> said = new ArrayList<>();
        for (int place = 0; place < PREMISES; place += 2) {
            int colleague = station.people.get(place * PEOPLE_EACH + 1);
            said.add(station.engine()
                    .receive(
                            new DeliveryToken(alert, colleague, 0, 0),
                            0,
                            Evidence.ACKNOWLEDGED,
                            FailureReason.OTHER,
                            EvidenceSource.PERSON,
                            station.now()));
            answered.add(place);
        }
        assertThat(Station.await(Future.all(said)).<Boolean>list()).doesNotContain(false);
        return answered;
    }

    @Test
    void aStepEndsWhenTheShareAskedForHasAcknowledged() {
        station.sites(40, 2, ChannelKind.PUSH, ChannelKind.SMS);
        Step push = new Step(ChannelKind.PUSH, Duration.ZERO);
        Step text = new Step(ChannelKind.SMS, DUE, Audience.everyone(), Condition.UNACKNOWLEDGED, 50);
        int alert = station.submitted(Severity.SEVERE, Duration.ofHours(4), push, text);
        station.must(station.approval(alert));
        station.awaitState(alert, ChannelKind.PUSH, DeliveryState.ACCEPTED, 80);
        for (int place = 0; place < 20; place++) {
            acknowledge(alert, station.people.get(2 * place));
        }
        station.eventually(() -> assertThat(station.stopped(alert)).containsExactly(1));
        station.clock.advance(DUE);
        station.eventually(() -> assertThat(station.settledEverywhere(alert)).isTrue());

        assertThat(station.planned(alert, ChannelKind.SMS)).isZero();
    }

    private void acknowledge(int alert, int ordinal) {
        assertThat(Station.await(station.engine()
                        .respond(new DeliveryToken(alert, ordinal, 0, 0), Response.ACTION_TAKEN, station.now())))
                .isTrue();
    }

    @Test
    void noTextGoesToWhomSomebodyAnsweredForAndExactlyOneToTheOthers() {
        station.sites(PREMISES, PEOPLE_EACH, ChannelKind.PUSH, ChannelKind.SMS);
        Map<String, Integer> premises = new HashMap<>();
        for (int i = 0; i < station.people.size(); i++) {
            premises.put(Station.address(station.people.get(i), ChannelKind.SMS), i / PEOPLE_EACH);
        }
        int alert = dispatched();
        station.awaitState(alert, ChannelKind.PUSH, DeliveryState.ACCEPTED, PREMISES * PEOPLE_EACH);
        Set<Integer> answered = acknowledge(alert);
        Instant due = Station.await(station.engine()
                        .control(state -> state.alert(alert)
                                .orElseThrow()
                                .dispatch()
                                .orElseThrow()
                                .time()))
                .plus(DUE);
        station.clock.advance(Duration.between(station.now(), due.minusMillis(500)));
        station.crash();
        station.start();
        station.awaitState(alert, ChannelKind.SMS, DeliveryState.ACCEPTED, PREMISES - answered.size());

        List<Integer> texted = station.provider.requests(request -> request.channel() == ChannelKind.SMS).stream()
                .map(request -> premises.get(request.address()))
                .toList();
        assertThat(texted).doesNotHaveDuplicates().hasSize(PREMISES - answered.size());
        assertThat(texted.stream().filter(answered::contains).collect(Collectors.toSet()))
                .isEmpty();
        assertThat(station.planned(alert, ChannelKind.SMS)).isEqualTo(PREMISES - answered.size());
    }
}
