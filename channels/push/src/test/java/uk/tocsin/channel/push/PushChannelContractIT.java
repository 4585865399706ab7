package uk.tocsin.channel.push;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import uk.tocsin.lane.Channel;
import uk.tocsin.lane.ChannelContract;

class PushChannelContractIT extends ChannelContract {
    private static @Nullable PushRig rig;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        rig = new PushRig(directory);
    }

    @AfterAll
    static void stop() {
        rig().close();
    }

    private static PushRig rig() {
        if (rig == null) {
            throw new IllegalStateException("the simulator has not started");
        }
        return rig;
    }

    @Override
    protected Provider startProvider() {
        rig().faults(new JsonObject());
        return new SimulatedFcm(rig());
    }

    @Override
    protected Channel openChannel(Provider provider, Duration timeout) {
        return rig().open(100, timeout, PushListener.NONE);
    }

    @Override
    protected String address(int n) {
        return "device-" + n;
    }

    private record SimulatedFcm(PushRig rig, int before) implements Provider {
        SimulatedFcm(PushRig rig) {
            this(rig, rig.count("requests"));
        }

        @Override
        public int received() {
            return rig.count("requests") - before;
        }

        @Override
        public void fallSilent() {
            rig.faults(new JsonObject().put("silence", 1));
        }

        @Override
        public void close() {
            rig.faults(new JsonObject().put("down", true));
        }
    }
}
