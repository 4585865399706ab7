package uk.tocsin.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import uk.tocsin.servers.Java;
import uk.tocsin.servers.Kafka;

/// One Kafka broker, and Kafka's own load generator.
final class BrokerProcess extends Kafka {
    private static final long LONGEST_SECONDS = 300;

    /// Starts one that keeps its files in `work`; returns when it serves.
    BrokerProcess(Path work) {
        super(work, 1, "--heap", "512m");
    }

    /// Records a second that `kafka-producer-perf-test` sends to a topic, each acknowledged by all copies.
    double perfTest(String topic, int records, int bytes) {
        try {
            Process test = new ProcessBuilder(Java.command(
                            "-Xmx512m",
                            "-cp",
                            Java.classPath("broker"),
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
                            "bootstrap.servers=" + bootstrap(),
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
}
