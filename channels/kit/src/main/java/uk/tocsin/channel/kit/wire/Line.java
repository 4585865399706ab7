package uk.tocsin.channel.kit.wire;

import io.vertx.core.Vertx;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpConnectOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.internal.ContextInternal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import uk.tocsin.model.UnknownCause;

/// One place of a wire's fixed set of connections: it connects, connects again after a pause when that fails or
/// the connection is lost, and keeps those that are being retired until their last answer. Confined to the
/// event loop.
final class Line implements LiveConnection.Owner {
    /// The first pause after a failed attempt; each further one doubles it.
    private static final long FIRST_PAUSE_MS = 100;
    /// A provider that comes back is found within this, in milliseconds.
    private static final long LONGEST_PAUSE_MS = 10_000;

    /// Told what happens on any line.
    interface Owner {
        void ended(Flight flight, Exchange exchange);

        void connected(Line line);

        void connectFailed(Throwable cause);

        void disconnected();
    }

    private final Vertx vertx;
    private final ContextInternal context;
    private final WireOptions options;
    private final HttpClientOptions clientOptions;
    private final Owner owner;
    private final List<LiveConnection> retiring = new ArrayList<>();
    private HttpClientAgent client;
    private @Nullable LiveConnection current;
    private int failures;
    private int attempt;
    private boolean stopped;

    Line(Vertx vertx, ContextInternal context, WireOptions options, Owner owner) {
        this.vertx = vertx;
        this.context = context;
        this.options = options;
        this.owner = owner;
        clientOptions = clientOptions(options);
        client = newClient();
    }

    private static HttpClientOptions clientOptions(WireOptions options) {
        boolean http2 = options.protocol() == WireOptions.Protocol.HTTP_2;
        int connectMs = Math.toIntExact(options.connectTimeout().toMillis());
        HttpClientOptions client = new HttpClientOptions()
                .setProtocolVersion(http2 ? HttpVersion.HTTP_2 : HttpVersion.HTTP_1_1)
                .setHttp2ClearTextUpgrade(false)
                .setHttp2MultiplexingLimit(WireOptions.STREAMS_PER_CONNECTION)
                .setInitialSettings(new Http2Settings().setPushEnabled(false))
                .setPipelining(false)
                .setConnectTimeout(connectMs)
                .setSslHandshakeTimeout(connectMs)
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setSoLinger(0) // closing aborts: nothing that still sits in the socket leaves afterwards
                .setTcpUserTimeout(Math.toIntExact(options.requestTimeout().toMillis()))
                .setTcpNoDelay(true)
                .setSsl(options.secure())
                .setUseAlpn(options.secure() && http2)
                .setVerifyHost(true);
        options.trust().ifPresent(pem -> client.setTrustOptions(Trust.with(pem)));
        return client;
    }

    private HttpClientAgent newClient() {
        return vertx.httpClientBuilder()
                .with(clientOptions)
                .with(new PoolOptions().setCleanerPeriod(0)) // its pool is never used
                .build();
    }

    /// The connection that takes requests, if it is there.
    @Nullable
    LiveConnection current() {
        return current;
    }

    void connect() {
        if (stopped) {
            return;
        }
        int mine = ++attempt;
        vertx.setTimer(options.connectTimeout().toMillis(), id -> giveUp(mine));
        HttpConnectOptions target =
                new HttpConnectOptions().setHost(options.origin().getHost()).setPort(options.port());
        client.connect(target).onComplete(done -> {
            if (done.succeeded()) {
                opened(mine, done.result());
            } else if (mine == attempt && current == null) {
                failed(done.cause());
            }
        });
    }

    private void opened(int mine, HttpClientConnection connection) {
        if (stopped || mine != attempt) {
            connection.shutdown(0, TimeUnit.SECONDS);
            return;
        }
        attempt++; // its timer is void
        current = new LiveConnection(context, connection, options, this);
        owner.connected(this);
    }

    private void giveUp(int mine) {
        if (mine == attempt && current == null && !stopped) {
            HttpClientAgent stuck = client;
            client = newClient();
            stuck.close(); // the only way to be rid of a connection that is open but never answered
            failed(new java.util.concurrent.TimeoutException("no connection within " + options.connectTimeout()));
        }
    }

    private void failed(Throwable cause) {
        attempt++;
        failures++;
        owner.connectFailed(cause);
        pauseAndConnect();
    }

    private void pauseAndConnect() {
        if (stopped) {
            return;
        }
        long pause = failures == 0 ? 1 : Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS << Math.min(failures - 1, 16));
        vertx.setTimer(1 + ThreadLocalRandom.current().nextLong(pause / 2, pause + 1), id -> connect());
    }

    void tick(long nowNanos) {
        if (current != null) {
            current.tick(nowNanos);
        }
        for (LiveConnection connection : List.copyOf(retiring)) {
            connection.tick(nowNanos);
        }
    }

    void stop() {
        stopped = true;
        if (current != null) {
            current.abort(UnknownCause.RESET);
        }
        for (LiveConnection connection : List.copyOf(retiring)) {
            connection.abort(UnknownCause.RESET);
        }
        client.close();
    }

    @Override
    public void ended(Flight flight, Exchange exchange) {
        owner.ended(flight, exchange);
    }

    @Override
    public void retired(LiveConnection connection) {
        retiring.add(connection);
        if (connection == current) {
            current = null;
            // One that closes before it ever answered is as good as a failed attempt.
            failures = connection.answered() ? 0 : failures + 1;
            pauseAndConnect();
        }
    }

    @Override
    public void closed(LiveConnection connection) {
        retiring.remove(connection);
        owner.disconnected();
    }
}
