package uk.tocsin.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import uk.tocsin.control.Act;
import uk.tocsin.control.AlertView;
import uk.tocsin.control.ControlState;
import uk.tocsin.journal.Journal;
import uk.tocsin.journal.Snapshots;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.DeliveryState;
import uk.tocsin.model.Effect;
import uk.tocsin.model.Severity;
import uk.tocsin.model.codec.Out;
import uk.tocsin.shard.Wire;

/// A start goes on from a snapshot of the control fold, if the log proves it.
@Timeout(120)
class ControlStartTest {
    private static final int PEOPLE = 64;

    private final Station station = Station.opened();
    private List<AlertView> before = List.of();
    private long folded;

    @AfterEach
    void close() {
        assertThat(station.fatal).isEmpty();
        station.close();
    }

    @Test
    void onlyWhatFollowsTheSnapshotIsFolded() {
        actsThenStop();
        long atStop = Station.awaitStage(station.journal.end(Journal.CONTROL));
        restart();

        assertThat(alerts()).isEqualTo(before);
        assertThat(folded() - folded).isLessThan(5).isLessThan(atStop);
    }

    @Test
    void aDamagedSnapshotGivesWayToTheOlderOne() {
        actsThenStop();
        station.start();
        station.submitted(Severity.MINOR, Duration.ofHours(1), Station.now(ChannelKind.PUSH));
        before = alerts();
        station.stop();
        List<Snapshots.Snapshot> kept = Station.awaitStage(station.snapshots.latest(Journal.CONTROL));
        assertThat(kept).hasSize(2);
        replace(kept.getFirst().position(), new byte[] {1, 2, 3});
        restart();

        assertThat(alerts()).isEqualTo(before);
        assertThat(folded() - folded).isBetween(2L, 10L);
    }

    @Test
    void aSnapshotOfAnUnknownFormGivesWayToTheWholeLog() {
        actsThenStop();
        replace(
                Station.awaitStage(station.journal.end(Journal.CONTROL)),
                new Out().u8(99).toBytes());
        restart();

        assertThat(alerts()).isEqualTo(before);
        assertThat(folded() - folded).isGreaterThanOrEqualTo(Station.awaitStage(station.journal.end(Journal.CONTROL)));
    }

    @Test
    void aSnapshotThatTheLogDoesNotLeadToIsNotUsed() {
        actsThenStop();
        long end = Station.awaitStage(station.journal.end(Journal.CONTROL));
        byte[] other = imageOfAnotherLog(end);
        replace(end, other);
        restart();

        assertThat(alerts()).isEqualTo(before);
        assertThat(folded() - folded).isGreaterThanOrEqualTo(end);
    }

    /// The fold of a log of the same length, with the last record replaced.
    private byte[] imageOfAnotherLog(long end) {
        ControlState state = new ControlState();
        List<byte[]> records = controlLog();
        for (int i = 0; i < end - 1; i++) {
            state.apply(i, records.get(i));
        }
        state.apply(end - 1, new Act.UserSet(station.by(0), 77, -1, true));
        return new ControlImage(List.of(), state).bytes();
    }

    private List<byte[]> controlLog() {
        List<byte[]> all = new CopyOnWriteArrayList<>();
        station.journal.follow(Journal.CONTROL, 0, Runnable::run, new Journal.Follower() {
            @Override
            public void records(long firstPosition, List<byte[]> records) {
                all.addAll(records);
            }

            @Override
            public void failed(Throwable reason) {
                throw new AssertionError(reason);
            }
        });
        return all;
    }

    @Test
    void whatWasWithdrawnOrHaltedStaysSo() {
        station.people(PEOPLE, ChannelKind.PUSH);
        station.open(ChannelKind.PUSH, false);
        int cancelled = station.dispatched(ChannelKind.PUSH);
        int halted = station.dispatched(ChannelKind.PUSH);
        int live = station.dispatched(ChannelKind.PUSH);
        station.must(new Act.Cancelled(station.by(Station.OFFICER), cancelled, "It was a rucksack"));
        station.must(new Act.Halted(station.by(Station.OFFICER), halted, "Wrong street"));
        Station.await(station.engine().checkpoint());
        station.stop();
        station.start();

        station.open(ChannelKind.PUSH, true);
        station.awaitState(live, ChannelKind.PUSH, DeliveryState.ACCEPTED, PEOPLE);
        assertThat(station.provider.count(cancelled)).isZero();
        assertThat(station.provider.count(halted)).isZero();
        station.must(new Act.Resumed(station.by(Station.APPROVER), halted));
        station.awaitState(halted, ChannelKind.PUSH, DeliveryState.ACCEPTED, PEOPLE);
        station.awaitState(cancelled, ChannelKind.PUSH, DeliveryState.WITHDRAWN, PEOPLE);
    }

    @Test
    void effectsThatAShardHasNotFollowedAreInTheSnapshot() {
        station.people(PEOPLE, ChannelKind.PUSH);
        int alert = station.dispatched(ChannelKind.PUSH);
        Station.await(station.engine().checkpoint());
        station.crash();
        assertThat(dispatchesAfterRestart(-1)).containsExactly(alert);
        assertThat(dispatchesAfterRestart(-1)).as("from the snapshot").containsExactly(alert);
        assertThat(dispatchesAfterRestart(Long.MAX_VALUE)).containsExactly(alert);
        assertThat(dispatchesAfterRestart(-1))
                .as("followed everywhere, so forgotten")
                .isEmpty();
        station.start();
    }

    /// Runs a control fold alone; the alerts whose dispatch it gives the shards, which follow as far as told.
    private List<Integer> dispatchesAfterRestart(long followed) {
        Vertx vertx = Vertx.vertx();
        Contexts contexts =
                Station.await(Contexts.make(vertx, 1, unexpected -> station.fatal.add(unexpected.toString())));
        EngineMeters meters = new EngineMeters(new SimpleMeterRegistry());
        ControlRunner control =
                new ControlRunner(contexts.get(0), station.ports(), new Dispatches(meters), meters, 1_000, () -> true);
        Station.await(control.start());
        List<Wire.Acts> fed = new CopyOnWriteArrayList<>();
        control.feed(fed::add, () -> followed, _ -> {});
        Station.await(control.submit(new Act.UserSet(station.by(0), 50, -1, true)));
        Station.await(control.close(true));
        Station.await(vertx.close());
        List<Integer> dispatched = new ArrayList<>();
        for (Wire.Acts acts : fed) {
            acts.effects().forEach(effect -> {
                if (effect instanceof Effect.Dispatch dispatch) {
                    dispatched.add(dispatch.alert());
                }
            });
        }
        return dispatched;
    }

    // ---- helpers

    private void actsThenStop() {
        station.people(PEOPLE, ChannelKind.PUSH);
        int alert = station.dispatched(ChannelKind.PUSH);
        station.eventually(() -> assertThat(station.settledEverywhere(alert)).isTrue());
        Station.await(station.engine().checkpoint());
        before = alerts();
        station.stop();
    }

    private void restart() {
        folded = folded();
        station.start();
    }

    private List<AlertView> alerts() {
        return Station.await(station.engine().control(state -> state.alerts()));
    }

    private long folded() {
        return station.meters.find("tocsin.acts").counters().stream()
                .mapToLong(counter -> Math.round(counter.count()))
                .sum();
    }

    private void replace(long position, byte[] bytes) {
        Station.awaitStage(station.snapshots.save(new Snapshots.Snapshot(Journal.CONTROL, position, bytes)));
    }
}
