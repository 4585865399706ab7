package uk.tocsin.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The counts kept while running and those recomputed by the script from the raw log must be the same.
class ReconcileIT {

    private static final int MESSAGES = 300;
    /// Below the limit of streams a connection.
    private static final int TOGETHER = 60;

    /// @param status of the script
    private record Outcome(int status, String output) {}

    private static Outcome reconcile(Path log, Path reach) throws Exception {
        Path script = Path.of("reconcile.py").toAbsolutePath();
        Process process = new ProcessBuilder("python3", script.toString(), log.toString(), reach.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return new Outcome(process.exitValue(), output);
    }

    private static Behaviour mixed() {
        return Behaviour.realistic().with(new JsonObject("""
                        {"push":{"refused":{"UNREGISTERED":0.2}},"delayScale":0,
                         "sms":{"delivered":0.6,"undelivered":{"30003":0.1,"30005":0.1},"acknowledged":0.5},
                         "email":{"refused":{"550 5.1.1":0.2},"acknowledged":0.5,"scanned":0.5}}"""));
    }

    private static void send(Bench bench, Product product) throws Exception {
        String bearer = bench.accessToken();
        List<CompletableFuture<HttpResponse<String>>> sent = new ArrayList<>();
        for (int i = 0; i < MESSAGES; i++) {
            // Two handsets each: their delivery is one.
            String token = Bench.token(3, i / 2, i % 2);
            JsonObject push = Bench.message("device-" + i, token, product.url() + "/r");
            sent.add(bench.client.sendAsync(bench.push(bearer, push).build(), HttpResponse.BodyHandlers.ofString()));
            String link = product.url() + "/a/" + Bench.token(3, i, 0);
            String callback = product.url() + "/t/" + Bench.token(3, i, 0) + "?t=1";
            String form = "To=%2B4477009001" + (10 + i % 90) + "&From=%2B447700900000&Body=" + encode("Read: " + link)
                    + "&StatusCallback=" + encode(callback);
            sent.add(bench.client.sendAsync(bench.text(form).build(), HttpResponse.BodyHandlers.ofString()));
            if (sent.size() == TOGETHER || i == MESSAGES - 1) {
                CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new))
                        .orTimeout(60, TimeUnit.SECONDS)
                        .join();
                sent.clear();
            }
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Test
    void theScriptFindsTheSameFromTheLogAndEveryDifference(@TempDir Path work) throws Exception {
        try (Bench bench = new Bench(
                        SimulatorOptions.in(work).withBehaviour(mixed()).withSeed(11));
                Product product = new Product()) {
            bench.control("PUT", "/sim/faults/push", "{\"errors\":{\"UNAVAILABLE\":0.1},\"resetAfterAccept\":0}");
            send(bench, product);
            bench.untilIdle();
            bench.control("GET", "/sim/log/flushed", "");
            JsonObject channels =
                    bench.simulator.counts().getJsonObject("alerts").getJsonObject("3");
            assertThat(channels.getJsonObject("push").getInteger("failed")).isPositive();
            assertThat(channels.getJsonObject("sms").getInteger("acknowledged")).isPositive();
            Path reach = work.resolve("reach.json");
            JsonObject json = new JsonObject().put("alert", 3).put("channels", channels);
            Files.writeString(reach, json.encode());
            assertThat(reconcile(bench.simulator.rawLog(), reach))
                    .matches(o -> o.status() == 0 && o.output().contains("all equal"), "equal");
            JsonObject push = channels.getJsonObject("push");
            push.put("read", push.getInteger("read") + 1);
            Files.writeString(reach, json.encode());
            assertThat(reconcile(bench.simulator.rawLog(), reach))
                    .matches(o -> o.status() == 1 && o.output().contains("+1"), "one more read");
            Files.writeString(reach, "{\"channels\":{}}");
            assertThat(reconcile(bench.simulator.rawLog(), reach).status()).isEqualTo(2);
        }
    }
}
