package uk.tocsin.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.tocsin.journal.Journal;
import uk.tocsin.journal.Snapshots.Snapshot;
import uk.tocsin.journal.Waiting;
import uk.tocsin.register.Register;

class BackupTest {
    private static final byte[] SOMETHING = {1, 2, 3};

    @TempDir
    private Path root;

    private Path data = Path.of("");
    private Path backup = Path.of("");
    private Path target = Path.of("");

    @BeforeEach
    void backUp() {
        data = root.resolve("data");
        backup = root.resolve("backup");
        target = root.resolve("target");
        try (DataDirectory open = DataDirectory.open(data)) {
            Waiting.get(open.journal().append(Journal.CONTROL, List.of(SOMETHING)));
            Waiting.get(open.register().put(3, List.of(new Register.Entry(4, SOMETHING))));
            Waiting.get(open.snapshots().save(new Snapshot(5, 6, SOMETHING)));
            open.backupTo(backup);
            Waiting.get(open.journal().append(Journal.CONTROL, List.of(SOMETHING)));
        }
    }

    @Test
    void aRestoreBringsBackAllThreeFilesAndWhatWasAmended() throws IOException {
        Path key = Files.createDirectory(target).resolve("tocsin.key");
        Files.writeString(key, "a key");
        DataDirectory.restore(backup, target, open -> Waiting.get(open.journal().append(7, List.of(SOMETHING))));
        try (DataDirectory open = DataDirectory.open(target)) {
            assertThat(Waiting.get(open.journal().end(Journal.CONTROL))).isEqualTo(1);
            assertThat(Waiting.get(open.journal().end(7))).isEqualTo(1);
            assertThat(Waiting.get(open.register().scan(3, 0, 10))).hasSize(1);
            assertThat(Waiting.get(open.snapshots().latest(5))).hasSize(1);
        }
        assertThat(key).content().isEqualTo("a key");
    }

    @Test
    void aDirectoryWithAStoreIsNotRestoredOver() {
        assertThatThrownBy(() -> DataDirectory.restore(backup, data, _ -> {}))
                .isInstanceOf(DataDirectoryException.class)
                .hasMessageContaining(data + " holds a store already");
        DataDirectory.open(data).close();
    }

    @Test
    void whenAmendingFailsNothingOfTheRestoreRemains() throws IOException {
        assertThatThrownBy(() -> DataDirectory.restore(backup, target, _ -> {
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        try (Stream<Path> left = Files.list(target)) {
            assertThat(left.map(path -> String.valueOf(path.getFileName()))).containsExactly("lock");
        }
    }

    @Test
    void aRestoreThatDidNotEndCannotBeOpenedButDoneAgain() throws IOException {
        Backup.restore(backup, target);
        assertThatThrownBy(() -> DataDirectory.open(target))
                .isInstanceOf(DataDirectoryException.class)
                .hasMessageContaining(target + " is being restored, or a restore of it did not end");
        DataDirectory.restore(backup, target, _ -> {});
        DataDirectory.open(target).close();
    }

    @Test
    void aDamagedBackupIsRefusedAndNothingRemains() throws IOException {
        try (FileChannel file = FileChannel.open(StoreFile.REGISTER.in(backup), StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.allocate(64), Session.PAGE_BYTES);
        }
        assertThatThrownBy(() -> DataDirectory.restore(backup, target, _ -> {}))
                .isInstanceOf(DataDirectoryException.class)
                .hasMessageContaining("register.db");
        try (Stream<Path> left = Files.list(target)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void anUnfinishedBackupIsRefused() throws IOException {
        Files.delete(backup.resolve("tocsin-data"));
        assertThatThrownBy(() -> DataDirectory.restore(backup, target, _ -> {}))
                .isInstanceOf(DataDirectoryException.class)
                .hasMessage(backup + " is not a finished backup");
        assertThat(target).doesNotExist();
    }
}
