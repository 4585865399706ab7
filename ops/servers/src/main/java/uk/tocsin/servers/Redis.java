package uk.tocsin.servers;

import java.io.IOException;
import java.io.InputStream;
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
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A real Redis server in a process of its own, with its files in a directory, which keeps every write in them; it ends
/// with this process. Its executable is the one that the library embedded-redis carries, or the one that the system
/// property `tocsin.redis` names.
public class Redis implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final long STOP_SECONDS = 20;
    private static final Duration LOOK = Duration.ofMillis(5);

    private static @Nullable Path executable;

    private final Path directory;
    private final Map<String, String> environment;
    private final List<String> options;
    private final int port;
    private volatile @Nullable Process process;

    /// Starts it on what it left in a directory; returns when it answers.
    ///
    /// @param options beside or instead of the usual ones, by two: name and value, a blank between its words
    public Redis(Path directory, String... options) {
        this(directory, Duration.ZERO, Map.of(), options);
    }

    /// @param patience when this process ends, somebody may see to the end of the server for so long
    /// @param environment of its process
    public Redis(Path directory, Duration patience, Map<String, String> environment, String... options) {
        this.directory = directory;
        this.environment = Map.copyOf(environment);
        this.options = List.of(options);
        this.port = freePort();
        start();
        Ending.withThisProcess(this::running, patience.toSeconds());
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new ServerException("there is no free port", e);
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
        try (InputStream in = Redis.class.getResourceAsStream("/" + carried())) {
            if (in == null) {
                throw new IOException("none is carried for this machine: name one by -Dtocsin.redis=FILE");
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

    private Process launch() throws IOException {
        Files.createDirectories(directory);
        List<String> command = new ArrayList<>(List.of(executable().toString()));
        usual(command);
        for (int i = 0; i < options.size(); i += 2) {
            command.add("--" + options.get(i));
            command.addAll(List.of(options.get(i + 1).split(" ", -1)));
        }
        ProcessBuilder builder = new ProcessBuilder(Java.apart(command))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(logFile().toFile());
        builder.environment().putAll(environment);
        Process started = builder.start();
        awaitPort(started);
        return started;
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
                started.destroyForcibly();
                throw new IOException("it does not answer:\n" + log());
            }
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
                return;
            } catch (IOException _) {
                LockSupport.parkNanos(LOOK.toNanos());
            }
        }
    }

    private Path logFile() {
        return directory.resolveSibling(directory.getFileName() + ".log");
    }

    private Process running() {
        return Objects.requireNonNull(process, "not started");
    }

    /// What it has said.
    public final String log() throws IOException {
        return Files.readString(logFile());
    }

    public final int port() {
        return port;
    }

    /// Its address, as the setting `redis.uri` takes it.
    public final String uri() {
        return "redis://127.0.0.1:" + port;
    }

    /// Where its files are.
    public final Path directory() {
        return directory;
    }

    /// Starts it again on what its files hold; returns when it answers.
    public final void start() {
        try {
            process = launch();
        } catch (IOException e) {
            throw new ServerException("the Redis server cannot be started: " + e.getMessage(), e);
        }
    }

    public final boolean alive() {
        return running().isAlive();
    }

    /// Ends it as `kill -9` does.
    public final void kill() {
        Ending.kill(running());
    }

    /// Deletes its files.
    public final void forget() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }
    }

    /// Stops it in the middle of whatever it does, as a machine that hangs; [#wake] lets it go on.
    public final void hang() {
        Ending.signal(running(), "STOP");
    }

    public final void wake() {
        Ending.signal(running(), "CONT");
    }

    /// What a command without blanks in its arguments answers, as it comes.
    public final String ask(String... words) throws IOException {
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
        if (alive()) {
            wake();
            Ending.end(running(), STOP_SECONDS);
        }
    }
}
