package uk.tocsin.bench;

import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import uk.tocsin.channel.kit.wire.WireOptions;
import uk.tocsin.channel.push.PushChannel;
import uk.tocsin.channel.push.PushOptions;
import uk.tocsin.lane.Batch;
import uk.tocsin.lane.Content;
import uk.tocsin.model.ChannelKind;

/// Push: our channel against stock Firebase `sendEach`, both over TLS to the simulator. The messages are the same.
final class PushBench implements Bench {
    private static final String BASELINE = "firebase sendEach";
    private static final int IN_FLIGHT = 2_000;
    /// A call ends a moment after its outcome is told.
    private static final int MOST_IN_FLIGHT = IN_FLIGHT + IN_FLIGHT / 10;
    private static final int CONNECTIONS = Math.ceilDiv(MOST_IN_FLIGHT, WireOptions.STREAMS_PER_CONNECTION);
    private static final int FAR_MS = 100;

    @Override
    public void run(Scale scale, Path work, Consumer<Figure> figures) {
        Vertx vertx = Vertx.vertx();
        Content content = Sample.content(1);
        try (Simulated simulated = Simulated.start(work)) {
            simulated.trusted(work);
            try (PushChannel channel = PushChannel.open(vertx, options(simulated), Clock.systemUTC());
                    StockFirebase stock = StockFirebase.open(simulated)) {
                Connections.await(channel::stats, CONNECTIONS);
                Pump pump = new Pump(channel, IN_FLIGHT);
                List<Batch> many = batches(content, scale.of(200, 20_000, 50_000));
                List<Batch> some = batches(content, scale.of(100, 5_000, 10_000));
                int rounds = scale.of(1, 5, 7);
                Rounds.of(rounds, () -> pump.send(many), () -> stock.send(some))
                        .figures("push.rtt0", BASELINE)
                        .forEach(figures);
                simulated.roundTrip(ChannelKind.PUSH, FAR_MS);
                List<Batch> few = batches(content, scale.of(50, 2_000, 5_000));
                Rounds.of(rounds, () -> pump.send(many), () -> stock.send(few))
                        .figures("push.rtt" + FAR_MS, BASELINE)
                        .forEach(figures);
            }
        } finally {
            vertx.close().await();
        }
    }

    private static List<Batch> batches(Content content, int count) {
        return Pump.batches(content, Sample.mint(), count, Sample::device);
    }

    private static PushOptions options(Simulated simulated) {
        return new PushOptions(
                simulated.file("serviceAccount"),
                simulated.address("project"),
                URI.create(simulated.address("fcm")),
                Optional.of(simulated.file("certificate")),
                MOST_IN_FLIGHT,
                Duration.ofSeconds(30),
                Sample.LINKS);
    }
}
