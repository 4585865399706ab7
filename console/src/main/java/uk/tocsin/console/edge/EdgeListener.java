package uk.tocsin.console.edge;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import uk.tocsin.engine.EngineMeters;
import uk.tocsin.journal.JournalException;

/// One HTTP listener of the edge, on one event loop; several share a port. Finds the door of a request's route,
/// reads the body within its limits, and writes the answer. Plain text comparison instead of a router: receipts
/// are the hot path.
final class EdgeListener extends VerticleBase {
    /// A receipt's request line is about 80 characters, a page's fewer.
    private static final int MAX_LINE = 1024;
    /// A browser's headers are about 1 KB, Twilio's about 2.
    private static final int MAX_HEADERS = 8 << 10;
    /// Longer than Twilio and proxies keep an idle connection, shorter than a slow attacker likes.
    private static final int IDLE_SECONDS = 60;

    private static final Duration CLOSING = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(EdgeListener.class);

    /// What every listener of an edge shares.
    ///
    /// @param host where it listens
    /// @param port negative for any free one, which the listeners share
    /// @param base the path that the public address begins with; usually empty
    /// @param nanos monotonic time
    record Setup(
            String host,
            int port,
            String base,
            boolean secure,
            Map<Route, Door> doors,
            Guard guard,
            EdgeMeters meters,
            EngineMeters engineMeters,
            Page page,
            LongSupplier nanos) {}

    /// A request under way.
    private record Call(HttpServerRequest request, Route route, long begunNanos) {}

    private final Setup setup;
    private @Nullable HttpServer server;
    private volatile boolean closing;

    EdgeListener(Setup setup) {
        this.setup = setup;
    }

    @Override
    public Future<?> start() {
        HttpServer listening = vertx.createHttpServer(new HttpServerOptions()
                .setHost(setup.host())
                .setPort(setup.port())
                .setHttp2ClearTextEnabled(false)
                .setMaxInitialLineLength(MAX_LINE)
                .setMaxHeaderSize(MAX_HEADERS)
                .setHandle100ContinueAutomatically(true)
                .setIdleTimeout(IDLE_SECONDS)
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setTcpNoDelay(true));
        listening.connectionHandler(connection -> {
            if (setup.guard().enters(connection.remoteAddress())) {
                connection.closeHandler(_ -> setup.guard().left(connection.remoteAddress()));
            } else {
                setup.meters().connectionRefused();
                connection.close();
            }
        });
        listening.requestHandler(this::request);
        listening.invalidRequestHandler(this::invalid);
        server = listening;
        return listening.listen();
    }

    /// Refuses everything from now on with 503.
    void refuseAll() {
        closing = true;
    }

    @Override
    public Future<?> stop() {
        HttpServer listening = server;
        return listening == null ? Future.succeededFuture() : listening.shutdown(CLOSING.toSeconds(), TimeUnit.SECONDS);
    }

    int port() {
        return server == null ? 0 : server.actualPort();
    }

    private void request(HttpServerRequest request) {
        String path = request.path() == null ? "" : request.path();
        String rest =
                path.startsWith(setup.base()) ? path.substring(setup.base().length()) : "";
        Route route = Route.of(rest);
        Call call = new Call(request, route, setup.nanos().getAsLong());
        boolean reads =
                request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD);
        boolean writes = request.method().equals(HttpMethod.POST);
        if (closing) {
            write(call, Answer.refused(Refusal.CLOSING));
        } else if (route == Route.NONE) {
            refuse(call, Answer.NOT_HERE);
        } else if (reads && route.readable()) {
            if (setup.guard().spend(request)) {
                answer(new Inquiry(request, route.rest(rest), Buffer.buffer()), call);
            } else {
                write(call, Answer.refused(Refusal.TOO_FAST).with("Retry-After", "5"));
            }
        } else if (writes
                && route.writable()
                && route.rations()
                && !setup.guard().spend(request)) {
            write(call, Answer.refused(Refusal.TOO_FAST).with("Retry-After", "5"));
        } else if (writes && route.writable()) {
            BodyReader.read(vertx, request, route.maxBody())
                    .onSuccess(body -> answer(new Inquiry(request, route.rest(rest), body), call))
                    .onFailure(failure -> unread(call, failure));
        } else {
            refuse(call, Answer.notAllowed(route.methods()));
        }
    }

    /// Something with a line or headers that are too long, or no HTTP at all.
    private void invalid(HttpServerRequest request) {
        Call call = new Call(request, Route.NONE, setup.nanos().getAsLong());
        int status = Parting.status(request.decoderResult().cause());
        Answer answer = Answer.NOT_HERE.status(status).with("Connection", "close");
        vertx.setTimer(Parting.MOMENT_MS, _ -> write(call, answer));
    }

    /// The rest of such a body is not worth reading.
    private void unread(Call call, Throwable failure) {
        Refusal why = failure instanceof BodyReader.Unread unread ? unread.why() : Refusal.FAILED;
        call.request().response().putHeader("Connection", "close");
        refuse(call, Answer.refused(why));
    }

    private void answer(Inquiry inquiry, Call call) {
        Door door = setup.doors().get(call.route());
        Future<Answer> answer;
        try {
            answer = door == null ? Future.succeededFuture(Answer.NOT_HERE) : door.answer(inquiry);
        } catch (RuntimeException e) {
            answer = Future.failedFuture(e);
        }
        if (answer.succeeded()) {
            conclude(call, answer.result());
            return;
        }
        then(call.request(), answer, done -> {
            conclude(call, done.succeeded() ? done.result() : failed(call.route(), done.cause()));
        });
    }

    /// Goes on with a request when a future completes, on the listener's own context: the engine's futures complete
    /// on its contexts, where a failure of ours would end the process. Here it ends the connection.
    private void then(HttpServerRequest request, Future<Answer> future, Handler<AsyncResult<Answer>> next) {
        future.onComplete((AsyncResult<Answer> done) -> context.runOnContext(_ -> {
            try {
                next.handle(done);
            } catch (RuntimeException e) {
                LOG.error("edge: an answer could not be written", e);
                request.connection().close();
            }
        }));
    }

    private Answer failed(Route route, Throwable failure) {
        Refusal why = failure instanceof JournalException journal
                ? journal.kind() == JournalException.Kind.CLOSED ? Refusal.CLOSING : Refusal.FULL
                : Refusal.FAILED;
        if (why == Refusal.FAILED) {
            LOG.error("edge, {}: a request failed", route.word(), failure);
        }
        Answer answer = Answer.refused(why).with("Retry-After", "5");
        return route.forPeople() ? answer.withPage(setup.page().both(Phrase.TROUBLE, Phrase.TROUBLE_TEXT)) : answer;
    }

    private void conclude(Call call, Answer answer) {
        if (answer.refusal() == null || !answer.refusal().theirs()) {
            write(call, answer);
        } else {
            refuse(call, answer);
        }
    }

    /// Writes a refusal that counts against the client's share; with nothing left of it the connection ends too.
    private void refuse(Call call, Answer answer) {
        if (!setup.guard().spend(call.request())) {
            call.request().response().putHeader("Connection", "close");
        }
        write(call, answer);
    }

    private void write(Call call, Answer answer) {
        setup.meters().request(call.route(), answer.status(), setup.nanos().getAsLong() - call.begunNanos());
        if (answer.refusal() != null) {
            setup.engineMeters().receiptRefused(answer.refusal());
        }
        HttpServerResponse response = call.request().response();
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(answer.status());
        harden(response);
        answer.headers().forEach(response::putHeader);
        boolean closes = "close".equals(response.headers().get("Connection"));
        Future<Void> written = response.end(answer.body());
        if (closes) {
            Parting.after(vertx, call.request(), written);
        }
    }

    private void harden(HttpServerResponse response) {
        response.putHeader("Cache-Control", "no-store")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("X-Robots-Tag", "noindex, nofollow, noarchive")
                .putHeader("Cross-Origin-Resource-Policy", "same-origin")
                .putHeader(ContentPolicy.HEADER, ContentPolicy.USUAL);
        if (setup.secure()) {
            response.putHeader("Strict-Transport-Security", "max-age=31536000");
        }
    }
}
