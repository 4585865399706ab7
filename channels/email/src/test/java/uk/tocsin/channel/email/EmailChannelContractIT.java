package uk.tocsin.channel.email;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import uk.tocsin.lane.Channel;
import uk.tocsin.lane.ChannelContract;
import uk.tocsin.lane.SampleContent;

/// Email owes its lane what every channel does.
class EmailChannelContractIT extends ChannelContract {
    private static final Vertx VERTX = Vertx.vertx();

    @AfterAll
    static void stop() throws Exception {
        VERTX.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private record Relay(FakeSmtp smtp) implements Provider {
        @Override
        public int received() {
            return smtp.dots.get();
        }

        @Override
        public void fallSilent() {
            smtp.onDot = to -> FakeSmtp.SILENCE;
        }

        @Override
        public void close() {
            smtp.close();
        }
    }

    @Override
    protected Provider startProvider() {
        return new Relay(new FakeSmtp());
    }

    @Override
    protected Channel openChannel(Provider provider, Duration timeout) {
        EmailOptions options = new EmailOptions(
                List.of(((Relay) provider).smtp.relay()),
                Samples.DOMAIN,
                Samples.SENDER,
                Samples.PLAIN,
                Samples.limits(10, timeout));
        return EmailChannel.open(VERTX, options, InstantSource.fixed(SampleContent.NOW));
    }

    @Override
    protected String address(int n) {
        return "person" + n + "@example.test";
    }
}
