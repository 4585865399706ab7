package uk.tocsin.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.LongAdder;
import uk.tocsin.lane.Batch;
import uk.tocsin.lane.Channel;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.NotSentCause;
import uk.tocsin.model.SendOutcome;

/// A push channel that accepts everything at once: what is left is the engine. It renders nothing, unless it is told to
/// fill a mail for each. Any thread.
final class NullChannel implements Channel {
    private static final SendOutcome ACCEPTED = new SendOutcome.Accepted("");

    private final LongAdder sent = new LongAdder();
    private final NullRendering rendering = new NullRendering();
    private volatile boolean renders;

    /// How many it accepted.
    long sent() {
        return sent.sum();
    }

    /// From now on renders, or not.
    void render(boolean yes) {
        renders = yes;
    }

    @Override
    public ChannelKind kind() {
        return ChannelKind.PUSH;
    }

    @Override
    public Duration requestTimeout() {
        return Duration.ofSeconds(10);
    }

    @Override
    public void send(Batch batch, Sink sink) {
        if (renders) {
            rendering.fill(batch);
        }
        int accepted = 0;
        for (int i = 0; i < batch.size(); i++) {
            NotSentCause refusal = batch.refusal();
            accepted += refusal == null ? 1 : 0;
            sink.outcome(i, refusal == null ? ACCEPTED : new SendOutcome.NotSent(refusal));
        }
        sent.add(accepted);
    }

    @Override
    public void resolve(Batch batch, Instant since, ResolutionSink sink) {
        for (int i = 0; i < batch.size(); i++) {
            sink.resolved(i, new Resolution.Undecided());
        }
    }

    @Override
    public boolean repeatsUnknown() {
        return true;
    }

    @Override
    public void close() {}
}
