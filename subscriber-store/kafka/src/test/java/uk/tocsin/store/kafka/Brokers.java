package uk.tocsin.store.kafka;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Real brokers in processes of their own, as `ops/broker` starts them: they end with this process.
final class Brokers implements AutoCloseable {
    private static final Path MODULE = Path.of("..", "..", "ops", "broker", "target");
    private static @Nullable Brokers shared;

    private final Path work;
    private final Process process;
    private final Writer orders;
    private final BufferedReader answers;
    private final List<String> plain;
    private final List<String> tls;

    private Brokers(Path work, Process process) throws IOException {
        this.work = work;
        this.process = process;
        this.orders = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String[] ready = answer("ready").split(" ", 2);
        this.plain = List.of(ready[0].split(","));
        this.tls = ready.length > 1 ? List.of(ready[1].split(",")) : List.of();
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "brokers"));
    }

    /// One broker for all tests of this process, with a TLS listener that trusts [Certificates#shared].
    static synchronized Brokers shared() {
        if (shared == null) {
            Certificates certificates = Certificates.shared();
            shared = begin(1, "--tls", certificates.broker() + "," + certificates.trust());
        }
        return shared;
    }

    /// Brokers of one's own; returns when all answer.
    static Brokers begin(int count, String... more) {
        try {
            Path work = Files.createTempDirectory("tocsin-brokers");
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx48m",
                    "-XX:+UseSerialGC",
                    "-cp",
                    MODULE.resolve("classes").toAbsolutePath() + ":" + Files.readString(MODULE.resolve("classpath")),
                    "uk.tocsin.broker.BrokerMain",
                    "--work",
                    work.toString(),
                    "--brokers",
                    Integer.toString(count)));
            command.addAll(List.of(more));
            return new Brokers(
                    work,
                    new ProcessBuilder(command)
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Addresses without TLS.
    List<String> plain() {
        return plain;
    }

    /// Addresses with TLS.
    List<String> tls() {
        return tls;
    }

    /// Ends a broker, counted from 1, as `kill -9` does.
    void kill(int broker) {
        order("kill " + broker, "killed");
    }

    /// Ends a broker in order: it hands over first.
    void stop(int broker) {
        order("stop " + broker, "stopped");
    }

    /// Starts a broker again; returns when it answers.
    void start(int broker) {
        order("start " + broker, "started");
    }

    private void order(String line, String expected) {
        try {
            orders.write(line + "\n");
            orders.flush();
            answer(expected);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String answer(String expected) throws IOException {
        String line = answers.readLine();
        if (line == null || !line.startsWith(expected + " ")) {
            throw new IOException("the brokers said '" + line + "' instead of '" + expected + "'");
        }
        return line.substring(expected.length() + 1);
    }

    /// A journal of three copies, or of one if there is one broker, that no other test uses.
    KafkaSettings settings() {
        return KafkaSettings.of(
                        plain, "t" + UUID.randomUUID().toString().substring(0, 8), new KafkaSettings.Security.Plain())
                .withReplication(plain.size() >= 3 ? 3 : 1);
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
        try (Stream<Path> files = Files.walk(work)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            // closed twice, or somebody else has removed it
        }
    }
}
