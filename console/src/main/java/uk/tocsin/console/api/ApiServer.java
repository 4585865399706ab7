package uk.tocsin.console.api;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import uk.tocsin.console.Installation;
import uk.tocsin.control.StaffView;
import uk.tocsin.journal.JournalException;

/// The console's HTTP server: the REST API for staff, health and metrics. Inside only; the internet talks to
/// the edge.
public final class ApiServer {
    private static final Logger LOG = LoggerFactory.getLogger(ApiServer.class);
    private static final long MAX_BODY = 8L << 20;
    private static final String CALLER = "caller";

    private final Installation house;
    private final Router router;

    /// The API of this installation.
    public ApiServer(Installation house) {
        this.house = house;
        this.router = Router.router(house.vertx());
        Acts acts = new Acts(house.engine(), house.clock(), house::newId);
        router.route().handler(ApiServer::harden);
        new HealthRoutes(house).mount(router);
        router.route("/api/*").handler(BodyHandler.create(false).setBodyLimit(MAX_BODY));
        router.route("/api/*").handler(this::authenticate);
        new AlertRoutes(house, acts).mount(this);
        new QueryRoutes(house, acts).mount(this);
        new PeopleRoutes(house, acts).mount(this);
        router.route().failureHandler(this::failed);
        router.errorHandler(404, c -> write(c, new Problem(404, "not-found", "there is nothing at this address")));
        router.errorHandler(405, c -> write(c, new Problem(405, "method", "this address does not do that")));
    }

    private static void harden(RoutingContext context) {
        context.response()
                .putHeader("Cache-Control", "no-store")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        context.next();
    }

    /// Listens; completes with the server, whose port may have been chosen by the system.
    public Future<HttpServer> listen(String host, int port) {
        return house.vertx()
                .createHttpServer(
                        new HttpServerOptions().setHost(host).setPort(port).setIdleTimeout(120))
                .requestHandler(router)
                .listen();
    }

    Router router() {
        return router;
    }

    private void authenticate(RoutingContext context) {
        String header = context.request().getHeader("Authorization");
        if (header == null || !header.startsWith("Bearer ")) {
            context.response().putHeader("WWW-Authenticate", "Bearer");
            write(context, new Problem(401, "no-token", "Authorization: a bearer token is needed"));
            return;
        }
        house.staff()
                .whose(header.substring("Bearer ".length()).strip())
                .compose(staff -> house.engine()
                        .control(state -> staff.isEmpty()
                                ? Optional.<StaffView>empty()
                                : state.staff(staff.getAsInt()).filter(StaffView::active)))
                .onSuccess(found -> found.ifPresentOrElse(
                        view -> {
                            context.put(CALLER, new Caller(view.staff(), Set.copyOf(view.roles())));
                            context.next();
                        },
                        () -> {
                            context.response().putHeader("WWW-Authenticate", "Bearer error=\"invalid_token\"");
                            write(context, new Problem(401, "unknown-token", "Authorization: this token is not known"));
                        }))
                .onFailure(context::fail);
    }

    static Caller caller(RoutingContext context) {
        return Objects.requireNonNull(context.<Caller>get(CALLER), CALLER);
    }

    /// A handler whose failures are written as problems, and whose answer is JSON with this status.
    Handler<RoutingContext> json(int status, BiFunction<RoutingContext, Caller, Future<?>> work) {
        return context -> {
            Future<?> answer;
            try {
                answer = work.apply(context, caller(context));
            } catch (RuntimeException e) {
                answer = Future.failedFuture(e);
            }
            answer.onSuccess(body -> {
                context.response().setStatusCode(status);
                if (body == null) {
                    context.response().end();
                } else {
                    context.response()
                            .putHeader("Content-Type", "application/json")
                            .end(body.toString());
                }
            });
            answer.onFailure(context::fail);
        };
    }

    /// The request's body as a JSON object; an empty body is an empty object.
    static JsonObject body(RoutingContext context) {
        if (context.body().length() <= 0) {
            return new JsonObject();
        }
        try {
            JsonObject body = context.body().asJsonObject();
            if (body != null) {
                return body;
            }
        } catch (DecodeException | ClassCastException e) {
            throw new Problem(400, "malformed", "the body is not a JSON object");
        }
        throw new Problem(400, "malformed", "the body is not a JSON object");
    }

    private void failed(RoutingContext context) {
        Throwable failure = context.failure();
        switch (failure) {
            case Problem problem -> write(context, problem);
            case JournalException e
            when e.kind() == JournalException.Kind.FULL ->
                write(context, new Problem(503, "full", "there is no room: nothing was changed; try again later"));
            case JournalException _ -> write(context, new Problem(503, "closing", "the server is stopping"));
            case null -> write(context, new Problem(context.statusCode(), "refused", "the request was refused"));
            default -> {
                if (context.statusCode() >= 500) {
                    LOG.error("{} {} failed", context.request().method(), context.currentRoute(), failure);
                    write(context, new Problem(500, "internal", "the server failed; the failure is logged"));
                } else {
                    write(context, new Problem(context.statusCode(), "refused", "the request was refused"));
                }
            }
        }
    }

    private static void write(RoutingContext context, Problem problem) {
        if (!context.response().ended()) {
            context.response()
                    .setStatusCode(problem.status())
                    .putHeader("Content-Type", "application/problem+json")
                    .end(problem.body().encode());
        }
    }
}
