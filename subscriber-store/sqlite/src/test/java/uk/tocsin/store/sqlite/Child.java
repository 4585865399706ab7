package uk.tocsin.store.sqlite;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// A process of [Appending]: a Java of its own, with the class path of this one.
final class Child implements AutoCloseable {
    private static final long LIMIT_SECONDS = 60;
    private static final int MAX_LOGGED = 100;

    private final Process process;
    private final Thread reader;
    private final List<String> lines = new ArrayList<>();
    private final List<String> logged = new ArrayList<>();
    private boolean ended;

    private Child(Process process) {
        this.process = process;
        this.reader = Thread.ofPlatform().name("tocsin-test-child").start(this::read);
    }

    static Child start(Path data, String synchronous, long firstId, Map<String, String> environment)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Appending.class.getName(),
                data.toString(),
                synchronous,
                Long.toString(firstId));
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true);
        return new Child(builder.start());
    }

    private void read() {
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String line = in.readLine();
            while (line != null) {
                heard(line);
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

    private synchronized void heard(String line) {
        if (line.startsWith(Appending.SAYS)) {
            lines.add(line.substring(Appending.SAYS.length()));
            notifyAll();
        } else if (logged.size() < MAX_LOGGED) {
            logged.add(line);
        }
    }

    /// Waits until so many lines match; fails after a minute, or when the process has ended.
    synchronized void await(Predicate<String> wanted, long count) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (lines.stream().filter(wanted).count() < count) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (ended || left <= 0) {
                throw new AssertionError("the process said " + lines.size()
                        + " lines, not what was waited for; it logged\n" + String.join("\n", logged));
            }
            wait(left);
        }
    }

    /// What it said so far.
    synchronized List<String> said() {
        return List.copyOf(lines);
    }

    long pid() {
        return process.pid();
    }

    boolean endsWithin(long ms) throws InterruptedException {
        return process.waitFor(ms, TimeUnit.MILLISECONDS);
    }

    /// Waits for its end; its exit code.
    int end() throws InterruptedException {
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("the process did not end");
        }
        reader.join();
        return process.exitValue();
    }

    /// Kills it as `kill -9` does, and waits for its end; what it said before is read to its end
    /// ([Process#destroyForcibly] would cut that off).
    void kill() throws InterruptedException {
        process.toHandle().destroyForcibly();
        end();
    }

    @Override
    public void close() {
        process.toHandle().destroyForcibly();
    }
}
