package uk.tocsin.channel.kit.wire;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.StreamResetException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import uk.tocsin.model.NotSentCause;
import uk.tocsin.model.UnknownCause;

/// One open connection and the requests in flight on it. Confined to the wire's event loop.
///
/// **How it knows what was sent.** [#write] asks the gate and writes head and body in one tick. Vert.x
/// completes the future of that write when the last frame has been handed to the socket, which on an idle
/// socket with window to spare is before `end` returns. If it is not complete by then, the body waits for
/// flow-control window or for the socket; the stream is reset in the same tick, so that nothing waits beyond
/// its permit, and the future tells which it was: failed, the last byte never left (not sent); complete, it did
/// (unknown).
///
/// **How it knows what was refused.** RST_STREAM with REFUSED_STREAM and streams above a GOAWAY's last stream
/// were not processed (RFC 9113, 6.8 and 8.7). Vert.x keeps the first GOAWAY only, while servers that shut down
/// gently send two, the first with the highest number there is; the second closes the streams above its own
/// last stream while the connection stays open, and by that they are known.
///
/// **When it aborts.** A stream that times out is reset. If nothing shows that the peer has received what was
/// written with it (no answer to anything written since, no acknowledged ping), bytes may still sit in the
/// socket, and the whole connection is aborted so that they never leave.
final class LiveConnection {
    /// RFC 9113, 7.
    private static final long REFUSED_STREAM = 0x7;
    /// RFC 9113, 7.
    private static final long CANCEL = 0x8;
    /// A provider's answer is a few hundred bytes, a page of a list some tens of thousands.
    private static final int MAX_BODY = 1 << 20;
    /// How long a connection without window is left alone unless an answer comes first.
    private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private static final Exchange REFUSED = new Exchange.NotSent(NotSentCause.REFUSED_STREAM);
    private static final Exchange RESET = new Exchange.Unknown(UnknownCause.RESET);

    /// Told what becomes of the connection and its requests.
    interface Owner {
        /// A request ended; called once for each.
        void ended(Flight flight, Exchange exchange);

        /// It takes no more requests and wants a successor; called at most once, before [#closed].
        void retired(LiveConnection connection);

        /// It is gone; called once.
        void closed(LiveConnection connection);
    }

    private final Context context;
    private final HttpClientConnection connection;
    private final WireOptions options;
    private final Owner owner;
    private final boolean multiplexed;
    private final Set<Flight> flights = new LinkedHashSet<>();
    private boolean retired;
    private boolean closed;
    private boolean answered;
    private boolean goneAway;
    private int lastStream;
    private boolean resting;
    private long restUntilNanos;
    private long provenNanos = System.nanoTime();
    private long usedNanos = provenNanos;
    private long pingNanos = provenNanos;
    private boolean pinging;

    LiveConnection(Context context, HttpClientConnection connection, WireOptions options, Owner owner) {
        this.context = context;
        this.connection = connection;
        this.options = options;
        this.owner = owner;
        multiplexed = connection.getWindowSize() >= 0; // -1 for HTTP/1.x
        connection.exceptionHandler(failure -> retire());
        connection.closeHandler(v -> onClosed());
        if (multiplexed) {
            connection.goAwayHandler(goAway -> {
                goneAway = true;
                lastStream = goAway.getLastStreamId();
                retire();
            });
        }
    }

    /// How many requests it would take now.
    int room() {
        if (retired || closed || resting(System.nanoTime())) {
            return 0;
        }
        long limit = multiplexed
                ? Math.min(WireOptions.STREAMS_PER_CONNECTION, connection.maxActiveStreams())
                : connection.maxActiveStreams();
        return (int) Math.max(0, limit - flights.size());
    }

    boolean usable() {
        return !retired && !closed;
    }

    /// Whether the peer has ever answered a request here.
    boolean answered() {
        return answered;
    }

    /// Asks the gate and writes, or ends the request as not sent.
    void write(Flight flight) {
        NotSentCause refusal = flight.gate.refusal();
        if (refusal != null) {
            owner.ended(flight, new Exchange.NotSent(refusal));
            return;
        }
        Future<HttpClientRequest> creation = connection.request(
                new RequestOptions().setMethod(flight.request.method()).setURI(flight.request.path()));
        if (!creation.succeeded()) {
            creation.onSuccess(HttpClientRequest::reset);
            retire();
            owner.ended(flight, REFUSED);
            return;
        }
        put(flight, creation.result());
    }

    private void put(Flight flight, HttpClientRequest stream) {
        stream.exceptionHandler(failure -> {}); // the response's future tells the same
        for (Map.Entry<String, String> header : flight.request.headers()) {
            stream.putHeader(header.getKey(), header.getValue());
        }
        flight.stream = stream;
        flight.writtenNanos = System.nanoTime();
        usedNanos = flight.writtenNanos;
        flights.add(flight);
        stream.response().onComplete(head -> {
            if (head.succeeded()) {
                read(flight, head.result());
            } else {
                failed(flight, head.cause());
            }
        });
        Future<Void> written = stream.end(flight.request.body());
        if (written.failed()) {
            retire();
            end(flight, REFUSED);
        } else if (!written.isComplete()) {
            withdraw(flight, stream, written);
        }
    }

    private void withdraw(Flight flight, HttpClientRequest stream, Future<Void> written) {
        resting = true;
        restUntilNanos = System.nanoTime() + REST_NANOS;
        flights.remove(flight);
        flight.withdrawn = true;
        written.onComplete(
                done -> {
                    if (flight.end()) {
                        owner.ended(flight, RESET);
                    }
                },
                failure -> {
                    if (flight.end()) {
                        owner.ended(flight, REFUSED);
                    }
                });
        stream.reset(CANCEL);
    }

    private void read(Flight flight, HttpClientResponse head) {
        flight.head = head;
        answered = true;
        resting = false;
        provenNanos = Math.max(provenNanos, flight.writtenNanos);
        head.exceptionHandler(failure -> end(flight, new Exchange.Unknown(UnknownCause.PROTOCOL)));
        head.handler(chunk -> collect(flight, chunk));
        head.endHandler(v -> {
            byte[] body = flight.body == null ? new byte[0] : flight.body.getBytes();
            end(flight, new Exchange.Answered(head.statusCode(), head.headers(), body));
        });
    }

    private void collect(Flight flight, Buffer chunk) {
        int length = flight.body == null ? 0 : flight.body.length();
        if (length + chunk.length() > MAX_BODY) {
            end(flight, new Exchange.Unknown(UnknownCause.PROTOCOL));
            reset(flight);
        } else if (flight.body == null) {
            flight.body = chunk;
        } else {
            flight.body = Buffer.buffer(length + chunk.length())
                    .appendBuffer(flight.body)
                    .appendBuffer(chunk);
        }
    }

    private void failed(Flight flight, Throwable failure) {
        if (flight.ended() || flight.withdrawn) {
            return;
        }
        switch (failure) {
            case StreamResetException reset -> end(flight, reset.getCode() == REFUSED_STREAM ? REFUSED : RESET);
            case HttpClosedException _ when goneAway -> fellAfterGoAway(flight);
            case HttpClosedException _ -> end(flight, RESET);
            default -> end(flight, new Exchange.Unknown(UnknownCause.PROTOCOL));
        }
    }

    // Not by the exception's own goAway(): it copies a buffer that Vert.x 5.0.8 has released by then.
    private void fellAfterGoAway(Flight flight) {
        HttpClientRequest stream = flight.stream;
        if (stream != null && stream.streamId() > lastStream) {
            end(flight, REFUSED);
        } else {
            // Only after this turn of the loop is it known whether the stream fell alone or the connection with it.
            context.runOnContext(v -> end(flight, closed ? RESET : REFUSED));
        }
    }

    /// Ends what has waited too long, asks for signs of life, and lets go of what is done with.
    void tick(long nowNanos) {
        expire(nowNanos);
        if (closed) {
            return;
        }
        if (retired && flights.isEmpty()) {
            abort(UnknownCause.RESET);
        } else if (multiplexed) {
            keepAlive(nowNanos);
        } else if (flights.isEmpty()
                && nowNanos - usedNanos > options.idleTimeout().toNanos()) {
            retire();
            abort(UnknownCause.RESET);
        }
    }

    private void expire(long nowNanos) {
        List<Flight> late = new ArrayList<>();
        for (Flight flight : flights) {
            if (nowNanos - flight.writtenNanos < options.requestTimeout().toNanos()) {
                break;
            }
            late.add(flight);
        }
        boolean unproven = false;
        for (Flight flight : late) {
            unproven |= provenNanos < flight.writtenNanos;
            end(flight, new Exchange.Unknown(UnknownCause.TIMEOUT));
            reset(flight);
        }
        if (unproven) {
            abort(UnknownCause.TIMEOUT);
        }
    }

    private void keepAlive(long nowNanos) {
        long timeout = options.requestTimeout().toNanos();
        long interval = flights.isEmpty() ? options.idleTimeout().toNanos() : timeout / 4;
        if (pinging) {
            if (nowNanos - pingNanos > timeout / 2) {
                abort(UnknownCause.TIMEOUT);
            }
        } else if (nowNanos - pingNanos > interval) {
            ping(nowNanos);
        }
    }

    private void ping(long nowNanos) {
        pinging = true;
        pingNanos = nowNanos;
        connection.ping(Buffer.buffer().appendLong(nowNanos)).onComplete(pong -> {
            pinging = false;
            if (pong.succeeded()) {
                provenNanos = Math.max(provenNanos, nowNanos);
            }
        });
    }

    /// Takes nothing new; what is in flight may still be answered.
    void retire() {
        if (!retired) {
            retired = true;
            owner.retired(this);
        }
    }

    /// Cuts the connection at once and ends what is in flight as unknown.
    void abort(UnknownCause cause) {
        retire();
        if (!closed) {
            connection.shutdown(0, TimeUnit.SECONDS);
            finish(new Exchange.Unknown(cause));
        }
    }

    private void onClosed() {
        retire();
        if (!closed) {
            closed = true;
            // Vert.x tells each stream on its own; whatever it forgot ends after it has had its say.
            context.runOnContext(v -> sweep(RESET));
            owner.closed(this);
        }
    }

    private void finish(Exchange exchange) {
        closed = true;
        sweep(exchange);
        owner.closed(this);
    }

    private void sweep(Exchange exchange) {
        for (Flight flight : List.copyOf(flights)) {
            end(flight, exchange);
        }
    }

    private void end(Flight flight, Exchange exchange) {
        flights.remove(flight);
        if (flight.end()) {
            owner.ended(flight, exchange);
        }
    }

    private static void reset(Flight flight) {
        if (flight.stream != null) {
            flight.stream.reset(CANCEL);
        }
    }

    private boolean resting(long nowNanos) {
        resting = resting && nowNanos < restUntilNanos;
        return resting;
    }
}
