package uk.tocsin.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import kafka.Kafka;
import kafka.tools.StorageTool;
import org.apache.kafka.clients.admin.Admin;

/// One broker in this process: formats its directory the first time, runs Kafka's own main, and says [#READY] once
/// the cluster lists it. It ends when its standard input does.
final class NodeMain {
    static final String READY = "ready";
    private static final int BROKEN = 70;

    private NodeMain() {}

    /// Runs until it is told to end.
    ///
    /// @param arguments the settings file, the cluster id, this broker's number, its address
    public static void main(String[] arguments) throws Exception {
        Path settings = Path.of(arguments[0]);
        PrintStream out = System.out;
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        format(settings, arguments[1]);
        daemon("parent", NodeMain::awaitParent);
        daemon("ready", () -> {
            awaitListed(arguments[3], Integer.parseInt(arguments[2]));
            out.println(READY);
            out.flush();
        });
        Kafka.main(new String[] {settings.toString()});
    }

    private static void format(Path settings, String cluster) throws IOException {
        Properties read = new Properties();
        try (var reader = Files.newBufferedReader(settings)) {
            read.load(reader);
        }
        if (Files.exists(Path.of(read.getProperty("log.dirs"), "meta.properties"))) {
            return;
        }
        int code = StorageTool.execute(
                new String[] {"format", "--cluster-id", cluster, "--config", settings.toString()}, System.err);
        if (code != 0) {
            throw new IOException("the storage tool ended with " + code);
        }
    }

    private static void daemon(String name, Work work) {
        Thread.ofPlatform().daemon().name(name).start(() -> {
            try {
                work.run();
            } catch (IOException | InterruptedException e) {
                System.err.println(name + ": " + e);
                Runtime.getRuntime().halt(BROKEN);
            }
        });
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private static void awaitParent() throws IOException {
        while (System.in.read() >= 0) {
            // nothing is said to a broker
        }
        Runtime.getRuntime().halt(0);
    }

    private static void awaitListed(String address, int number) throws InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", address, "client.id", "ready"))) {
            boolean listed = false;
            while (!listed) {
                try {
                    listed = admin.describeCluster().nodes().get().stream().anyMatch(node -> node.id() == number);
                } catch (ExecutionException _) {
                    // not yet
                }
            }
        }
    }
}
