package uk.tocsin.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DoomedIT {
    @TempDir
    Path directory = Path.of("");

    @Test
    void theReasonIsWrittenBeforeTheProcessIsGone() throws Exception {
        try (Served doomed = Served.start(directory, Doomed.class)) {
            assertThat(doomed.end()).isEqualTo(70);
            assertThat(doomed.said())
                    .contains("the process ends: the disk is gone")
                    .contains("a sector cannot be read")
                    .doesNotContain("still alive");
        }
    }
}
