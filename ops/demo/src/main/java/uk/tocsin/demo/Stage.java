package uk.tocsin.demo;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import uk.tocsin.console.Server;
import uk.tocsin.console.config.Settings;
import uk.tocsin.demo.cluster.Cluster;

/// Everything that a demonstration needs, open: the simulator, an installation that sends to it, staff, and people.
public final class Stage implements AutoCloseable {
    private static final String PEOPLE = "people";

    private final SimulatorProcess simulator;
    private final Map<String, String> settings;
    private final Optional<Cluster> cluster;
    private final Server server;
    private final Logins logins;
    private final Http control;

    private Stage(
            SimulatorProcess simulator,
            Map<String, String> settings,
            Optional<Cluster> cluster,
            Server server,
            Logins logins,
            Http control) {
        this.simulator = simulator;
        this.settings = Map.copyOf(settings);
        this.cluster = cluster;
        this.server = server;
        this.logins = logins;
        this.control = control;
    }

    /// Opens it all in a data directory, and registers the people that are not there yet. What the product does not
    /// know of lies in its folder `demo`.
    public static Stage open(Path data, DemoOptions options, PrintWriter out) {
        return open(data, options, Map.of(), () -> Cluster.start(data), out);
    }

    /// The same with settings of its own, and a cluster of its own if the options want one.
    public static Stage open(
            Path data, DemoOptions options, Map<String, String> more, Supplier<Cluster> starting, PrintWriter out) {
        Path own = data.resolve("demo");
        makeDirectory(own);
        Seeding.check(own.resolve(PEOPLE), options.subscribers());
        int pages = options.port() == 0 ? 0 : options.port() + 2;
        Deque<AutoCloseable> open = new ArrayDeque<>();
        try {
            SimulatorProcess simulator = SimulatorProcess.start(own.resolve("simulator"), pages);
            open.push(simulator);
            Map<String, String> settings = DemoSettings.of(data, options.port(), simulator.addresses());
            settings.putAll(more);
            Optional<Cluster> cluster = options.cluster() ? Optional.of(starting.get()) : Optional.empty();
            cluster.ifPresent(open::push);
            Server server = Server.open(Settings.read(
                    cluster.map(engines -> engines.first(settings)).orElse(settings)));
            open.push(server);
            cluster.ifPresent(engines -> engines.join(settings));
            Http control = new Http(simulator.addresses().getString("control"), "");
            Logins logins = Logins.of(server, own.resolve("logins.json"));
            Stage stage = new Stage(simulator, settings, cluster, server, logins, control);
            control.put("/sim/settings", stage.backTo());
            stage.populate(own, options, out);
            return stage;
        } catch (RuntimeException e) {
            close(open);
            throw e;
        }
    }

    private static void close(Deque<AutoCloseable> open) {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                throw new DemoException("a part did not close", e);
            }
        }
    }

    /// Where the simulator sends bounces and replies.
    private JsonObject backTo() {
        return new JsonObject()
                .put("bounces", "127.0.0.1:" + server.edge().bouncePort())
                .put("replyUrl", server.house().settings().edge().publicUrl() + "/receipts/sms-replies");
    }

    private void populate(Path own, DemoOptions options, PrintWriter out) {
        Instant start = Instant.now();
        Progress progress = new Progress(out, "registering people", options.subscribers());
        List<JsonObject> shown =
                new Seeding(server.house(), own.resolve(PEOPLE)).seed(options.subscribers(), progress::at);
        progress.end(Duration.between(start, Instant.now()));
        control.postText("/sim/people", shown.stream().map(JsonObject::encode).collect(Collectors.joining("\n")));
    }

    /// The settings that all nodes share.
    Map<String, String> settings() {
        return settings;
    }

    /// What the installation runs on, if that is not this process alone.
    public Optional<Cluster> cluster() {
        return cluster;
    }

    /// The installation and its servers.
    public Server server() {
        return server;
    }

    Logins logins() {
        return logins;
    }

    /// The API as somebody with this role uses it.
    public Http api(String role) {
        return new Http(server.consoleUrl(), logins.token(role));
    }

    /// The simulator's control API.
    public Http control() {
        return control;
    }

    /// Where the simulator is.
    public JsonObject addresses() {
        return simulator.addresses();
    }

    private static void makeDirectory(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new DemoException("the directory " + directory + " cannot be made", e);
        }
    }

    @Override
    public void close() {
        Deque<AutoCloseable> open = new ArrayDeque<>();
        open.push(simulator);
        cluster.ifPresent(open::push);
        open.push(server);
        close(open);
    }
}
