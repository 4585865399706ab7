package uk.tocsin.console.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import uk.tocsin.console.Installation;
import uk.tocsin.control.Role;
import uk.tocsin.control.StaffView;
import uk.tocsin.journal.JournalException;
import uk.tocsin.register.RegisterException;

/// The console's HTTP server: the REST API for staff, health and metrics. Inside only; the internet talks to
/// the edge.
public final class ApiServer {
    private static final Logger LOG = LoggerFactory.getLogger(ApiServer.class);
    private static final long MAX_BODY = 8L << 20;
    private static final String CALLER = "caller";
    private static final int IDLE_SECONDS = 120;
    private static final JsonFactory STRICT = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final Installation house;
    private final Router router;
    private final List<Route> routes = new ArrayList<>();

    private ApiServer(Installation house, Router router) {
        this.house = house;
        this.router = router;
        router.route().handler(ApiServer::harden);
        new HealthRoutes(house).mount(this);
    }

    /// Health and metrics alone: for a node that does not serve staff.
    public static Handler<HttpServerRequest> healthOnly(Installation house) {
        return new ApiServer(house, Router.router(house.vertx())).handler();
    }

    /// The API of this installation.
    public ApiServer(Installation house) {
        this(house, Router.router(house.vertx()));
        AuditLog audit = new AuditLog(house);
        Acts acts = new Acts(house, audit);
        new Contract().mount(this);
        router.route("/api/*").handler(this::authenticate);
        router.route("/api/*").handler(BodyHandler.create(false).setBodyLimit(MAX_BODY));
        new AlertRoutes(house, acts).mount(this);
        new AlertViews(house, acts).mount(this);
        new QueryRoutes(house, acts).mount(this);
        new StaffRoutes(house, acts).mount(this);
        new RegisterRoutes(house, acts).mount(this);
        new PolicyRoutes(house, acts).mount(this);
        new HoldingRoutes(house, acts).mount(this);
        new OnePersonRoutes(house, acts).mount(this);
        new ProposalRoutes(house, acts).mount(this);
        new AuditRoutes(house, audit).mount(this);
        new MaintenanceRoutes(house).mount(this);
        router.route().failureHandler(this::failed);
        router.errorHandler(400, c -> write(c, new Problem(400, "malformed", "the request cannot be understood")));
        router.errorHandler(404, c -> write(c, new Problem(404, "not-found", "there is nothing at this address")));
        router.errorHandler(405, c -> write(c, new Problem(405, "method", "this address does not do that")));
        router.errorHandler(500, this::failed);
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
                .createHttpServer(new HttpServerOptions()
                        .setHost(host)
                        .setPort(port)
                        .setIdleTimeout(IDLE_SECONDS)
                        .setHttp2ClearTextEnabled(false))
                .requestHandler(router)
                .listen();
    }

    /// Takes every request for the API, health and metrics.
    public Handler<HttpServerRequest> handler() {
        return router;
    }

    /// Every route, in no order.
    List<Route> routes() {
        return List.copyOf(routes);
    }

    /// Every address the router itself answers, to be compared with [#routes].
    Set<String> mounted() {
        return router.getRoutes().stream()
                .filter(route -> route.methods() != null)
                .flatMap(route -> route.methods().stream().map(method -> method + " " + route.getPath()))
                .collect(Collectors.toUnmodifiableSet());
    }

    /// Adds a route that takes no token.
    void open(String path, Handler<RoutingContext> handler) {
        routes.add(new Route(HttpMethod.GET, path, Set.of()));
        router.get(path).handler(handler);
    }

    /// Adds a route for members of staff with one of these roles, or for all of them if none is named. Its
    /// failures are written as problems, and its answer is JSON with this status.
    void route(HttpMethod method, String path, int status, Work work, Role... roles) {
        Route route = new Route(method, path, Set.of(roles));
        routes.add(route);
        router.route(method, route.pattern()).handler(context -> {
            Future<?> answer;
            try {
                caller(context).needs(route.roles());
                answer = work.of(context, caller(context));
            } catch (RuntimeException e) {
                answer = Future.failedFuture(e);
            }
            then(context, answer, done -> {
                if (done.succeeded() && done.result() instanceof Reply reply) {
                    answer(context, reply.status(), reply.body());
                } else if (done.succeeded()) {
                    answer(context, status, done.result());
                } else {
                    context.fail(done.cause());
                }
            });
        });
    }

    /// Goes on with a request when a future completes, on the context that the request came in on, which calls
    /// this. The engine's futures complete on its own contexts, where a failure of ours would end the process.
    static <T> void then(RoutingContext request, Future<T> future, Handler<AsyncResult<T>> next) {
        Context own = request.vertx().getOrCreateContext();
        future.onComplete((AsyncResult<T> done) -> own.runOnContext(_ -> {
            try {
                next.handle(done);
            } catch (RuntimeException e) {
                request.fail(e);
            }
        }));
    }

    private static void answer(RoutingContext context, int status, Object body) {
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(body.toString());
    }

    /// Nothing of a body is read before its sender is known.
    private void authenticate(RoutingContext context) {
        String header = context.request().getHeader("Authorization");
        if (header == null || !header.startsWith("Bearer ")) {
            context.response().putHeader("WWW-Authenticate", "Bearer");
            write(context, new Problem(401, "no-token", "Authorization: a bearer token is needed"));
            return;
        }
        context.request().pause();
        then(context, staff(header.substring("Bearer ".length()).strip()), found -> {
            if (found.failed()) {
                context.fail(found.cause());
            } else if (found.result().isEmpty()) {
                context.response().putHeader("WWW-Authenticate", "Bearer error=\"invalid_token\"");
                write(context, new Problem(401, "unknown-token", "Authorization: this token is not known"));
            } else {
                StaffView view = found.result().get();
                context.put(CALLER, new Caller(view.staff(), Set.copyOf(view.roles())));
                context.next();
            }
            context.request().resume();
        });
    }

    private Future<Optional<StaffView>> staff(String token) {
        return house.staff()
                .whose(token)
                .compose(staff -> house.engine()
                        .control(state -> staff.isEmpty()
                                ? Optional.empty()
                                : state.staff(staff.getAsInt()).filter(StaffView::active)));
    }

    private static Caller caller(RoutingContext context) {
        return Objects.requireNonNull(context.<Caller>get(CALLER), CALLER);
    }

    /// The request's body as a JSON object; an empty body is an empty object. A body that names a field twice is
    /// refused: readers differ about which one counts.
    static JsonObject body(RoutingContext context) {
        Buffer bytes = context.body().buffer();
        if (bytes == null || bytes.length() == 0) {
            return new JsonObject();
        }
        try (JsonParser parser = STRICT.createParser(bytes.getBytes())) {
            JsonToken token = parser.nextToken();
            while (token != null) {
                token = parser.nextToken();
            }
            return bytes.toJsonObject();
        } catch (IOException | DecodeException | ClassCastException e) {
            throw new Problem(400, "malformed", "the body is not a JSON object with every field once");
        }
    }

    private void failed(RoutingContext context) {
        Throwable failure = context.failure();
        int status = context.statusCode();
        switch (failure) {
            case Problem problem -> write(context, problem);
            case JournalException e
            when e.kind() == JournalException.Kind.FULL ->
                write(context, new Problem(503, "full", "there is no room: nothing was changed; try again later"));
            case JournalException _ -> write(context, new Problem(503, "closing", "the server is stopping"));
            case RegisterException _ ->
                write(context, new Problem(503, "register", "the register does not answer now: try again later"));
            case null, default -> {
                if (status == 413) {
                    write(context, new Problem(413, "too-large", "the body has more than " + MAX_BODY + " bytes"));
                } else if (status >= 400 && status < 500) {
                    write(context, new Problem(400, "malformed", "the request cannot be understood"));
                } else {
                    LOG.error("{} {} failed", context.request().method(), context.currentRoute(), failure);
                    write(context, new Problem(500, "internal", "the server failed; the failure is logged"));
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
