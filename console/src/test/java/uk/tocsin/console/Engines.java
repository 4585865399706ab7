package uk.tocsin.console;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import redis.embedded.core.ExecutableProvider;
import uk.tocsin.console.config.Settings;

/// A real Kafka broker and a real Redis server, in processes of their own that end with this one.
final class Engines implements AutoCloseable {
    private static final Path MODULE = Path.of("..", "ops", "broker", "target");
    private static final long LIMIT_SECONDS = 60;

    private final Process broker;
    private final Process redis;
    private final String kafka;
    private final int redisPort;

    private Engines(Process broker, Process redis, String kafka, int redisPort) {
        this.broker = broker;
        this.redis = redis;
        this.kafka = kafka;
        this.redisPort = redisPort;
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "engines"));
    }

    static Engines start(Path work) {
        try {
            Process broker = broker(work);
            // The broker ends when this stream does.
            BufferedReader said =
                    new BufferedReader(new InputStreamReader(broker.getInputStream(), StandardCharsets.UTF_8));
            String ready = Objects.requireNonNullElse(said.readLine(), "nothing");
            if (!ready.startsWith("ready ")) {
                broker.destroyForcibly();
                throw new IOException("the broker said " + ready);
            }
            int port = freePort();
            Process redis = redis(work, port);
            awaitPort(redis, port);
            return new Engines(broker, redis, ready.substring("ready ".length()).strip(), port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Process broker(Path work) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx48m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        MODULE.resolve("classes").toAbsolutePath() + ":"
                                + Files.readString(MODULE.resolve("classpath")),
                        "uk.tocsin.broker.BrokerMain",
                        "--work",
                        Files.createDirectories(work.resolve("kafka")).toString(),
                        "--brokers",
                        "1")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static Process redis(Path work, int port) throws IOException {
        Path directory = Files.createDirectories(work.resolve("redis"));
        Path server = work.resolve("redis-server");
        try (InputStream in = Objects.requireNonNull(
                ExecutableProvider.class.getResourceAsStream("/redis-server-6.2.6-v5-linux-amd64"))) {
            Files.copy(in, server, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.setPosixFilePermissions(server, PosixFilePermissions.fromString("rwx------"));
        return new ProcessBuilder(
                        server.toString(),
                        "--port",
                        Integer.toString(port),
                        "--bind",
                        "127.0.0.1",
                        "--save",
                        "",
                        "--appendonly",
                        "yes",
                        "--appendfsync",
                        "always")
                .directory(directory.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void awaitPort(Process process, int port) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        boolean answers = false;
        while (!answers) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new IOException("the Redis server did not start");
            }
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
                answers = true;
            } catch (IOException _) {
                Thread.onSpinWait();
            }
        }
    }

    /// Settings of a node with this directory, in a cluster of this name.
    Map<String, String> node(Path directory, String prefix) {
        Map<String, String> settings = new HashMap<>(Map.of("data.dir", directory.toString()));
        settings.put("cluster.node", "1");
        settings.put("kafka.bootstrap", kafka);
        settings.put("kafka.prefix", prefix);
        settings.put("kafka.replication", "1");
        settings.put("redis.uri", "redis://127.0.0.1:" + redisPort);
        settings.put("redis.prefix", prefix);
        return settings;
    }

    Settings settings(Path directory, String prefix) {
        return Settings.read(node(directory, prefix));
    }

    @Override
    public void close() {
        List.of(broker, redis).forEach(Process::destroy);
        List.of(broker, redis).forEach(process -> process.onExit().join());
    }
}
