package uk.tocsin.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// Postfix's smtp-source, a load generator in C that formats no message: as cheap as SMTP gets. Its CPU is what the
/// shell's `time` says of it.
final class SmtpSource {
    private static final Path SOURCE = Path.of("/usr/sbin/smtp-source");
    private static final int SESSIONS = 20;
    private static final double NANOS = 1e9;
    private static final long LONGEST_SECONDS = 300;

    private final int port;
    private final int bytes;

    /// @param bytes of each message
    SmtpSource(int port, int bytes) {
        this.port = port;
        this.bytes = bytes;
    }

    static boolean installed() {
        return Files.isExecutable(SOURCE);
    }

    Cpu.Taken send(int count) {
        String source = String.format(
                "%s -d -s %d -m %d -l %d -f sender@example.test -t person@example.test 127.0.0.1:%d",
                SOURCE, SESSIONS, count, bytes, port);
        try {
            Process process = new ProcessBuilder("bash", "-c", "TIMEFORMAT='%R %U %S'; time " + source)
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new BenchException("smtp-source failed: " + said);
            }
            String[] seconds = said.substring(said.lastIndexOf('\n') + 1).split(" ", -1);
            double cpu = Double.parseDouble(seconds[1]) + Double.parseDouble(seconds[2]);
            return new Cpu.Taken(count, (long) (Double.parseDouble(seconds[0]) * NANOS), (long) (cpu * NANOS));
        } catch (IOException e) {
            throw new BenchException("smtp-source cannot be started", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", e);
        }
    }
}
