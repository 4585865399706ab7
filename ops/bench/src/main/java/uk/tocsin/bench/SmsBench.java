package uk.tocsin.bench;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import uk.tocsin.channel.sms.SmsChannel;
import uk.tocsin.channel.sms.SmsSettings;
import uk.tocsin.channel.sms.TwilioErrors;
import uk.tocsin.lane.Batch;
import uk.tocsin.lane.Content;
import uk.tocsin.model.ChannelKind;

/// SMS: our channel against the stock Twilio SDK, both over TLS to the simulator.
final class SmsBench implements Bench {
    private static final String BASELINE = "twilio create";
    private static final int IN_FLIGHT = 2_000;
    /// A call ends a moment after its outcome is told.
    private static final int MOST_IN_FLIGHT = IN_FLIGHT + IN_FLIGHT / 10;
    private static final int CONNECTIONS = 20;
    private static final int FAR_MS = 100;

    @Override
    public void run(Scale scale, Path work, Consumer<Figure> figures) {
        Vertx vertx = Vertx.vertx();
        Content content = Sample.content(1);
        try (Simulated simulated = Simulated.start(work)) {
            simulated.trusted(work);
            try (SmsChannel channel = open(vertx, simulated);
                    StockTwilio stock = StockTwilio.open(simulated)) {
                Connections.await(channel.wire()::stats, CONNECTIONS);
                Pump pump = new Pump(channel, IN_FLIGHT);
                List<Batch> many = batches(content, scale.of(200, 20_000, 50_000));
                List<Batch> some = batches(content, scale.of(50, 4_000, 10_000));
                int rounds = scale.of(1, 5, 7);
                Rounds.of(rounds, () -> pump.send(many), () -> stock.send(some))
                        .figures("sms.rtt0", BASELINE)
                        .forEach(figures);
                simulated.roundTrip(ChannelKind.SMS, FAR_MS);
                List<Batch> few = batches(content, scale.of(20, 500, 2_000));
                Rounds.of(rounds, () -> pump.send(many), () -> stock.send(few))
                        .figures("sms.rtt" + FAR_MS, BASELINE)
                        .forEach(figures);
            }
        } finally {
            vertx.close().await();
        }
    }

    private static List<Batch> batches(Content content, int count) {
        return Pump.batches(content, Sample.mint(), count, Sample::number);
    }

    private static SmsChannel open(Vertx vertx, Simulated simulated) {
        JsonObject twilio = simulated.twilio();
        SmsSettings settings = new SmsSettings(
                URI.create(simulated.address("twilioTls")),
                Optional.of(simulated.file("certificate")),
                twilio.getString("accountSid"),
                twilio.getString("authToken"),
                new SmsSettings.Sender.Service(twilio.getString("messagingServiceSid")),
                CONNECTIONS,
                MOST_IN_FLIGHT,
                Duration.ofSeconds(30));
        return SmsChannel.open(vertx, settings, Sample.LINKS, Clock.systemUTC(), TwilioErrors.standard(), (_, _) -> {});
    }
}
