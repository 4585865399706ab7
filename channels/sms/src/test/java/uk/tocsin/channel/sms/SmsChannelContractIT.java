package uk.tocsin.channel.sms;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.io.TempDir;
import uk.tocsin.lane.Channel;
import uk.tocsin.lane.ChannelContract;

/// The SMS channel against the simulator's Twilio.
class SmsChannelContractIT extends ChannelContract {
    @TempDir
    static Path work;

    @Override
    protected Provider startProvider() {
        return new SimulatorAsProvider(new SimulatedTwilio(work));
    }

    @Override
    protected Channel openChannel(Provider provider, Duration timeout) throws Exception {
        return ((SimulatorAsProvider) provider).twilio.channel(timeout);
    }

    @Override
    protected String address(int n) {
        return String.format(Locale.ROOT, "+447700900%03d", n % 1_000);
    }

    private static final class SimulatorAsProvider implements Provider {
        private final SimulatedTwilio twilio;
        private boolean closed;

        SimulatorAsProvider(SimulatedTwilio twilio) {
            this.twilio = twilio;
        }

        @Override
        public int received() {
            return twilio.count("requests");
        }

        @Override
        public void fallSilent() {
            twilio.faults(new JsonObject().put("silence", 1.0));
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                twilio.close();
            }
        }
    }
}
