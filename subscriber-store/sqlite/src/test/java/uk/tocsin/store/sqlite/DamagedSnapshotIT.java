package uk.tocsin.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import uk.tocsin.model.Audience;
import uk.tocsin.model.Shards;

/// A damaged snapshot never makes an audience smaller: the older one and the records after it give the same,
/// and without either the engine does not start.
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class DamagedSnapshotIT {
    private static final long PLENTY = 1L << 40;
    private static final int PER_SHARD = 5;
    private static final int SHARD = 17;

    @TempDir
    private Path root;

    private EngineOnDisk open() throws Exception {
        return new EngineOnDisk(root, () -> PLENTY, 100);
    }

    /// Each closing writes a snapshot; with the second, records below the first are deleted.
    @BeforeEach
    void twoSnapshots() throws Exception {
        for (int i = 0; i < 2; i++) {
            try (EngineOnDisk house = open()) {
                house.register(PER_SHARD);
            }
        }
    }

    private void damage(String which) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + StoreFile.SNAPSHOTS.in(root));
                Statement statement = connection.createStatement()) {
            int changed = statement.executeUpdate("UPDATE piece SET data = zeroblob(length(data)) WHERE key >> 16 IN"
                    + " (SELECT id FROM snapshot WHERE log = " + SHARD + " AND position >= (SELECT " + which
                    + "(position) FROM snapshot WHERE log = " + SHARD + "))");
            assertThat(changed).isPositive();
        }
    }

    @Test
    void withoutTheNewestTheOlderAndTheRecordsAfterItGiveTheSameAudience() throws Exception {
        damage("max");
        try (EngineOnDisk house = open()) {
            await().until(() -> house.engine.count(new Audience.Everyone()) == 2L * PER_SHARD * Shards.COUNT);
        }
    }

    @Test
    void withoutBothTheEngineDoesNotStart() throws Exception {
        damage("min");
        assertThatThrownBy(this::open).hasMessageContaining("log " + SHARD);
    }
}
