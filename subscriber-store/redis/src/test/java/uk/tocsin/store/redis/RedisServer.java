package uk.tocsin.store.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import redis.embedded.core.ExecutableProvider;

/// A real Redis server in a process of its own, with its files in a directory; it ends with this process. Its
/// executable is the one that embedded-redis carries, or the one that the system property `tocsin.redis` names.
final class RedisServer implements AutoCloseable {
    static final UUID INSTALLATION = UUID.fromString("00000000-0000-4000-8000-000000000015");

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static @Nullable Path executable;

    private final Path directory;
    private final Map<String, String> environment;
    private final List<String> options;
    private final int port;
    private @Nullable Process process;

    /// @param options beside or instead of the usual ones, by two: name and value, a blank between its words
    RedisServer(Path directory, String... options) throws IOException {
        this(directory, Map.of(), options);
    }

    /// @param environment of its process
    RedisServer(Path directory, Map<String, String> environment, String... options) throws IOException {
        this.directory = directory;
        this.environment = environment;
        this.options = List.of(options);
        this.port = freePort();
        start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static synchronized Path executable() throws IOException {
        Path known = executable;
        String named = System.getProperty("tocsin.redis", "");
        if (known == null) {
            known = named.isEmpty() ? unpacked() : Path.of(named);
            executable = known;
        }
        return known;
    }

    private static Path unpacked() throws IOException {
        Path file = Files.createTempFile("tocsin-redis-server", "");
        file.toFile().deleteOnExit();
        try (InputStream in = Objects.requireNonNull(
                ExecutableProvider.class.getResourceAsStream("/" + carried()), "no server for this machine")) {
            Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        return file;
    }

    private static String carried() {
        String system =
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("mac") ? "darwin" : "linux";
        String arm = System.getProperty("os.arch", "");
        return switch (system + "-" + (arm.equals("aarch64") ? "arm64" : "amd64")) {
            case "darwin-arm64" -> "redis-server-6.2.6-v5-darwin-arm64";
            case "darwin-amd64" -> "redis-server-6.2.6-v5-darwin-amd64";
            case "linux-arm64" -> "redis-server-6.2.7-linux-arm64";
            default -> "redis-server-6.2.6-v5-linux-amd64";
        };
    }

    /// Starts it on what its files hold; returns when it answers.
    void start() throws IOException {
        Files.createDirectories(directory);
        List<String> command = new ArrayList<>(List.of(executable().toString()));
        usual(command);
        for (int i = 0; i < options.size(); i += 2) {
            command.add("--" + options.get(i));
            command.addAll(List.of(options.get(i + 1).split(" ", -1)));
        }
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory
                        .resolveSibling(directory.getFileName() + ".log")
                        .toFile());
        builder.environment().putAll(environment);
        Process started = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
        process = started;
        awaitPort(started);
    }

    private void usual(List<String> command) {
        List<String> usual = List.of(
                "port", Integer.toString(port),
                "bind", "127.0.0.1",
                "save", "",
                "appendonly", "yes",
                "appendfsync", "always",
                "hash-max-ziplist-value", "1024",
                "hash-max-ziplist-entries", "2048",
                "loglevel", "notice");
        for (int i = 0; i < usual.size(); i += 2) {
            command.addAll(List.of("--" + usual.get(i), usual.get(i + 1)));
        }
    }

    private void awaitPort(Process started) throws IOException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (true) {
            if (!started.isAlive() || System.nanoTime() - deadline > 0) {
                throw new IOException("the Redis server did not start:\n" + log());
            }
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
                return;
            } catch (IOException _) {
                Thread.onSpinWait();
            }
        }
    }

    String log() throws IOException {
        return Files.readString(directory.resolveSibling(directory.getFileName() + ".log"));
    }

    int port() {
        return port;
    }

    Path directory() {
        return directory;
    }

    RedisSettings settings() {
        return RedisSettings.at("redis://127.0.0.1:" + port);
    }

    RedisStore store() {
        return RedisStore.create(settings(), INSTALLATION);
    }

    private Process running() {
        return Objects.requireNonNull(process, "not started");
    }

    boolean alive() {
        return running().isAlive();
    }

    /// Ends it as `kill -9` does.
    void kill() {
        await(running().toHandle().destroyForcibly());
    }

    /// Deletes its files.
    void forget() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }
    }

    /// Stops it in the middle of whatever it does, as a machine that hangs; [#wake] lets it go on.
    void hang() {
        signal("STOP");
    }

    void wake() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(running().pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void await(boolean ending) {
        try {
            if (!ending || !running().waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("the Redis server does not end");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// What a command without blanks in its arguments answers, as it comes.
    String ask(String... words) throws IOException {
        StringBuilder request = new StringBuilder("*" + words.length + "\r\n");
        for (String word : words) {
            request.append('$')
                    .append(word.length())
                    .append("\r\n")
                    .append(word)
                    .append("\r\n");
        }
        request.append("*1\r\n$4\r\nQUIT\r\n");
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout((int) LIMIT.toMillis());
            socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    @Override
    public void close() {
        Process running = process;
        if (running != null && running.isAlive()) {
            wake();
            kill();
        }
    }
}
