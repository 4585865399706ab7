package uk.tocsin.demo.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import uk.tocsin.demo.DemoException;

/// Kafka brokers, as `ops/broker` keeps them: they end with this process. One caller at a time.
public final class BrokerProcess implements AutoCloseable {
    private static final long STOP_SECONDS = 20;

    private final Process process;
    private final Writer orders;
    private final BufferedReader answers;
    private final String bootstrap;

    private BrokerProcess(Process process) throws IOException {
        this.process = process;
        this.orders = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.bootstrap = answer("ready");
    }

    /// Starts so many on what they left in `work`; returns when all answer.
    ///
    /// @param more arguments for `ops/broker`
    public static BrokerProcess start(Path work, int brokers, String... more) {
        Path target = Java.target("broker");
        try {
            Files.createDirectories(work);
            List<String> command = Java.command(
                    "-Xmx48m",
                    "-XX:+UseSerialGC",
                    "-cp",
                    target.resolve("classes") + ":" + Files.readString(target.resolve("classpath")),
                    "uk.tocsin.broker.BrokerMain",
                    "--work",
                    work.toString(),
                    "--brokers",
                    Integer.toString(brokers));
            command.addAll(List.of(more));
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            return new BrokerProcess(process);
        } catch (IOException e) {
            throw new DemoException("the Kafka brokers cannot be started: " + e.getMessage(), e);
        }
    }

    /// Their addresses, as the setting `kafka.bootstrap` takes them.
    public String bootstrap() {
        return bootstrap;
    }

    /// Ends a broker, counted from 1, as `kill -9` does.
    public void kill(int broker) {
        order("kill " + broker, "killed");
    }

    /// Starts a broker again; returns when it answers.
    public void start(int broker) {
        order("start " + broker, "started");
    }

    private void order(String line, String expected) {
        try {
            orders.write(line + "\n");
            orders.flush();
            answer(expected);
        } catch (IOException e) {
            throw new DemoException("the brokers did not obey \"" + line + "\"", e);
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
