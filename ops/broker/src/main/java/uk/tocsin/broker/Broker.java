package uk.tocsin.broker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The process of one broker: [NodeMain]. On the thread of main; [#kill] from any.
final class Broker {
    /// A cluster id is 16 bytes in base64url.
    private static final String CLUSTER = "dG9jc2luLWJyb2tlcnMtMQ";

    private static final long STOP_SECONDS = 20;

    private final BrokerOptions options;
    private final BrokerOptions.Node node;
    private volatile @Nullable Process process;

    Broker(BrokerOptions options, BrokerOptions.Node node) {
        this.options = options;
        this.node = node;
    }

    /// Starts it on what it has on disk.
    void start() throws IOException {
        Path home = options.home(node);
        Files.createDirectories(home);
        Path settings = home.resolve("server.properties");
        Files.write(settings, ServerProperties.of(options, node));
        process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + options.heap(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=" + options.tiers(),
                        "-Xshare:auto",
                        "-cp",
                        System.getProperty("java.class.path"),
                        NodeMain.class.getName(),
                        settings.toString(),
                        CLUSTER,
                        Integer.toString(node.number()),
                        BrokerOptions.HOST + ":" + node.port()))
                .redirectError(
                        ProcessBuilder.Redirect.appendTo(home.resolve("errors").toFile()))
                .start();
    }

    /// Waits until it serves. IOException: it ended instead.
    void awaitReady() throws IOException {
        Process running = Objects.requireNonNull(process);
        BufferedReader said =
                new BufferedReader(new InputStreamReader(running.getInputStream(), StandardCharsets.UTF_8));
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            if (line.equals(NodeMain.READY)) {
                return;
            }
        }
        throw new IOException("broker " + node.number() + " did not start; its reason is in "
                + options.home(node).resolve("errors"));
    }

    /// Ends it at once, as a crash would.
    void kill() {
        Process running = process;
        if (running != null) {
            running.destroyForcibly();
            running.onExit().join();
        }
    }

    /// Asks it to hand over and end.
    void stop() throws InterruptedException {
        Process running = Objects.requireNonNull(process);
        running.destroy();
        if (!running.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
            kill();
        }
    }
}
