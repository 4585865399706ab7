package uk.tocsin.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static uk.tocsin.journal.Waiting.get;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import uk.tocsin.journal.Snapshots.Snapshot;

/// What all [Snapshots] do.
public abstract class SnapshotsContract {
    private static final int LOG = 7;

    private Snapshots snapshots;

    /// Snapshots on empty storage.
    protected abstract Snapshots open() throws Exception;

    /// Closes them and opens others on the same storage.
    protected abstract Snapshots reopen(Snapshots open) throws Exception;

    /// Damages the stored bytes of a snapshot; returns the snapshots to go on with, perhaps reopened.
    protected abstract Snapshots corrupt(Snapshots open, int log, long position) throws Exception;

    @BeforeEach
    void openOnes() throws Exception {
        snapshots = open();
    }

    @AfterEach
    void closeThem() {
        snapshots.close();
    }

    private static byte[] state(int seed, int size) {
        byte[] state = new byte[size];
        new Random(seed).nextBytes(state);
        return state;
    }

    private long save(int log, long position, byte[] state) {
        return get(snapshots.save(new Snapshot(log, position, state)));
    }

    private List<Long> positions(int log) {
        return get(snapshots.latest(log)).stream().map(Snapshot::position).toList();
    }

    @Test
    void aLogWithoutSnapshotHasNone() {
        assertThat(get(snapshots.latest(LOG))).isEmpty();
    }

    @Test
    void theNewestTwoAreKeptAndTheOlderBoundsDeletion() {
        assertThat(save(LOG, 10, state(1, 100))).isZero();
        assertThat(save(LOG, 20, state(2, 100))).isEqualTo(10);
        assertThat(save(LOG, 30, state(3, 100))).isEqualTo(20);
        assertThat(positions(LOG)).containsExactly(30L, 20L);
        assertThat(get(snapshots.latest(LOG)).getFirst().state()).isEqualTo(state(3, 100));
    }

    @Test
    void aStateOfManyPiecesComesBackWhole() throws Exception {
        byte[] large = state(4, 3_000_001);
        save(LOG, 5, large);
        save(LOG, 6, new byte[0]);
        snapshots = reopen(snapshots);
        List<Snapshot> found = get(snapshots.latest(LOG));
        assertThat(found).extracting(Snapshot::position).containsExactly(6L, 5L);
        assertThat(found.get(0).state()).isEmpty();
        assertThat(found.get(1).state()).isEqualTo(large);
        assertThat(found.get(1).log()).isEqualTo(LOG);
    }

    @Test
    void logsDoNotMix() {
        save(0, 10, state(1, 10));
        save(Journal.CONTROL, 11, state(2, 10));
        assertThat(positions(0)).containsExactly(10L);
        assertThat(positions(Journal.CONTROL)).containsExactly(11L);
        assertThat(positions(1)).isEmpty();
    }

    @Test
    void anotherOfTheSamePositionReplacesTheFirst() {
        save(LOG, 10, state(1, 10));
        assertThat(save(LOG, 10, state(2, 10))).isZero();
        assertThat(positions(LOG)).containsExactly(10L);
        assertThat(get(snapshots.latest(LOG)).getFirst().state()).isEqualTo(state(2, 10));
    }

    @Test
    void aDamagedSnapshotIsLeftOutAndTheOtherStays() throws Exception {
        save(LOG, 10, state(1, 1000));
        save(LOG, 20, state(2, 1000));
        snapshots = corrupt(snapshots, LOG, 20);
        assertThat(positions(LOG)).containsExactly(10L);
        assertThat(get(snapshots.latest(LOG)).getFirst().state()).isEqualTo(state(1, 1000));
    }

    @Test
    void aDamagedSnapshotNoLongerBoundsDeletion() throws Exception {
        save(LOG, 10, state(1, 1000));
        save(LOG, 20, state(2, 1000));
        snapshots = corrupt(snapshots, LOG, 20);
        assertThat(save(LOG, 30, state(3, 1000))).isEqualTo(10);
        assertThat(positions(LOG)).containsExactly(30L, 10L);
    }

    @Test
    void savesOfAllLogsAtOnceAllCount() {
        List<CompletionStage<Long>> saves = new ArrayList<>();
        for (int log = 0; log < Journal.LOGS; log++) {
            saves.add(snapshots.save(new Snapshot(log, log + 1L, state(log, 2000))));
        }
        saves.forEach(save -> assertThat(get(save)).isZero());
        for (int log = 0; log < Journal.LOGS; log++) {
            assertThat(positions(log)).containsExactly(log + 1L);
        }
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThatThrownBy(() -> snapshots.save(new Snapshot(Journal.LOGS, 1, new byte[1])))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> snapshots.save(new Snapshot(LOG, -1, new byte[1])))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> snapshots.latest(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void afterClosingNothingIsSavedAndWhatWasAcceptedIsKept() throws Exception {
        CompletionStage<Long> accepted = snapshots.save(new Snapshot(LOG, 1, state(1, 10)));
        snapshots.close();
        assertThat(get(accepted)).isZero();
        assertThatThrownBy(() -> save(LOG, 2, state(2, 10)))
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(JournalException.class);
        snapshots = reopen(snapshots);
        assertThat(positions(LOG)).containsExactly(1L);
    }
}
