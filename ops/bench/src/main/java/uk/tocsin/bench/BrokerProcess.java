package uk.tocsin.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// One Kafka broker in a process of its own, with a class path of its own (ops/broker), and Kafka's own load
/// generator. It ends with this process.
final class BrokerProcess implements AutoCloseable {
    private static final long LONGEST_SECONDS = 300;

    private final Process process;
    private final String bootstrap;

    private BrokerProcess(Process process, String bootstrap) {
        this.process = process;
        this.bootstrap = bootstrap;
    }

    /// Starts one that keeps its files in `work`; returns when it serves.
    static BrokerProcess start(Path work) {
        try {
            Process process = new ProcessBuilder(
                            java("uk.tocsin.broker.BrokerMain", "--work", work.toString(), "--heap", "512m"))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String line = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
            if (line == null || !line.startsWith("ready ")) {
                throw new BenchException("the broker did not start; its reason is above");
            }
            return new BrokerProcess(process, line.substring("ready ".length()));
        } catch (IOException e) {
            throw new BenchException("the broker cannot be started", e);
        }
    }

    private static List<String> java(String main, String... arguments) throws IOException {
        Path target = broker();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                target.resolve("classes") + ":" + Files.readString(target.resolve("classpath")),
                main));
        command.addAll(List.of(arguments));
        return command;
    }

    /// What the broker's module has built, beside this one's.
    private static Path broker() {
        try {
            Path classes = Path.of(BrokerProcess.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return classes.resolve("../../../broker/target").normalize();
        } catch (URISyntaxException e) {
            throw new BenchException("the classes lie nowhere", e);
        }
    }

    String bootstrap() {
        return bootstrap;
    }

    /// Records a second that `kafka-producer-perf-test` sends to a topic, each acknowledged by all copies.
    double perfTest(String topic, int records, int bytes) {
        try {
            Process test = new ProcessBuilder(java(
                            "org.apache.kafka.tools.ProducerPerformance",
                            "--topic",
                            topic,
                            "--num-records",
                            Integer.toString(records),
                            "--record-size",
                            Integer.toString(bytes),
                            "--throughput",
                            "-1",
                            "--producer-props",
                            "bootstrap.servers=" + bootstrap,
                            "acks=all"))
                    .redirectErrorStream(true)
                    .start();
            String said = new String(test.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            String last = said.substring(said.lastIndexOf('\n') + 1);
            if (!test.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS) || !last.startsWith(records + " records sent, ")) {
                throw new BenchException("kafka-producer-perf-test failed: " + said);
            }
            String rate = last.substring((records + " records sent, ").length());
            return Double.parseDouble(rate.substring(0, rate.indexOf(' ')));
        } catch (IOException e) {
            throw new BenchException("kafka-producer-perf-test cannot be started", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
