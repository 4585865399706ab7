package uk.tocsin.bench;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import uk.tocsin.channel.email.EmailChannel;
import uk.tocsin.channel.email.EmailOptions;
import uk.tocsin.channel.email.MailRendering;
import uk.tocsin.lane.Batch;
import uk.tocsin.lane.Content;
import uk.tocsin.model.ChannelKind;

/// Email, unsigned: our channel against Jakarta Mail and Postfix's smtp-source. The sink is smtp-sink where it is
/// installed, otherwise the simulator; at 100 ms and with STARTTLS, which smtp-sink does not offer, always the
/// simulator.
final class EmailBench implements Bench {
    private static final int IN_FLIGHT = 2_000;
    private static final String REUSED = "reused Jakarta connection";
    private static final int FAR_MS = 100;
    private static final EmailOptions.Sender SENDER = new EmailOptions.Sender(
            "Police alerts", "alerts@alerts.example.test", "bounces.example.test", Sample.LINKS);

    @Override
    public void run(Scale scale, Path work, Consumer<Figure> figures) {
        Content content = Sample.content(1);
        List<Batch> many = batches(content, scale.of(200, 20_000, 50_000));
        Batch first = many.getFirst();
        int bytes = new MailRendering(content, SENDER)
                .mail(first.addresses()[0], first.tokens()[0])
                .length();
        Optional<MailSink> postfix = MailSink.start();
        try (Simulated simulated = Simulated.start(work);
                @Nullable MailSink sink = postfix.orElse(null)) {
            if (sink == null) {
                System.err.println("smtp-sink and smtp-source are missing: apt-get install postfix; "
                        + "the simulator is the sink");
            }
            List<Batch> some = batches(content, scale.of(50, 2_000, 5_000));
            Wire near = Wire.plain("email.rtt0", sink == null ? simulated.smtpPort() : sink.port(), bytes);
            near.measure(scale.of(1, 5, 7), many, some, figures);
            Wire encrypted =
                    new Wire("email.starttls", simulated.smtpPort(), bytes, Optional.of(simulated.file("certificate")));
            encrypted.reused(scale.of(1, 5, 7), batches(content, scale.of(200, 10_000, 20_000)), some, figures);
            simulated.roundTrip(ChannelKind.EMAIL, FAR_MS);
            Wire far = Wire.plain("email.rtt" + FAR_MS, simulated.smtpPort(), bytes);
            far.measure(
                    scale.of(1, 3, 5),
                    batches(content, scale.of(20, 600, 2_000)),
                    batches(content, scale.of(10, 200, 500)),
                    figures);
        }
    }

    private static List<Batch> batches(Content content, int count) {
        return Pump.batches(content, Sample.mint(), count, Sample::mailbox);
    }

    /// A sink at a distance.
    ///
    /// @param certificate of the sink where mail goes encrypted
    private record Wire(String name, int port, int bytes, Optional<Path> certificate) {
        static Wire plain(String name, int port, int bytes) {
            return new Wire(name, port, bytes, Optional.empty());
        }

        /// Against a reused Jakarta connection alone.
        void reused(int rounds, List<Batch> many, List<Batch> some, Consumer<Figure> figures) {
            Vertx vertx = Vertx.vertx();
            try (EmailChannel channel = EmailChannel.open(vertx, options(port, certificate), Clock.systemUTC());
                    StockMail stock = new StockMail(port, bytes / 2, certificate)) {
                Pump pump = new Pump(channel, IN_FLIGHT);
                Rounds.of(rounds, () -> pump.send(many), () -> stock.reusing(some))
                        .figures(name, REUSED)
                        .forEach(figures);
            } finally {
                vertx.close().await();
            }
        }

        /// Against everything.
        void measure(int rounds, List<Batch> many, List<Batch> some, Consumer<Figure> figures) {
            Vertx vertx = Vertx.vertx();
            try (EmailChannel channel = EmailChannel.open(vertx, options(port, certificate), Clock.systemUTC());
                    StockMail stock = new StockMail(port, bytes / 2, certificate)) {
                Pump pump = new Pump(channel, IN_FLIGHT);
                Supplier<Cpu.Taken> ours = () -> pump.send(many);
                Rounds.of(rounds, ours, () -> stock.connecting(some))
                        .figures(name, "Transport.send")
                        .forEach(figures);
                Rounds.of(rounds, ours, () -> stock.reusing(some))
                        .figures(name + ".reused", REUSED)
                        .forEach(figures);
                if (SmtpSource.installed()) {
                    SmtpSource source = new SmtpSource(port, bytes);
                    int count = many.stream().mapToInt(Batch::size).sum();
                    Rounds.of(rounds, ours, () -> source.send(count))
                            .figures(name + ".postfix", "smtp-source")
                            .forEach(figures);
                }
            } finally {
                vertx.close().await();
            }
        }
    }

    private static EmailOptions options(int port, Optional<Path> certificate) {
        EmailOptions.StartTls startTls =
                certificate.isPresent() ? EmailOptions.StartTls.REQUIRED : EmailOptions.StartTls.NONE;
        return new EmailOptions(
                List.of(new EmailOptions.Relay("localhost", port)),
                "alerts.example.test",
                SENDER,
                new EmailOptions.Security(startTls, Optional.empty(), certificate.map(EmailBench::text)),
                EmailOptions.Limits.DEFAULT);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new BenchException("the simulator's certificate cannot be read", e);
        }
    }
}
