package uk.tocsin.bench.jmh;

import io.vertx.core.buffer.Buffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import uk.tocsin.bench.Sample;
import uk.tocsin.channel.email.EmailOptions;
import uk.tocsin.channel.email.MailRendering;
import uk.tocsin.channel.kit.wire.WireRequest;
import uk.tocsin.channel.push.PushFilling;
import uk.tocsin.lane.Content;
import uk.tocsin.receipt.DeliveryToken;

/// One recipient's message from what was rendered once.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RenderJmh {
    private static final EmailOptions.Sender SENDER = new EmailOptions.Sender(
            "Police alerts", "alerts@alerts.example.test", "bounces.example.test", Sample.LINKS);

    private final Content content = Sample.content(1);
    private final String token = Sample.mint().url(new DeliveryToken(1, 1_234_567, 0, 0));
    private final PushFilling push = new PushFilling(content);
    private int next;
    private final MailRendering mail = new MailRendering(content, SENDER);

    /// The request of a push, as it goes to the wire.
    @Benchmark
    public WireRequest push() {
        return push.request(next++);
    }

    /// The bytes of the mail.
    @Benchmark
    public Buffer mail() {
        return mail.mail("person@example.test", token);
    }
}
