package uk.tocsin.store.sqlite;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A data directory has one opener at a time.
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class OneOpenerIT {
    @TempDir
    private Path root;

    private Child holding(Path directory) throws Exception {
        Child child = Child.start(directory, Appending.HOLD, 0, Map.of());
        child.await(line -> line.equals("ready"), 1);
        return child;
    }

    @Test
    void aSecondProcessIsRefusedAndToldWhichHasIt() throws Exception {
        Path directory = root.resolve("data");
        try (Child child = holding(directory)) {
            assertThatThrownBy(() -> DataDirectory.open(directory))
                    .isInstanceOf(DataDirectoryException.class)
                    .hasMessage("data directory " + directory + " is in use by process " + child.pid()
                            + ": stop it, or ask it");
            child.kill();
        }
        DataDirectory.open(directory).close();
    }

    @Test
    void aSecondOpenerInOneProcessIsRefusedAndTheFirstKeepsOthersOut() throws Exception {
        Path directory = root.resolve("data");
        Path alias = root.resolve("alias");
        Files.createDirectory(directory);
        Files.createSymbolicLink(alias, directory);
        try (DataDirectory _ = DataDirectory.open(directory)) {
            assertThatThrownBy(() -> DataDirectory.open(alias))
                    .isInstanceOf(DataDirectoryException.class)
                    .hasMessage("data directory " + alias + " is open already in this process");
            try (Child child = Child.start(directory, Appending.HOLD, 0, Map.of())) {
                assertThatThrownBy(() -> child.await(line -> line.equals("ready"), 1))
                        .hasMessageContaining("is in use by process "
                                + ProcessHandle.current().pid());
            }
        }
        DataDirectory.open(directory).close();
    }
}
