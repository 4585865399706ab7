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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import uk.tocsin.channel.kit.Links;
import uk.tocsin.channel.kit.wire.WireListener;
import uk.tocsin.lane.Batch;
import uk.tocsin.lane.Content;
import uk.tocsin.lane.RecordingSink;
import uk.tocsin.lane.SampleContent;
import uk.tocsin.model.SendOutcome;
import uk.tocsin.simulator.Behaviour;
import uk.tocsin.simulator.Simulator;
import uk.tocsin.simulator.SimulatorOptions;

/// A simulated FCM on loopback whose devices keep quiet, and channels to it.
final class PushRig implements AutoCloseable {
    static final Links LINKS = new Links(URI.create("https://alerts.example.test"));
    static final Duration LIMIT = Duration.ofSeconds(30);
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
        return options(account(), maxInFlight, requestTimeout);
    }

    PushOptions options(Path account, int maxInFlight, Duration requestTimeout) {
        return new PushOptions(
                account,
                "tocsin-demo",
                URI.create(simulator.fcmUrl()),
                Optional.of(simulator.certificate()),
                maxInFlight,
                requestTimeout,
                LINKS);
    }

    /// The file of the service account.
    Path account() {
        return simulator.serviceAccount();
    }

    Vertx vertx() {
        return vertx;
    }

    void faults(JsonObject switches) {
        simulator
                .faults("push", switches)
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
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

    /// Sends to that many devices and waits for what becomes of it.
    static List<SendOutcome> send(PushChannel channel, int count, Batch.WriteGate gate) throws Exception {
        String[] devices = new String[count];
        for (int i = 0; i < count; i++) {
            devices[i] = "device-" + i;
        }
        RecordingSink sink = new RecordingSink(count);
        channel.send(batch(SampleContent.of(7), devices, gate), sink);
        return sink.awaitAll(LIMIT);
    }

    static Batch batch(Content content, String[] devices, Batch.WriteGate gate) {
        return new Batch(content, 42, devices, tokens(devices.length), new byte[devices.length], gate);
    }

    static String[] tokens(int count) {
        String[] tokens = new String[count];
        for (int i = 0; i < count; i++) {
            tokens[i] = String.format(Locale.ROOT, "PushChannelTestToken%04d", i);
        }
        return tokens;
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
