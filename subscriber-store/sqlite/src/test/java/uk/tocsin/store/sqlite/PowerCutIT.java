package uk.tocsin.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Power cuts: processes that are killed on a disk that forgets what was not synced.
@Timeout(value = 110, unit = TimeUnit.SECONDS)
class PowerCutIT {
    private static final int CUTS = 12;

    /// More than one process can write.
    private static final long IDS = 1_000_000;

    /// How many of 100 unsynced sectors reach the disk all the same, cut by cut.
    private static final int[] LEAKS = {0, 30, 70};

    private final SplittableRandom random = new SplittableRandom();

    @TempDir
    private Path root;

    @Test
    void whatWasAcknowledgedIsThereAndWholeAfterEachOfManyPowerCuts() throws Exception {
        LosingDisk disk = new LosingDisk(root);
        Acknowledged acknowledged = new Acknowledged();
        for (int cut = 0; cut < CUTS; cut++) {
            int leak = LEAKS[cut % LEAKS.length];
            runUntilCut(disk, "FULL", cut * IDS, leak, acknowledged);
            assertThat(acknowledged.missing(disk.data()))
                    .as("after cut %d with a leak of %d %%", cut, leak)
                    .isEmpty();
        }
        assertThat(acknowledged.size()).isGreaterThan(CUTS * 50);
    }

    @Test
    void withoutSyncingAPowerCutLosesWhatWasAcknowledged() throws Exception {
        LosingDisk disk = new LosingDisk(root);
        Acknowledged acknowledged = new Acknowledged();
        runUntilCut(disk, "OFF", 0, 0, acknowledged);
        assertThat(acknowledged.missing(disk.data())).isNotEmpty();
    }

    @Test
    void aFailedSyncEndsTheProcessAndWhatItConcernedWasNeverAcknowledged() throws Exception {
        LosingDisk disk = new LosingDisk(root);
        Acknowledged acknowledged = new Acknowledged();
        try (Child child = disk.start("FULL", 0, 0)) {
            child.await(line -> line.startsWith("journal"), 50);
            disk.breakDown();
            assertThat(child.end()).isEqualTo(StoreSettings.FATAL_EXIT);
            disk.afterTheEnd();
            hear(child.said(), acknowledged);
        }
        assertThat(acknowledged.missing(disk.data())).isEmpty();
    }

    @Test
    void aDiskThatCannotGrowRefusesEverythingAndGoesOnWhenItCan() throws Exception {
        LosingDisk disk = new LosingDisk(root);
        Acknowledged acknowledged = new Acknowledged();
        try (Child child = disk.start("FULL", 0, 0)) {
            child.await(line -> line.startsWith("journal"), 50);
            disk.setFull(true);
            child.await(line -> line.equals("refused FULL"), 100);
            disk.setFull(false);
            long before = child.said().stream()
                    .filter(line -> line.startsWith("journal"))
                    .count();
            child.await(line -> line.startsWith("journal"), before + 50);
            child.kill();
            disk.afterTheEnd();
            hear(child.said(), acknowledged);
        }
        assertThat(acknowledged.missing(disk.data())).isEmpty();
        assertThat(acknowledged.refused())
                .allMatch(line -> line.equals("refused FULL")
                        || line.contains("no room: the disk")
                        || line.contains("No space left on device"));
    }

    private void runUntilCut(LosingDisk disk, String synchronous, long firstId, int leak, Acknowledged acknowledged)
            throws Exception {
        try (Child child = disk.start(synchronous, firstId, leak)) {
            child.await(line -> line.startsWith("journal"), 20);
            assertThat(child.endsWithin(random.nextLong(1, 250)))
                    .as("it ended by itself")
                    .isFalse();
            child.kill();
            disk.afterTheEnd();
            hear(child.said(), acknowledged);
        }
    }

    private static void hear(List<String> said, Acknowledged acknowledged) {
        assertThat(said.getFirst()).isEqualTo("ready");
        said.subList(1, said.size()).forEach(acknowledged::add);
    }
}
