package uk.tocsin.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A load generator in a process of its own, which answers every line it is sent with one.
final class Generator implements AutoCloseable {
    private final Process process;
    private final BufferedReader answers;
    private final Writer orders;

    private Generator(Process process) {
        this.process = process;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.orders = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
    }

    /// Starts a class with a `main` on our class path.
    static Generator start(Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseParallelGC",
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        try {
            return new Generator(new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start());
        } catch (IOException e) {
            throw new BenchException("the load generator cannot be started", e);
        }
    }

    /// Sends an order; the answer to it.
    String order(String line) {
        try {
            orders.write(line + "\n");
            orders.flush();
            String answer = answers.readLine();
            if (answer == null) {
                throw new BenchException("the load generator ended");
            }
            return answer;
        } catch (IOException e) {
            throw new BenchException("the load generator ended", e);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
