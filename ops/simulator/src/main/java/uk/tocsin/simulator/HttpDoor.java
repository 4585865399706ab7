package uk.tocsin.simulator;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.PemKeyCertOptions;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// An HTTP server on 127.0.0.1 that can be shut and opened again on the same port, and that can tell its
/// connections to
/// go away. Owned by one event loop.
final class HttpDoor {

    static final String HOST = "127.0.0.1";
    /// FCM's limit of concurrent streams a connection; used for every server here.
    static final int MAX_STREAMS = 100;

    private static final int GRACE_SECONDS = 30;

    private final Vertx vertx;
    private final HttpServerOptions options;
    private final Handler<HttpServerRequest> handler;
    private final Set<HttpConnection> connections = new HashSet<>();
    private @Nullable HttpServer server;
    private Future<Void> turn = Future.succeededFuture();
    private int port;

    HttpDoor(Vertx vertx, HttpServerOptions options, int port, Handler<HttpServerRequest> handler) {
        this.vertx = vertx;
        this.options = options;
        this.port = port;
        this.handler = handler;
    }

    /// HTTP/1.1 and HTTP/2 without TLS.
    static HttpServerOptions plain() {
        return new HttpServerOptions()
                .setHost(HOST)
                .setAcceptBacklog(1024)
                .setInitialSettings(new Http2Settings().setMaxConcurrentStreams(MAX_STREAMS))
                .setHttp2ConnectionWindowSize(1 << 20)
                // A client that gives up on silent streams resets many: that is its right here.
                .setHttp2RstFloodMaxRstFramePerWindow(Integer.MAX_VALUE);
    }

    /// HTTP/2, or HTTP/1.1 for who asks, with TLS and ALPN.
    static HttpServerOptions tls(Credentials credentials) {
        return plain().setSsl(true)
                .setUseAlpn(true)
                .setAlpnVersions(List.of(HttpVersion.HTTP_2, HttpVersion.HTTP_1_1))
                .setKeyCertOptions(new PemKeyCertOptions()
                        .addCertValue(Buffer.buffer(credentials.certificatePem()))
                        .addKeyValue(Buffer.buffer(credentials.keyPem())));
    }

    /// Listens; from the second time on the port of the first.
    Future<Integer> open() {
        HttpServer fresh = vertx.createHttpServer(options)
                .requestHandler(handler)
                .connectionHandler(connection -> {
                    connections.add(connection);
                    connection.closeHandler(closed -> connections.remove(connection));
                });
        server = fresh;
        return fresh.listen(port, HOST).map(listening -> {
            port = listening.actualPort();
            return port;
        });
    }

    /// Refuses connections and cuts those that exist.
    private Future<Void> shut() {
        HttpServer open = server;
        server = null;
        return open == null ? Future.succeededFuture() : open.close();
    }

    /// Opens or shuts as asked, after what was asked before; nothing when it is so already. The port of a server that
    /// is still closing cannot be listened on.
    Future<Void> shutIf(boolean down) {
        turn = turn.transform(done -> down ? shut() : openIfShut());
        return turn;
    }

    private Future<Void> openIfShut() {
        return server == null ? open().mapEmpty() : Future.succeededFuture();
    }

    /// Sends GOAWAY on every HTTP/2 connection; streams under way may end. HTTP/1.1 connections close when idle.
    void goAway() {
        Set.copyOf(connections).forEach(HttpDoor::goAway);
    }

    static void goAway(HttpConnection connection) {
        connection.shutdown(GRACE_SECONDS, TimeUnit.SECONDS);
    }

    /// The request's path, "" when it has none.
    static String path(HttpServerRequest request) {
        String path = request.path();
        return path == null ? "" : path;
    }

    int port() {
        return port;
    }

    /// Cuts off a request without an answer: the stream in HTTP/2, else the connection.
    static void reset(HttpServerRequest request) {
        if (request.version() == HttpVersion.HTTP_2) {
            request.response().reset(2); // INTERNAL_ERROR (RFC 9113, section 7)
        } else {
            request.connection().close();
        }
    }
}
