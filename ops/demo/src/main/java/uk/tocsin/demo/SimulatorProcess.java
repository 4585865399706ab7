package uk.tocsin.demo;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import uk.tocsin.servers.Java;

/// The simulator in a process of its own, as real providers are. It ends when this is closed, or with this process:
/// its standard input is ours.
public final class SimulatorProcess implements AutoCloseable {
    private static final String MAIN = "uk.tocsin.simulator.SimulatorMain";
    private static final long STOP_SECONDS = 15;

    private final Process process;
    private final JsonObject addresses;

    private SimulatorProcess(Process process, JsonObject addresses) {
        this.process = process;
        this.addresses = addresses;
    }

    /// Starts one that keeps its files in `work`; returns when it serves.
    public static SimulatorProcess start(Path work, int pagesPort) {
        ProcessBuilder builder = new ProcessBuilder(Java.command(
                "-XX:+UseParallelGC",
                "-Xmx3g",
                "-cp",
                System.getProperty("java.class.path"),
                MAIN,
                "--work",
                work.toString(),
                "--attached",
                "true",
                "--pages-port",
                Integer.toString(pagesPort)));
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        try {
            Process process = builder.start();
            String line = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
            if (line == null) {
                throw new DemoException("the simulator did not start; its reason is above");
            }
            return new SimulatorProcess(process, new JsonObject(line));
        } catch (IOException e) {
            throw new DemoException("the simulator cannot be started: " + e.getMessage(), e);
        }
    }

    /// Addresses and files, as it printed them.
    public JsonObject addresses() {
        return addresses;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
