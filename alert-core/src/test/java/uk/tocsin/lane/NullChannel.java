package uk.tocsin.lane;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.NotSentCause;
import uk.tocsin.model.SendOutcome;

/// A provider that accepts everything at once and does nothing: for measuring and testing the engine alone.
/// Asks the write gate as every channel does, and remembers which delivery tokens it was given.
public final class NullChannel implements Channel {
    private static final SendOutcome ACCEPTED = new SendOutcome.Accepted("");

    private final ChannelKind kind;
    private final Set<String> tokens = ConcurrentHashMap.newKeySet();
    private final AtomicLong sent = new AtomicLong();
    private volatile long lastNanos = System.nanoTime();

    /// A channel of this kind.
    public NullChannel(ChannelKind kind) {
        this.kind = kind;
    }

    /// How many requests were written.
    public long sent() {
        return sent.get();
    }

    /// How many different deliveries they were for.
    public int deliveries() {
        return tokens.size();
    }

    /// When the last one was written, in monotonic nanoseconds.
    public long lastNanos() {
        return lastNanos;
    }

    @Override
    public ChannelKind kind() {
        return kind;
    }

    @Override
    public Duration requestTimeout() {
        return Duration.ofSeconds(1);
    }

    @Override
    public void send(Batch batch, Sink sink) {
        for (int i = 0; i < batch.size(); i++) {
            NotSentCause refusal = batch.refusal();
            if (refusal == null) {
                tokens.add(batch.tokens()[i]);
                sent.incrementAndGet();
                lastNanos = System.nanoTime();
                sink.outcome(i, ACCEPTED);
            } else {
                sink.outcome(i, new SendOutcome.NotSent(refusal));
            }
        }
    }

    @Override
    public void resolve(Batch batch, Instant since, ResolutionSink sink) {
        throw new UnsupportedOperationException("every request has an outcome at once");
    }

    @Override
    public boolean repeatsUnknown() {
        return true;
    }

    @Override
    public void close() {}
}
