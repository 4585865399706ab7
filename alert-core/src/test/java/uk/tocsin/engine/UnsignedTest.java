package uk.tocsin.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import uk.tocsin.control.AlertView;
import uk.tocsin.control.Samples;
import uk.tocsin.control.VerificationKey;
import uk.tocsin.journal.Journal;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.DeliveryState;
import uk.tocsin.model.Effect;
import uk.tocsin.model.NotSentCause;
import uk.tocsin.model.Severity;
import uk.tocsin.shard.ShardCodec;
import uk.tocsin.shard.ShardRecord;

/// What two people did not approve, word for word, is never sent.
@Timeout(120)
class UnsignedTest {
    private static final int PEOPLE = 64;
    private static final int FORGED = 9_999;

    private final Station station = Station.opened();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Dispatches dispatches = new Dispatches(new EngineMeters(registry));

    @AfterEach
    void close() {
        assertThat(station.fatal).isEmpty();
        station.close();
    }

    @Test
    void anAlertThatWasAlteredAfterItsApprovalIsRefusedOnce() {
        station.people(PEOPLE, ChannelKind.PUSH);
        int alert = station.dispatched(ChannelKind.PUSH);
        AlertView view = Station.await(
                station.engine().control(state -> state.alert(alert).orElseThrow()));
        List<VerificationKey> keys = Station.await(station.engine().control(state -> state.keys()));

        dispatches.dispatched(altered(view), keys);
        dispatches.dispatched(altered(view), keys);

        assertThat(dispatches.content(alert, 0)).isEmpty();
        assertThat(dispatches.refusal(alert, 0)).isEqualTo(NotSentCause.GATE);
        assertThat(registry.counter("tocsin.alerts.unsigned").count()).isEqualTo(1);
        dispatches.dispatched(view, keys);
        assertThat(dispatches.content(alert, 0)).isPresent();
    }

    @Test
    void anApprovalByAKeyThatIsNotKnownIsRefused() {
        station.people(PEOPLE, ChannelKind.PUSH);
        int alert = station.dispatched(ChannelKind.PUSH);
        AlertView view = Station.await(
                station.engine().control(state -> state.alert(alert).orElseThrow()));

        dispatches.dispatched(view, List.of());

        assertThat(dispatches.content(alert, 0)).isEmpty();
    }

    private static AlertView altered(AlertView view) {
        AlertView.Version version = view.versions().getFirst();
        AlertView.Version other = new AlertView.Version(
                version.number(),
                Samples.withEvent(version.content(), "Nothing to see"),
                version.digest(),
                version.editors(),
                version.time(),
                version.position());
        return new AlertView(
                view.number(),
                view.status(),
                view.relation(),
                view.parent(),
                view.children(),
                List.of(other),
                view.editors(),
                view.submission(),
                view.paged(),
                view.approval(),
                view.dispatch(),
                view.drift(),
                view.review(),
                view.reason(),
                view.halted(),
                view.restoreHold(),
                view.resumedBy(),
                view.stoppedSteps(),
                view.settled());
    }

    @Test
    void aDispatchThatIsOnlyInAShardsJournalIsNeverSentAndDoesNotSpin() {
        station.people(PEOPLE, ChannelKind.PUSH);
        int alert = station.submitted(Severity.SEVERE, Duration.ofHours(1), Station.now(ChannelKind.PUSH));
        Effect.Dispatch real = station.must(station.approval(alert)).effects().stream()
                .map(Effect.Dispatch.class::cast)
                .findFirst()
                .orElseThrow();
        station.awaitState(alert, ChannelKind.PUSH, DeliveryState.ACCEPTED, PEOPLE);
        station.eventually(() -> assertThat(station.settledEverywhere(alert)).isTrue());

        forge(real);

        station.eventually(() -> assertThat(notSent()).isGreaterThanOrEqualTo(1));
        int next = station.dispatched(ChannelKind.PUSH);
        station.awaitState(next, ChannelKind.PUSH, DeliveryState.ACCEPTED, PEOPLE);
        station.eventually(() -> assertThat(station.settledEverywhere(next)).isTrue());
        assertThat(station.provider.count(FORGED)).isZero();
        assertThat(notSent())
                .as("tries of one delivery, longer apart each time")
                .isLessThan(10);
        assertThat(station.meters.counter("tocsin.alerts.unsigned").count()).isEqualTo(1);
    }

    private double notSent() {
        return Optional.ofNullable(station.meters
                        .find("tocsin.send.outcomes")
                        .tag("reason", "internal-error")
                        .counter())
                .map(counter -> counter.count())
                .orElse(0.0);
    }

    private void forge(Effect.Dispatch real) {
        Effect.Dispatch forged = new Effect.Dispatch(
                FORGED,
                real.relation(),
                real.line(),
                real.approvedAs(),
                real.digest(),
                real.time(),
                real.expires(),
                real.severity(),
                real.mode(),
                real.handling(),
                real.lowestTier(),
                real.plan(),
                real.audience(),
                real.incidentCell());
        ShardRecord.Stamp stamp = new ShardRecord.Stamp(0, station.clock.millis());
        long position = Station.awaitStage(station.journal.end(Journal.CONTROL)) - 1;
        Station.awaitStage(station.journal.append(
                0, List.of(ShardCodec.encode(new ShardRecord.Followed(stamp, position, List.of(forged))))));
    }
}
