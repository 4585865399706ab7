package uk.tocsin.channel.kit.wire;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import org.jspecify.annotations.Nullable;
import uk.tocsin.lane.Batch;

/// One request on its way through a wire. It ends exactly once. Once handed over it belongs to the event loop.
final class Flight {
    final WireRequest request;
    final Batch.WriteGate gate;
    final long acceptedNanos = System.nanoTime();
    long writtenNanos;
    boolean withdrawn;

    @Nullable
    HttpClientRequest stream;

    @Nullable
    HttpClientResponse head;

    @Nullable
    Buffer body;

    private final HttpWire.Sink sink;
    private final int index;
    private boolean ended;

    Flight(WireRequest request, Batch.WriteGate gate, HttpWire.Sink sink, int index) {
        this.request = request;
        this.gate = gate;
        this.sink = sink;
        this.index = index;
    }

    boolean ended() {
        return ended;
    }

    /// Marks the end; false if it had ended before.
    boolean end() {
        boolean first = !ended;
        ended = true;
        return first;
    }

    void report(Exchange exchange) {
        sink.ended(index, exchange);
    }
}
