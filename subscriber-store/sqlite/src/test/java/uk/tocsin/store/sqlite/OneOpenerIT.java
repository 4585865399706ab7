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
                    .hasMessage("data directory " + directory + " is in use by process " + child.pid());
            child.kill();
        }
        DataDirectory.open(directory).close();
    }

    @Test
    void aSecondOpenerInOneProcessIsRefusedAndTheFirstKeepsOthersOut() throws Exception {
        Path directory = root.resolve("data");
        Path alias = root.resolve("alias");
        try (DataDirectory first = DataDirectory.open(directory)) {
            Files.createSymbolicLink(alias, directory);
            assertThatThrownBy(() -> DataDirectory.open(alias))
                    .isInstanceOf(DataDirectoryException.class)
                    .hasMessage("data directory " + alias + " is open already in this process");
            Child child = Child.start(directory, Appending.HOLD, 0, Map.of());
            assertThatThrownBy(() -> child.await(line -> line.equals("ready"), 1))
                    .hasMessageContaining(
                            "is in use by process " + ProcessHandle.current().pid());
            child.close();
            first.close();
        }
        DataDirectory.open(directory).close();
    }
}
