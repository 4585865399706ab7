package uk.tocsin.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import uk.tocsin.journal.Snapshots;
import uk.tocsin.journal.SnapshotsContract;

class SqliteSnapshotsTest extends SnapshotsContract {
    private final Opened data = new Opened();

    @TempDir
    private Path directory;

    @Override
    protected Snapshots open() {
        return data.again(directory.resolve("data")).snapshots();
    }

    @Override
    protected Snapshots reopen(Snapshots open) {
        open.close();
        data.close();
        return open();
    }

    @Override
    protected Snapshots corrupt(Snapshots open, int log, long position) throws Exception {
        open.close();
        data.close();
        Path file = StoreFile.SNAPSHOTS.in(directory.resolve("data"));
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            int changed = statement.executeUpdate("UPDATE piece SET data = zeroblob(length(data)) WHERE key >> 16 ="
                    + " (SELECT id FROM snapshot WHERE log = " + log + " AND position = " + position + ")");
            assertThat(changed).isEqualTo(1);
        }
        return open();
    }

    @AfterEach
    void closeDirectory() {
        data.close();
    }
}
