package uk.tocsin.demo;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import uk.tocsin.console.cli.ReachText;

/// `ops/tocsin demo`: one alert from draft to reach, through the API, by two officers. It ends when every delivery
/// is in a final state and the simulator has nothing left to report, and fails unless reach equals the simulator's
/// own counts to the last one.
final class Rehearsal {
    private static final Duration LOOK = Duration.ofMillis(300);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final List<String> GOING_ON = List.of("waiting", "in-flight", "unknown", "held");

    private final DemoOptions options;
    private final PrintWriter out;

    Rehearsal(DemoOptions options, PrintWriter out) {
        this.options = options;
        this.out = out;
    }

    int run() {
        Path data = options.data().orElseGet(Rehearsal::temporary);
        try (Stage stage = Stage.open(data, options, out)) {
            return rehearse(stage);
        } finally {
            if (options.data().isEmpty()) {
                delete(data);
            }
        }
    }

    /// On a stage that is open; 0 if every figure is equal.
    int rehearse(Stage stage) {
        int alert = issue(stage);
        Instant dispatched = Instant.now();
        watch(stage, alert, dispatched);
        awaitReceipts(stage, dispatched);
        JsonObject reach = stage.api("officer").get("/api/v1/alerts/" + alert + "/reach?by=region,size");
        out.println();
        out.println(ReachText.of(reach));
        out.println();
        return new Comparison(alert, reach, stage.control().get("/sim/counts")).print(out) ? 0 : 1;
    }

    private int issue(Stage stage) {
        Http officer = stage.api("officer");
        int alert =
                officer.post("/api/v1/alerts", DemoAlert.content(Instant.now())).getInteger("alert");
        String one = "/api/v1/alerts/" + alert;
        officer.post(one + "/submit", new JsonObject());
        Http approver = stage.api("approver");
        JsonObject shown = approver.get(one);
        out.printf(
                Locale.UK,
                "alert %d, \"%s\": drafted and submitted by officer 2 for %,d people, approved by officer 3%n",
                alert,
                shown.getString("event"),
                shown.getJsonObject("submitted").getLong("matched"));
        approver.post(one + "/approve", new JsonObject().put("digest", shown.getString("digest")));
        return alert;
    }

    private void watch(Stage stage, int alert, Instant since) {
        Http officer = stage.api("officer");
        Progress progress = null;
        long planned = 0;
        while (true) {
            JsonObject channels =
                    officer.get("/api/v1/alerts/" + alert + "/reach").getJsonObject("channels");
            long all = sum(channels, List.of("planned"));
            if (progress == null || all != planned) {
                progress = new Progress(out, "sending", all);
                planned = all;
            }
            long left = sum(channels, GOING_ON);
            progress.at(all - left);
            if (left == 0 && channels.size() == 3 && all > 0) {
                progress.end(Duration.between(since, Instant.now()));
                return;
            }
            pause(since);
        }
    }

    private static long sum(JsonObject channels, List<String> fields) {
        long sum = 0;
        for (String channel : channels.fieldNames()) {
            for (String field : fields) {
                sum += channels.getJsonObject(channel).getLong(field, 0L);
            }
        }
        return sum;
    }

    private void awaitReceipts(Stage stage, Instant since) {
        Instant start = Instant.now();
        while (!stage.control().get("/sim/idle").getBoolean("idle")) {
            pause(since);
        }
        out.printf(
                Locale.UK,
                "%-20s all in after another %.1f s%n",
                "receipts",
                Duration.between(start, Instant.now()).toMillis() / 1000.0);
    }

    private static void pause(Instant since) {
        if (Duration.between(since, Instant.now()).compareTo(LONGEST) > 0) {
            throw new DemoException("the alert did not come to an end within " + LONGEST.toMinutes() + " minutes");
        }
        LockSupport.parkNanos(LOOK.toNanos());
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("tocsin-demo");
        } catch (IOException e) {
            throw new DemoException("there is no room for temporary files", e);
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> all = Files.walk(directory)) {
            all.sorted(Comparator.reverseOrder()).forEach(path -> {
                try {
                    Files.deleteIfExists(path);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (IOException | UncheckedIOException e) {
            throw new DemoException("the directory " + directory + " cannot be deleted", e);
        }
    }
}
