package uk.tocsin.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;
import uk.tocsin.lane.Batch;
import uk.tocsin.lane.Channel;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.NotSentCause;
import uk.tocsin.model.SendOutcome;

/// One engine's connection to the [Provider]. Once cut it carries nothing in either direction, as when the
/// process at this end is killed.
final class ScriptedChannel implements Channel {
    private final ChannelKind kind;
    private final Provider provider;
    private final Duration timeout;
    private final LongSupplier nanos;
    private volatile boolean cut;

    ScriptedChannel(ChannelKind kind, Provider provider, Duration timeout, LongSupplier nanos) {
        this.kind = kind;
        this.provider = provider;
        this.timeout = timeout;
        this.nanos = nanos;
    }

    void cut() {
        cut = true;
    }

    @Override
    public ChannelKind kind() {
        return kind;
    }

    @Override
    public Duration requestTimeout() {
        return timeout;
    }

    @Override
    public void send(Batch batch, Sink sink) {
        for (int i = 0; i < batch.size() && !cut; i++) {
            NotSentCause refusal = batch.refusal();
            if (refusal != null) {
                sink.outcome(i, new SendOutcome.NotSent(refusal));
            } else {
                provider.receive(kind, batch, i, nanos.getAsLong(), (index, outcome) -> {
                    if (!cut) {
                        sink.outcome(index, outcome);
                    }
                });
            }
        }
    }

    @Override
    public void resolve(Batch batch, Instant since, ResolutionSink sink) {
        for (int i = 0; i < batch.size() && !cut; i++) {
            sink.resolved(i, provider.listed(batch.addresses()[i]));
        }
    }

    @Override
    public boolean repeatsUnknown() {
        return kind != ChannelKind.SMS;
    }

    @Override
    public void close() {
        cut = true;
    }
}
