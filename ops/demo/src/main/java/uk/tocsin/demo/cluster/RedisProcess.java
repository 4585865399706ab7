package uk.tocsin.demo.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import uk.tocsin.demo.DemoException;

/// A Redis server that keeps every write in its file. The executable is the one that `redis-server` finds, or the one
/// that the library embedded-redis carries. It ends with this process.
public final class RedisProcess implements AutoCloseable {
    private static final long STOP_SECONDS = 20;
    private static final long HOOK_SECONDS = 90;
    private static final Duration START = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(50);

    private final Path work;
    private final int port;
    private Process process;

    private RedisProcess(Path work, int port, Process process) {
        this.work = work;
        this.port = port;
        this.process = process;
        Ending.withThisProcess(() -> this.process, HOOK_SECONDS);
    }

    /// Starts it on what it left in `work`; returns when it answers.
    public static RedisProcess start(Path work, int port) {
        return new RedisProcess(work, port, launch(work, port));
    }

    private static Process launch(Path work, int port) {
        try {
            Files.createDirectories(work);
            Process started = new ProcessBuilder(Java.apart(
                            executable(work).toString(),
                            "--port",
                            Integer.toString(port),
                            "--bind",
                            "127.0.0.1",
                            "--dir",
                            work.toAbsolutePath().toString(),
                            "--save",
                            "",
                            "--appendonly",
                            "yes",
                            "--appendfsync",
                            "always",
                            "--hash-max-ziplist-value",
                            "1024",
                            "--hash-max-ziplist-entries",
                            "2048"))
                    .redirectErrorStream(true)
                    .redirectOutput(work.resolve("redis.log").toFile())
                    .start();
            awaitPort(started, port, work);
            return started;
        } catch (IOException e) {
            throw new DemoException("the Redis server cannot be started: " + e.getMessage(), e);
        }
    }

    private static void awaitPort(Process started, int port, Path work) throws IOException {
        long deadline = System.nanoTime() + START.toNanos();
        while (true) {
            if (!started.isAlive() || System.nanoTime() - deadline > 0) {
                throw new IOException("it does not answer; see " + work.resolve("redis.log"));
            }
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
                return;
            } catch (IOException _) {
                LockSupport.parkNanos(LOOK.toNanos());
            }
        }
    }

    private static Path executable(Path work) throws IOException {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
            Path found = Path.of(folder, "redis-server");
            if (Files.isExecutable(found)) {
                return found;
            }
        }
        Path file = work.resolve("redis-server");
        try (InputStream in = RedisProcess.class.getResourceAsStream("/" + carried())) {
            if (in == null) {
                throw new IOException("no redis-server is on the PATH, and none is carried for this machine");
            }
            Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        return file;
    }

    private static String carried() {
        boolean mac = System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("mac");
        boolean arm = System.getProperty("os.arch", "").equals("aarch64");
        if (mac) {
            return "redis-server-6.2.6-v5-darwin-" + (arm ? "arm64" : "amd64");
        }
        return arm ? "redis-server-6.2.7-linux-arm64" : "redis-server-6.2.6-v5-linux-amd64";
    }

    /// Its address, as the setting `redis.uri` takes it.
    public String uri() {
        return "redis://127.0.0.1:" + port;
    }

    /// Ends it as `kill -9` does.
    public void kill() {
        Ending.kill(process);
    }

    /// Starts it again.
    public void restart() {
        process = launch(work, port);
    }

    @Override
    public void close() {
        Ending.end(process, STOP_SECONDS);
    }
}
