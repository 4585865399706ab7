package uk.tocsin.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// [ReceiptLoad] in its process.
final class Generator implements AutoCloseable {
    private static final String CONNECTIONS = "128";

    private final Process process;
    private final BufferedReader answers;
    private final Writer orders;

    private Generator(Process process) {
        this.process = process;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.orders = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
    }

    /// One that posts to the edge on this port about the deliveries that `tokens` lists.
    static Generator start(int port, Path tokens) {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseParallelGC",
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                ReceiptLoad.class.getName(),
                Integer.toString(port),
                tokens.toString(),
                CONNECTIONS);
        try {
            return new Generator(new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start());
        } catch (IOException e) {
            throw new BenchException("the load generator cannot be started", e);
        }
    }

    /// Posts one receipt of a kind for every token; returns when all are answered. Fails unless all were taken.
    void post(String kind) {
        try {
            orders.write(kind + "\n");
            orders.flush();
            String failed = answers.readLine();
            if (!"0".equals(failed)) {
                throw new BenchException("receipts of kind " + kind + " were not taken: " + failed);
            }
        } catch (IOException e) {
            throw new BenchException("the load generator ended", e);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
