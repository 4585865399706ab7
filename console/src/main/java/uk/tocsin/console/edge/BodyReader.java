package uk.tocsin.console.edge;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/// Reads a body up to a limit and within a time. Confined to the request's event loop.
final class BodyReader {
    /// A phone on a poor line needs a second or two for 32 KB; ten are generous.
    private static final long LONGEST_MS = 10_000;

    private final Promise<Buffer> whole = Promise.promise();
    private final int limit;
    private Buffer body = Buffer.buffer();

    /// Why there is no body.
    static final class Unread extends Exception {
        private static final long serialVersionUID = 1L;
        private final Refusal why;

        Unread(Refusal why) {
            super(why.word(), null, false, false);
            this.why = why;
        }

        Refusal why() {
            return why;
        }
    }

    private BodyReader(int limit) {
        this.limit = limit;
    }

    /// The body; fails with [Unread] when it is too long or too slow.
    static Future<Buffer> read(Vertx vertx, HttpServerRequest request, int limit) {
        String declared = request.getHeader("Content-Length");
        if (declared != null && (declared.length() > 9 || Integer.parseInt(declared) > limit)) {
            return Future.failedFuture(new Unread(Refusal.TOO_LARGE));
        }
        BodyReader reader = new BodyReader(limit);
        long timer = vertx.setTimer(LONGEST_MS, _ -> reader.whole.tryFail(new Unread(Refusal.TOO_SLOW)));
        request.handler(reader::more);
        request.endHandler(_ -> reader.whole.tryComplete(reader.body));
        request.exceptionHandler(_ -> reader.whole.tryFail(new Unread(Refusal.MALFORMED)));
        return reader.whole.future().onComplete(_ -> vertx.cancelTimer(timer));
    }

    private void more(Buffer part) {
        if (body.length() + part.length() > limit) {
            whole.tryFail(new Unread(Refusal.TOO_LARGE));
        } else if (!whole.future().isComplete()) {
            body = body.length() == 0 ? part : body.appendBuffer(part);
        }
    }
}
