package uk.tocsin.channel.push;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import uk.tocsin.channel.kit.Links;
import uk.tocsin.channel.kit.wire.WireListener;
import uk.tocsin.lane.SampleContent;
import uk.tocsin.simulator.Behaviour;
import uk.tocsin.simulator.Simulator;
import uk.tocsin.simulator.SimulatorOptions;

/// A simulated FCM on loopback whose devices keep quiet, and channels to it.
final class PushRig implements AutoCloseable {
    static final Links LINKS = new Links(URI.create("https://alerts.example.test"));
    private static final Behaviour QUIET = new Behaviour(
            new Behaviour.Push(Map.of(), 0, 0, 0),
            new Behaviour.Sms(Map.of(), 0, Map.of(), 0, 0),
            new Behaviour.Email(Map.of(), 0, 0, 0),
            0);

    private final Vertx vertx = Vertx.vertx();
    private final Simulator simulator;

    PushRig(Path directory) throws Exception {
        simulator = join(Simulator.start(vertx, SimulatorOptions.in(directory).withBehaviour(QUIET)));
    }

    PushChannel open(int maxInFlight, Duration requestTimeout, PushListener listener) {
        return PushChannel.openHasty(
                vertx,
                options(maxInFlight, requestTimeout),
                InstantSource.fixed(SampleContent.NOW),
                listener,
                WireListener.NONE);
    }

    PushOptions options(int maxInFlight, Duration requestTimeout) {
        return new PushOptions(
                simulator.serviceAccount(),
                "tocsin-demo",
                URI.create(simulator.fcmUrl()),
                Optional.of(simulator.certificate()),
                maxInFlight,
                requestTimeout,
                LINKS);
    }

    Vertx vertx() {
        return vertx;
    }

    void faults(JsonObject switches) {
        simulator.faults("push", switches);
    }

    /// A count of FCM's, by the path of its name in the simulator's counts.
    int count(String name) {
        return simulator.counts().getJsonObject("push").getInteger(name);
    }

    int tokensGranted() {
        return simulator.counts().getJsonObject("oauth").getInteger("granted");
    }

    void revokeTokens() throws Exception {
        HttpRequest revoke = HttpRequest.newBuilder(URI.create(simulator.controlUrl() + "/sim/revoke-tokens"))
                .timeout(Duration.ofSeconds(10))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<Void> answer = client.send(revoke, HttpResponse.BodyHandlers.discarding());
            if (answer.statusCode() >= 300) {
                throw new IllegalStateException("revoke-tokens answered " + answer.statusCode());
            }
        }
    }

    @Override
    public void close() {
        simulator.close().toCompletionStage().toCompletableFuture().join();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private static <T> T join(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
}
