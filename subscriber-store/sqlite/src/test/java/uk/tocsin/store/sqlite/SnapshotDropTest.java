package uk.tocsin.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.tocsin.journal.Snapshots.Snapshot;
import uk.tocsin.journal.Waiting;

class SnapshotDropTest {
    /// Dropped in several commits.
    private static final int LARGE = 10 << 20;

    @TempDir
    private Path directory;

    @Test
    void aSnapshotNoLongerCountsWhenItsFirstPieceIsDropped() throws Exception {
        try (DataDirectory data = DataDirectory.open(directory.resolve("data"))) {
            for (int position = 1; position <= 4; position++) {
                CompletionStage<Long> saved = data.snapshots().save(new Snapshot(3, position, new byte[LARGE]));
                while (!saved.toCompletableFuture().isDone()) {
                    assertThat(SnapshotPieces.lacking(directory.resolve("data")))
                            .isEmpty();
                }
                Waiting.get(saved);
            }
        }
    }
}
