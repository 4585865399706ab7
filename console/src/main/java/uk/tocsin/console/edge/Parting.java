package uk.tocsin.console.edge;

import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;

/// The end of a connection whose client may still be sending. A connection that ends with something unread takes the
/// answer with it (RFC 9112, 9.6): so what still comes of the request is thrown away, for a moment at most. For the
/// request's event loop.
final class Parting {
    /// An answer crosses the slowest line in less.
    private static final long PATIENCE_MS = 1_000;

    /// What comes of something that is no request is thrown away for so long before it is answered: the answer ends the
    /// connection at once.
    static final long MOMENT_MS = 100;

    private static final int BAD_REQUEST = 400;
    private static final int TOO_LONG_LINE = 414;
    private static final int TOO_LARGE_HEADERS = 431;

    private Parting() {}

    /// Ends the connection once the answer is written and the request has been read, or its time is over.
    static void after(Vertx vertx, HttpServerRequest request, Future<Void> written) {
        long timer = vertx.setTimer(PATIENCE_MS, _ -> request.connection().close());
        Future<Void> read = request.isEnded() ? Future.succeededFuture() : request.end();
        Future.join(written, read).onComplete(_ -> {
            vertx.cancelTimer(timer);
            request.connection().close();
        });
    }

    /// What to answer to something that is not a request of ours.
    static int status(Throwable cause) {
        return switch (cause) {
            case TooLongHttpLineException _ -> TOO_LONG_LINE;
            case TooLongFrameException _ -> TOO_LARGE_HEADERS;
            default -> BAD_REQUEST;
        };
    }
}
