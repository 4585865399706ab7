package uk.tocsin.demo.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import uk.tocsin.demo.DemoException;
import uk.tocsin.servers.Ending;
import uk.tocsin.servers.Java;

/// A node of Tocsin in a process of its own: `tocsin serve --config FILE`. What it prints is in `node.log` in its data
/// directory.
public final class NodeProcess implements AutoCloseable {
    private static final long STOP_SECONDS = 60;
    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final int OK = 200;
    private static final Duration ASK = Duration.ofSeconds(5);
    private static final Pattern OWNED = Pattern.compile("^tocsin_shards_owned ([0-9.]+)", Pattern.MULTILINE);

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path data;
    private final Path config;
    private final List<String> java;
    private Process process;
    private String health;

    private NodeProcess(Path data, Path config, List<String> java) {
        this.data = data;
        this.config = config;
        this.java = java;
        this.process = launch();
        Ending.withThisProcess(() -> process, STOP_SECONDS);
        this.health = awaitStart();
    }

    /// Starts a node with these settings, of which `data.dir` says where it is; returns when it serves.
    ///
    /// @param java options of Java
    static NodeProcess start(Map<String, String> settings, List<String> java) {
        Path data = Path.of(settings.getOrDefault("data.dir", ""));
        Path config = data.resolve("node.properties");
        try {
            Files.createDirectories(data);
            Files.writeString(
                    config,
                    new TreeMap<>(settings)
                            .entrySet().stream()
                                    .map(each -> each.getKey() + "=" + each.getValue() + "\n")
                                    .collect(Collectors.joining()));
            Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException e) {
            throw new DemoException("the directory " + data + " cannot be made", e);
        }
        return new NodeProcess(data, config, java);
    }

    private Path log() {
        return data.resolve("node.log");
    }

    private Process launch() {
        try {
            Files.write(log(), new byte[0], StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
            List<String> options = new ArrayList<>(java);
            options.addAll(List.of(
                    "-XX:+UseParallelGC",
                    "-XX:+ExitOnOutOfMemoryError",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-cp",
                    System.getProperty("java.class.path"),
                    "uk.tocsin.console.Main",
                    "serve",
                    "--config",
                    config.toString()));
            return new ProcessBuilder(Java.apart(Java.command(options.toArray(String[]::new))))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                    .start();
        } catch (IOException e) {
            throw new DemoException("a node cannot be started: " + e.getMessage(), e);
        }
    }

    private String awaitStart() {
        long deadline = System.nanoTime() + START.toNanos();
        while (System.nanoTime() - deadline < 0 && process.isAlive()) {
            try (BufferedReader in = Files.newBufferedReader(log(), StandardCharsets.UTF_8)) {
                String line = in.readLine();
                while (line != null) {
                    if (line.startsWith("health  ") || line.startsWith("console ")) {
                        return line.substring("health  ".length());
                    }
                    line = in.readLine();
                }
            } catch (IOException e) {
                throw new DemoException("a node's log cannot be read", e);
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
        process.destroyForcibly();
        throw new DemoException("a node did not start; see " + log());
    }

    /// Where it says how it is, e.g. `http://127.0.0.1:4711`.
    public String health() {
        return health;
    }

    /// How many shards it owns, as it tells its monitoring; 0 when it does not answer.
    public int shards() {
        Matcher found = OWNED.matcher(get("/metrics").map(HttpResponse::body).orElse(""));
        return found.find() ? (int) Double.parseDouble(found.group(1)) : 0;
    }

    /// Whether it says that it is ready.
    public boolean isReady() {
        return get("/health/ready").filter(answer -> answer.statusCode() == OK).isPresent();
    }

    private Optional<HttpResponse<String>> get(String path) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(health + path))
                    .timeout(ASK)
                    .build();
            return Optional.of(http.send(request, HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoException("interrupted while a node was asked", e);
        }
    }

    /// Whether it runs.
    public boolean isAlive() {
        return process.isAlive();
    }

    /// Ends it as `kill -9` does.
    public void kill() {
        Ending.kill(process);
    }

    /// Starts it again, after it has ended.
    public void restart() {
        process = launch();
        health = awaitStart();
    }

    /// Asks it to end, and waits until it has.
    public void stop() {
        Ending.end(process, STOP_SECONDS);
    }

    /// Halts it wherever it is, as a machine that hangs; [#wake] lets it go on.
    public void freeze() {
        Ending.signal(process, "STOP");
    }

    public void wake() {
        Ending.signal(process, "CONT");
    }

    @Override
    public void close() {
        stop();
        http.close();
    }
}
