package uk.tocsin.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The demonstration as `ops/tocsin` starts it, from what is compiled, on the class path that the scripts make.
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class CommandIT {
    @Test
    void theScriptsClassPathRunsTheDemonstration(@TempDir Path directory) throws IOException, InterruptedException {
        Path root = Path.of("..", "..");
        String start = """
                . ops/jdk.sh && . ops/build.sh &&
                exec "$JAVA_HOME/bin/java" $JVM_OPTIONS -cp "$(class_path "$PWD" ops/demo)" \
                uk.tocsin.demo.DemoMain demo --subscribers 200 --data "$0"
                """;
        Process process = new ProcessBuilder("bash", "-c", start, directory.toString())
                .directory(root.toFile())
                .redirectErrorStream(true)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        assertThat(printed).contains("reach equals the simulator's own counts").doesNotContain("logback");
    }
}
