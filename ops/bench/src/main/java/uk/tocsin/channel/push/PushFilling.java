package uk.tocsin.channel.push;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import uk.tocsin.bench.Sample;
import uk.tocsin.channel.kit.wire.WireRequest;
import uk.tocsin.lane.Batch;
import uk.tocsin.lane.Content;

/// Lets the benches fill the requests of a batch as the channel does, from what the SDK rendered once.
public final class PushFilling {
    private static final int SOME = 16;

    private final BatchRequests requests;

    /// For the first variant of an alert.
    public PushFilling(Content content) {
        String[] devices = new String[SOME];
        String[] tokens = new String[SOME];
        for (int i = 0; i < SOME; i++) {
            devices[i] = Sample.device(i);
            tokens[i] = "AcceptanceTestToken-00%02d".formatted(i);
        }
        Batch batch = new Batch(content, 1, devices, tokens, new byte[SOME], () -> null);
        try (FcmSdk sdk = new FcmSdk("tocsin-demo")) {
            requests = BatchRequests.prepare(batch, sdk, Sample.LINKS, Instant.now(), Map.of());
        }
    }

    /// The request for one of some devices.
    public WireRequest request(int number) {
        return Objects.requireNonNull(requests.request(Math.floorMod(number, SOME)));
    }
}
