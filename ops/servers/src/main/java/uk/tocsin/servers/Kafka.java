package uk.tocsin.servers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Kafka brokers, as `ops/broker` keeps them: they end with this process. One caller at a time.
public class Kafka implements AutoCloseable {
    private static final long STOP_SECONDS = 20;

    private final Process process;
    private final Writer orders;
    private final BufferedReader answers;
    private final List<String> plain;
    private final List<String> tls;

    /// Starts so many on what they left in `work`; returns when all answer.
    ///
    /// @param more arguments for `ops/broker`
    public Kafka(Path work, int brokers, String... more) {
        try {
            Files.createDirectories(work);
            List<String> command = Java.apart(Java.command(
                    "-Xmx48m",
                    "-XX:+UseSerialGC",
                    "-cp",
                    Java.classPath("broker"),
                    "uk.tocsin.broker.BrokerMain",
                    "--work",
                    work.toString(),
                    "--brokers",
                    Integer.toString(brokers)));
            command.addAll(List.of(more));
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            orders = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
            answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            String[] ready = answer("ready").split(" ", 2);
            plain = List.of(ready[0].split(",", brokers));
            tls = ready.length > 1 ? List.of(ready[1].split(",", brokers)) : List.of();
        } catch (IOException e) {
            throw new ServerException("the Kafka brokers cannot be started: " + e.getMessage(), e);
        }
    }

    /// Addresses without TLS.
    public final List<String> plain() {
        return plain;
    }

    /// Addresses with TLS, if they were started with it.
    public final List<String> tls() {
        return tls;
    }

    /// Addresses without TLS, as the setting `kafka.bootstrap` takes them.
    public final String bootstrap() {
        return String.join(",", plain);
    }

    /// Ends a broker, counted from 1, as `kill -9` does.
    public final void kill(int broker) {
        order("kill " + broker, "killed");
    }

    /// Ends a broker in order: it hands over first.
    public final void stop(int broker) {
        order("stop " + broker, "stopped");
    }

    /// Starts a broker again; returns when it answers.
    public final void start(int broker) {
        order("start " + broker, "started");
    }

    private void order(String line, String expected) {
        try {
            orders.write(line + "\n");
            orders.flush();
            answer(expected);
        } catch (IOException e) {
            throw new ServerException("the brokers did not obey \"" + line + "\"", e);
        }
    }

    private String answer(String expected) throws IOException {
        String line = answers.readLine();
        if (line == null || !line.startsWith(expected + " ")) {
            throw new IOException("they said \"" + line + "\" instead of \"" + expected + "\"");
        }
        return line.substring(expected.length() + 1);
    }

    @Override
    public void close() {
        Ending.end(process, STOP_SECONDS);
    }
}
