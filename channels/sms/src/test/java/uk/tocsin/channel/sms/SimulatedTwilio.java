package uk.tocsin.channel.sms;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import uk.tocsin.channel.kit.Links;
import uk.tocsin.channel.sms.SmsSettings.Sender;
import uk.tocsin.lane.SampleContent;
import uk.tocsin.simulator.Behaviour;
import uk.tocsin.simulator.Simulator;
import uk.tocsin.simulator.SimulatorOptions;

/// The simulator's Twilio with a Vert.x of its own, and channels to it.
final class SimulatedTwilio implements AutoCloseable {
    static final Links LINKS = new Links(URI.create("https://alerts.example.test"));
    static final Duration TIMEOUT = Duration.ofSeconds(1);
    static final int IN_FLIGHT = 150;

    private final Vertx vertx = Vertx.vertx();
    private final Simulator simulator;
    private final JsonObject account;
    private final Queue<String> alarms = new ConcurrentLinkedQueue<>();

    SimulatedTwilio(Path work) {
        simulator = await(Simulator.start(vertx, SimulatorOptions.in(work).withBehaviour(Behaviour.perfect())));
        try {
            account = new JsonObject(Files.readString(simulator.twilioCredentials()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A channel over HTTP/2 without TLS, connected.
    SmsChannel channel() throws InterruptedException {
        return channel(TIMEOUT);
    }

    /// The same, which waits so long for an answer.
    SmsChannel channel(Duration timeout) throws InterruptedException {
        return open(settings(simulator.twilioUrl(), Optional.empty(), authToken(), timeout));
    }

    /// A channel over HTTP/2 with TLS.
    SmsChannel secureChannel(Optional<Path> trust) throws InterruptedException {
        return open(settings(simulator.twilioTlsUrl(), trust, authToken(), TIMEOUT));
    }

    /// A channel with a wrong auth token.
    SmsChannel channelWith(String wrongToken) throws InterruptedException {
        return open(settings(simulator.twilioUrl(), Optional.empty(), wrongToken, TIMEOUT));
    }

    private SmsSettings settings(String origin, Optional<Path> trust, String token, Duration timeout) {
        return new SmsSettings(
                URI.create(origin),
                trust,
                account.getString("accountSid"),
                token,
                new Sender.Service(account.getString("messagingServiceSid")),
                2,
                IN_FLIGHT,
                timeout);
    }

    private SmsChannel open(SmsSettings settings) throws InterruptedException {
        SmsChannel channel = SmsChannel.open(
                vertx,
                settings,
                LINKS,
                InstantSource.fixed(SampleContent.NOW),
                TwilioErrors.standard(),
                (code, note) -> alarms.add(code));
        channel.wire().awaitConnected(Duration.ofSeconds(10));
        return channel;
    }

    String authToken() {
        return account.getString("authToken");
    }

    Path certificate() {
        return simulator.certificate();
    }

    List<String> alarms() {
        return List.copyOf(alarms);
    }

    /// Sets the fault switches of SMS; those not named are off.
    void faults(JsonObject switches) {
        await(simulator.faults("sms", switches));
    }

    /// Posts to `https://alerts.example.test` go to that address.
    void route(String loopback) {
        simulator.settings(
                new JsonObject().put("routes", new JsonObject().put("https://alerts.example.test", loopback)));
    }

    /// One of the simulator's own counts of SMS.
    int count(String name) {
        return simulator.counts().getJsonObject("sms").getInteger(name);
    }

    /// How often the list was asked.
    int lists() {
        return simulator.counts().getJsonObject("sms").getJsonObject("other").getInteger("list", 0);
    }

    void awaitIdle() {
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(simulator::idle);
    }

    @Override
    public void close() {
        await(simulator.close());
        await(vertx.close());
    }

    private static <T> T await(io.vertx.core.Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }
}
