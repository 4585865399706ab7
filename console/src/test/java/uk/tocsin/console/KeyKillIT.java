package uk.tocsin.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import uk.tocsin.store.sqlite.DataDirectory;

/// A process is killed on its first run, between one key and the next.
@Timeout(60)
class KeyKillIT {
    @TempDir
    Path directory = Path.of("");

    @Test
    void theNextStartGoesOnWithTheKeysThatAreThere() throws Exception {
        try (Served doomed = Served.start(directory, DoomedKeys.class, directory.toString())) {
            doomed.says("ready");
            doomed.kill();
        }
        for (int writes = 0; writes <= DoomedKeys.WRITES; writes++) {
            Path folder = DoomedKeys.folder(directory, writes);
            byte[] ring = Files.readAllBytes(KeySource.file(folder));
            try (DataDirectory data = DataDirectory.open(folder)) {
                Keys made = DoomedKeys.start(folder, data.register());
                Keys again = DoomedKeys.start(folder, data.register());

                assertThat(Files.readAllBytes(KeySource.file(folder)))
                        .as("the key file after %s documents", writes)
                        .isEqualTo(ring);
                assertThat(again.approval().open()).isEqualTo(made.approval().open());
                assertThat(again.pages()).isEqualTo(made.pages());
            }
        }
    }
}
