package uk.tocsin.channel.kit.wire;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// A server on loopback that does to each request what a test says, and counts.
final class HostileServer implements AutoCloseable {
    final AtomicInteger streams = new AtomicInteger();
    final AtomicInteger received = new AtomicInteger();
    final List<HttpConnection> connections = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private final String scheme;
    private volatile Handler<HttpServerRequest> behaviour = HostileServer::answer;

    HostileServer(Vertx vertx, HttpServerOptions options) throws Exception {
        scheme = options.isSsl() ? "https" : "http";
        server = vertx.createHttpServer(options);
        server.connectionHandler(connection -> {
            connection.exceptionHandler(failure -> {}); // clients abort on purpose here
            connections.add(connection);
        });
        server.requestHandler(this::handle);
        join(server.listen(0, "localhost"));
    }

    HostileServer(Vertx vertx) throws Exception {
        this(vertx, new HttpServerOptions());
    }

    /// What happens to a request that has arrived whole.
    void then(Handler<HttpServerRequest> next) {
        behaviour = next;
    }

    private void handle(HttpServerRequest request) {
        streams.incrementAndGet();
        request.exceptionHandler(failure -> {});
        request.response().exceptionHandler(failure -> {});
        request.body().onSuccess(body -> {
            received.incrementAndGet();
            behaviour.handle(request);
        });
    }

    static void answer(HttpServerRequest request) {
        request.response()
                .setStatusCode(200)
                .putHeader("x-path", request.path())
                .end("ok");
    }

    static void silence(HttpServerRequest request) {
        request.response().setWriteQueueMaxSize(1);
    }

    void cutAll() {
        connections.forEach(connection -> connection.shutdown(0, TimeUnit.SECONDS));
        connections.clear();
    }

    int port() {
        return server.actualPort();
    }

    URI origin() {
        return URI.create(scheme + "://localhost:" + port());
    }

    @Override
    public void close() {
        server.close().toCompletionStage().toCompletableFuture().join();
    }

    static <T> T join(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
