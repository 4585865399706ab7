package uk.tocsin.console;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A main class in a Java of its own, with the class path of this one: `Main serve`, to be killed.
public final class Served implements AutoCloseable {
    private static final long LIMIT_SECONDS = 60;
    private static final int MAX_LINES = 200;

    private final Process process;
    private final Thread reader;
    private final Deque<String> lines = new ArrayDeque<>();
    private boolean ended;

    private Served(Process process) {
        this.process = process;
        this.reader = Thread.ofPlatform().name("tocsin-test-served").start(this::read);
    }

    /// Starts a main class.
    ///
    /// @param temporary where it puts temporary files: being killed, it leaves them behind
    public static Served start(Path temporary, Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx384m",
                "-Djava.io.tmpdir=" + temporary.toAbsolutePath(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        return new Served(new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    private void read() {
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String line = in.readLine();
            while (line != null) {
                synchronized (this) {
                    lines.add(line);
                    if (lines.size() > MAX_LINES) {
                        lines.remove();
                    }
                    notifyAll();
                }
                line = in.readLine();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            synchronized (this) {
                ended = true;
                notifyAll();
            }
        }
    }

    /// Waits for a line that begins like this; what follows.
    public synchronized String says(String beginning) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (true) {
            for (String line : lines) {
                if (line.startsWith(beginning)) {
                    return line.substring(beginning.length());
                }
            }
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (ended || left <= 0) {
                throw new AssertionError("\"" + beginning + "\" was not said, but\n" + String.join("\n", lines));
            }
            wait(left);
        }
    }

    /// Everything it said lately.
    public synchronized String said() {
        return String.join("\n", lines);
    }

    /// Waits for its end; its exit status.
    int end() throws InterruptedException {
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("the process did not end:\n" + said());
        }
        reader.join();
        return process.exitValue();
    }

    /// Kills it as `kill -9` does.
    public void kill() throws InterruptedException {
        process.toHandle().destroyForcibly();
        end();
    }

    @Override
    public void close() {
        process.toHandle().destroyForcibly();
    }
}
