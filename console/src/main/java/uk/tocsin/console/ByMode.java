package uk.tocsin.console;

import java.time.Duration;
import java.time.Instant;
import uk.tocsin.lane.Batch;
import uk.tocsin.lane.Channel;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Mode;

/// A channel whose tests go to another provider than the real thing and exercises do: a rehearsal against the
/// simulator from the same console. Any thread.
final class ByMode implements Channel {
    private final Channel usual;
    private final Channel rehearsal;

    ByMode(Channel usual, Channel rehearsal) {
        this.usual = usual;
        this.rehearsal = rehearsal;
    }

    private Channel of(Batch batch) {
        return batch.content().alert().mode() == Mode.TEST ? rehearsal : usual;
    }

    @Override
    public ChannelKind kind() {
        return usual.kind();
    }

    @Override
    public Duration requestTimeout() {
        boolean longer = rehearsal.requestTimeout().compareTo(usual.requestTimeout()) > 0;
        return longer ? rehearsal.requestTimeout() : usual.requestTimeout();
    }

    @Override
    public void send(Batch batch, Sink sink) {
        of(batch).send(batch, sink);
    }

    @Override
    public void resolve(Batch batch, Instant since, ResolutionSink sink) {
        of(batch).resolve(batch, since, sink);
    }

    @Override
    public boolean repeatsUnknown() {
        return usual.repeatsUnknown();
    }

    @Override
    public void close() {
        try {
            usual.close();
        } finally {
            rehearsal.close();
        }
    }
}
