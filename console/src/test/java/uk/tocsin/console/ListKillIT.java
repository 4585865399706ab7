package uk.tocsin.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import uk.tocsin.console.cli.Commands;

/// Lists as the command line reads them, in processes of their own: killed in the middle, and with little memory.
@Timeout(300)
class ListKillIT {
    private static final int PEOPLE = 60_000;

    @TempDir
    private Path directory;

    private Process start(String heap, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                heap,
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output").toFile())
                .start();
    }

    private String run(String... arguments) {
        StringWriter out = new StringWriter();
        PrintWriter to = new PrintWriter(out);
        assertThat(new Commands(new BufferedReader(new StringReader("")), to, to).run(arguments))
                .as(() -> out.toString())
                .isZero();
        return out.toString();
    }

    @Test
    void anImportThatWasKilledGoesOnAndDoublesNobody() throws Exception {
        String list = directory.resolve("people.csv").toString();
        String data = directory.resolve("data").toString();
        run("subscribers", "generate", "--count", Integer.toString(PEOPLE), "--out", list);
        Path progress = directory.resolve("data").resolve("import.progress");

        Process first = start("-Xmx256m", "subscribers", "import", list, "--data", data);
        try {
            Awaitility.await()
                    .atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> Files.exists(progress) || !first.isAlive());
        } finally {
            first.destroyForcibly();
        }
        assertThat(first.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(progress).as("killed in the middle").exists();

        String second = run("subscribers", "import", list, "--data", data);
        assertThat(second).contains("going on after ", " 0 refused");
        assertThat(progress).doesNotExist();
        assertThat(run("audience", "count", "everyone", "--data", data).strip()).isEqualTo(Integer.toString(PEOPLE));
    }

    @Test
    void aLineOfAHundredMegabytesIsRefusedInAHeapOfSixtyFour() throws Exception {
        Path list = directory.resolve("long.csv");
        byte[] part = new byte[1 << 20];
        Arrays.fill(part, (byte) 'x');
        try (OutputStream out = Files.newOutputStream(list)) {
            out.write("name,email\nSam,sam@example.test\n".getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 100; i++) {
                out.write(part);
            }
            out.write("\nKim,kim@example.test\n".getBytes(StandardCharsets.US_ASCII));
        }
        Path errors = directory.resolve("errors.csv");

        Process judging =
                start("-Xmx64m", "subscribers", "import", list.toString(), "--dry-run", "--errors", errors.toString());

        assertThat(judging.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(judging.exitValue()).isEqualTo(2);
        assertThat(Files.readString(directory.resolve("output"))).contains("3 rows read, 1 refused");
        assertThat(Files.readAllLines(errors)).hasSize(2).element(1).asString().startsWith("3,,");
    }
}
