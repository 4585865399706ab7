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
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import uk.tocsin.demo.DemoAlert;
import uk.tocsin.demo.DemoOptions;
import uk.tocsin.demo.Http;
import uk.tocsin.demo.Stage;

/// The whole line as the demonstration stands it up, with a silent simulator in another process, and officers who use
/// the API.
final class Line implements AutoCloseable {
    private static final long LOOK_NANOS = Duration.ofMillis(200).toNanos();
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
        PrintWriter nobody = new PrintWriter(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        return new Line(Stage.open(work, options, nobody));
    }

    Stage stage() {
        return stage;
    }

    /// Drafts and submits by push alone; its number.
    int submitted(String audience, String severity) {
        JsonObject push = new JsonObject().put("channel", "push").put("after", "PT0S");
        JsonObject content = DemoAlert.content(Instant.now())
                .put("audience", audience)
                .put("severity", severity)
                .put("plan", new JsonArray().add(push));
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

    /// Waits until nothing of an alert is still to be sent.
    void awaitSent(int alert) {
        Instant until = Instant.now().plus(LONGEST);
        Http analyst = stage.api("analyst");
        while (true) {
            JsonObject channels =
                    analyst.get("/api/v1/alerts/" + alert + "/reach").getJsonObject("channels");
            JsonObject push = channels.getJsonObject("push", new JsonObject());
            long left = Stream.of("waiting", "in-flight", "held", "unknown")
                    .mapToLong(state -> push.getLong(state, 0L))
                    .sum();
            if (push.getLong("planned", 0L) > 0 && left == 0) {
                return;
            }
            if (Instant.now().isAfter(until)) {
                throw new BenchException("alert " + alert + " was not sent within " + LONGEST);
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    /// Every push so far, in order.
    List<Request> requests() {
        stage.control().get("/sim/log/flushed");
        Path log = Path.of(stage.addresses().getString("rawLog"));
        try (Stream<String> lines = Files.lines(log, StandardCharsets.US_ASCII)) {
            return lines.filter(line -> line.contains("\"event\":\"request\"") && line.contains("\"alert\":"))
                    .map(JsonObject::new)
                    .filter(line ->
                            line.getString("channel").toLowerCase(Locale.ROOT).equals("push"))
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
