package uk.tocsin.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import uk.tocsin.demo.DemoAlert;
import uk.tocsin.demo.DemoOptions;
import uk.tocsin.demo.Http;
import uk.tocsin.demo.Stage;
import uk.tocsin.demo.cluster.Cluster;
import uk.tocsin.demo.cluster.NodeProcess;
import uk.tocsin.model.ChannelKind;

/// The whole line as the demonstration stands it up, with a silent simulator in another process, and officers who use
/// the API.
final class Line implements AutoCloseable {
    private static final long LOOK_NANOS = Duration.ofMillis(200).toNanos();
    /// Of many people a reach report would weigh on what is measured if it were asked for all the time.
    private static final int LONG_REST = 20;
    private static final int SECONDS_PER_MINUTE = 60;
    private static final Duration LONGEST = Duration.ofMinutes(30);

    private final Stage stage;
    private final Http officer;
    private final Http approver;

    /// When somebody approved, and was answered, in milliseconds since the epoch.
    record Approval(int alert, long askedMs, long answeredMs) {}

    /// A request as the simulator's raw log has it.
    record Request(int alert, String token, long atMs) {}

    private Line(Stage stage) {
        this.stage = stage;
        this.officer = stage.api("officer");
        this.approver = stage.api("approver");
        stage.control().put("/sim/behaviour", Simulated.quiet());
    }

    static Line open(Path work, int people) {
        DemoOptions options = DemoOptions.of("demo", "--subscribers", Integer.toString(people));
        return new Line(Stage.open(work, options, nobody()));
    }

    /// The line on a cluster whose two engine nodes have settings and memory of their own.
    static Line ofCluster(Path work, int people, Map<String, String> settings, int heapMb) {
        DemoOptions options = DemoOptions.of("demo", "--cluster", "--subscribers", Integer.toString(people));
        return new Line(Stage.open(
                work,
                options,
                settings,
                () -> Cluster.start(work, "--tiers", "4").withJava("-Xmx" + heapMb + "m"),
                nobody()));
    }

    private static PrintWriter nobody() {
        return new PrintWriter(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    }

    Stage stage() {
        return stage;
    }

    /// The nodes that decide and send, of a cluster.
    List<NodeProcess> nodes() {
        return stage.cluster().orElseThrow().nodes();
    }

    /// Every answer of a channel comes so much later.
    void roundTrip(ChannelKind channel, int ms) {
        stage.control().put("/sim/faults/" + channel.word(), new JsonObject().put("latencyMs", ms));
    }

    /// What a channel's provider grants from now on.
    void quota(ChannelKind channel, int perSecond) {
        stage.api("administrator")
                .put(
                        "/api/v1/channels/" + channel.word() + "/quota",
                        new JsonObject().put("perMinute", perSecond * SECONDS_PER_MINUTE));
    }

    /// Drafts and submits by push alone; its number.
    int submitted(String audience, String severity) {
        return submitted(audience, severity, List.of(ChannelKind.PUSH));
    }

    /// Drafts and submits, all channels at once; its number.
    int submitted(String audience, String severity, List<ChannelKind> channels) {
        JsonArray plan = new JsonArray();
        channels.forEach(channel ->
                plan.add(new JsonObject().put("channel", channel.word()).put("after", "PT0S")));
        JsonObject content = DemoAlert.content(Instant.now())
                .put("audience", audience)
                .put("severity", severity)
                .put("plan", plan);
        int alert = officer.post("/api/v1/alerts", content).getInteger("alert");
        officer.post("/api/v1/alerts/" + alert + "/submit", new JsonObject());
        return alert;
    }

    /// Approves, which dispatches.
    Approval approve(int alert) {
        String one = "/api/v1/alerts/" + alert;
        JsonObject body = new JsonObject().put("digest", approver.get(one).getString("digest"));
        long asked = System.currentTimeMillis();
        approver.post(one + "/approve", body);
        return new Approval(alert, asked, System.currentTimeMillis());
    }

    /// Withdraws an alert; when that was asked for, in milliseconds since the epoch.
    long cancel(int alert) {
        long asked = System.currentTimeMillis();
        approver.post("/api/v1/alerts/" + alert + "/cancel", new JsonObject().put("reason", "Measured by a bench."));
        return asked;
    }

    /// How many deliveries of an alert on a channel are in a state, as reach has it; `planned` is all of them.
    long reach(int alert, ChannelKind channel, String state) {
        return reach(alert).getJsonObject(channel.word(), new JsonObject()).getLong(state, 0L);
    }

    private JsonObject reach(int alert) {
        return officer.get("/api/v1/alerts/" + alert + "/reach").getJsonObject("channels");
    }

    /// Waits until nothing of an alert is still to be sent by push.
    void awaitSent(int alert) {
        awaitSent(alert, List.of(ChannelKind.PUSH));
    }

    /// Waits until nothing of an alert is still to be sent.
    void awaitSent(int alert, List<ChannelKind> channels) {
        await(alert, LONG_REST, () -> {
            JsonObject reach = reach(alert);
            return channels.stream().allMatch(channel -> sent(reach.getJsonObject(channel.word(), new JsonObject())));
        });
    }

    private static boolean sent(JsonObject channel) {
        return channel.getLong("planned", 0L) > 0
                && Stream.of("waiting", "in-flight", "held", "unknown")
                        .allMatch(state -> channel.getLong(state, 0L) == 0);
    }

    /// Waits until so many pushes of an alert were accepted.
    void awaitAccepted(int alert, long count) {
        await(alert, 1, () -> reach(alert, ChannelKind.PUSH, "accepted") >= count);
    }

    /// @param rest so many times as long as a look took nobody looks
    private static void await(int alert, int rest, BooleanSupplier done) {
        Instant until = Instant.now().plus(LONGEST);
        while (true) {
            long began = System.nanoTime();
            if (done.getAsBoolean()) {
                return;
            }
            long took = System.nanoTime() - began;
            if (Instant.now().isAfter(until)) {
                throw new BenchException("alert " + alert + " was not sent within " + LONGEST);
            }
            LockSupport.parkNanos(Math.max(LOOK_NANOS, rest * took));
        }
    }

    /// Every push so far, in order.
    List<Request> requests() {
        return requests(ChannelKind.PUSH);
    }

    /// Every request on a channel so far, in order.
    List<Request> requests(ChannelKind channel) {
        stage.control().get("/sim/log/flushed");
        Path log = Path.of(stage.addresses().getString("rawLog"));
        try (Stream<String> lines = Files.lines(log, StandardCharsets.US_ASCII)) {
            return lines.filter(line -> line.contains("\"event\":\"request\"") && line.contains("\"alert\":"))
                    .map(JsonObject::new)
                    .filter(line ->
                            line.getString("channel").toLowerCase(Locale.ROOT).equals(channel.word()))
                    .map(line -> new Request(line.getInteger("alert"), line.getString("token"), line.getLong("timeMs")))
                    .toList();
        } catch (IOException e) {
            throw new BenchException("the simulator's log cannot be read", e);
        }
    }

    @Override
    public void close() {
        stage.close();
    }
}
