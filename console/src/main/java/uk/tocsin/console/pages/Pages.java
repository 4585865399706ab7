package uk.tocsin.console.pages;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import uk.tocsin.console.api.Problem;
import uk.tocsin.control.Role;
import uk.tocsin.journal.JournalException;

/// Leads requests to the rooms' doors and writes what the rooms answer. Nobody gets to a door who is not signed in,
/// lacks its roles, or sends a form that does not come from a page of their own session.
public final class Pages {
    private static final Logger LOG = LoggerFactory.getLogger(Pages.class);

    /// Eight variants of an alert at their longest, percent-encoded, with room to spare.
    static final int MAX_BODY = 1 << 20;

    /// No script, style, picture, font or connection from elsewhere, and no page of ours within another.
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// How long the rest of a file is thrown away that somebody may not send.
    private static final long PATIENCE_MS = 2000;

    static final String PROOF = "proof";
    private static final String SIGN_IN = "/sign-in";

    private final TemplateEngine templates = TemplateEngine.createPrecompiled(
            null, ContentType.Html, Pages.class.getClassLoader(), "uk.tocsin.console.pages");
    private final Router router;
    private final List<Way> ways = new ArrayList<>();
    private final Look look;
    private final Entrance entrance;
    private final Incidents incidents;
    /// How many bytes a file may have, by the path of its form.
    private final Map<String, Long> uploads = new ConcurrentHashMap<>();

    /// Pages without rooms yet.
    public Pages(Vertx vertx, Look look, Entrance entrance, Incidents incidents) {
        this.look = look;
        this.entrance = entrance;
        this.incidents = incidents;
        this.router = Router.router(vertx);
        router.route().handler(Pages::harden);
        router.get(Look.PATH + "*").handler(Look::serve);
        BodyHandler forms = BodyHandler.create(false).setBodyLimit(MAX_BODY);
        router.post().handler(context -> {
            if (uploads.containsKey(context.normalizedPath())) {
                context.next();
            } else {
                forms.handle(context);
            }
        });
        router.route().failureHandler(this::failed);
        router.errorHandler(404, this::failed);
        router.errorHandler(405, this::failed);
        router.errorHandler(413, this::failed);
        router.errorHandler(500, this::failed);
    }

    private static void harden(RoutingContext context) {
        context.response()
                .putHeader("Cache-Control", "no-store")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "same-origin")
                .putHeader("Cross-Origin-Opener-Policy", "same-origin")
                .putHeader("Content-Security-Policy", POLICY);
        context.next();
    }

    /// Takes every request that is not for the API.
    public Handler<HttpServerRequest> handler() {
        return router;
    }

    // ---- doors

    /// A way to a door.
    ///
    /// @param open whether one goes there without signing in
    /// @param roles any of which is enough; none for all members of staff
    record Way(HttpMethod method, String path, boolean open, Set<Role> roles) {}

    /// Every way there is.
    List<Way> ways() {
        return List.copyOf(ways);
    }

    /// A page for everybody, signed in or not.
    public void open(String path, Door door) {
        ways.add(new Way(HttpMethod.GET, path, true, Set.of()));
        router.get(path).handler(context -> enter(context, _ -> true, door, true));
    }

    /// A form for everybody, signed in or not.
    public void openForm(String path, Door door) {
        ways.add(new Way(HttpMethod.POST, path, true, Set.of()));
        router.post(path).handler(context -> enter(context, visitor -> genuine(context, visitor), door, true));
    }

    /// A page for members of staff with one of these roles, or for all of them if none is named.
    public void page(String path, Door door, Role... roles) {
        ways.add(new Way(HttpMethod.GET, path, false, Set.of(roles)));
        router.get(path).handler(context -> enter(context, visitor -> allowed(visitor, roles), door, false));
    }

    /// A form for members of staff with one of these roles, or for all of them if none is named.
    public void form(String path, Door door, Role... roles) {
        ways.add(new Way(HttpMethod.POST, path, false, Set.of(roles)));
        router.post(path)
                .handler(context ->
                        enter(context, visitor -> genuine(context, visitor) && allowed(visitor, roles), door, false));
    }

    /// The same for what cannot be taken back: whoever has not just shown again who they are has to, by the form's
    /// field `stepUp` (`tag/step-up.jte`) or on a page that carries along what they typed. Not for htmx.
    public void raisedForm(String path, Door door, Role... roles) {
        form(path, new RaisedDoor(door, entrance), roles);
    }

    /// A form that brings a file, which goes to `folder` as it comes in and is deleted after the answer unless the
    /// room has moved it. Nothing is read of somebody who may not send it.
    ///
    /// @param most bytes
    public void upload(String path, Path folder, long most, Door door, Role... roles) {
        uploads.put(path, most);
        BodyHandler files =
                BodyHandler.create(folder.toString()).setBodyLimit(most).setDeleteUploadedFilesOnEnd(true);
        router.post(path).handler(context -> {
            context.request().pause();
            then(context, entrance.whose(context.request()), found -> {
                Visitor visitor = found.orElse(null);
                if (visitor == null || !fromHere(context.request()) || !allowed(visitor, roles)) {
                    turnAway(context, visitor);
                } else if (length(context.request()) > most) {
                    leave(context);
                    context.put(Visitor.class.getName(), visitor);
                    context.fail(413);
                } else {
                    files.handle(context);
                    context.request().resume();
                }
            });
        });
        form(path, door, roles);
    }

    /// Answers a request whose body nobody wants. What of it still comes is thrown away, so that the answer arrives,
    /// but only for a moment.
    private void turnAway(RoutingContext context, @Nullable Visitor visitor) {
        leave(context);
        if (visitor == null) {
            signInFirst(context);
            return;
        }
        if (!fromHere(context.request())) {
            incidents.refused(Incident.FORGED_FORM, visitor.staff());
        }
        write(context, error(context, visitor, Failure.NOT_ALLOWED));
    }

    private static void leave(RoutingContext context) {
        context.request().handler(_ -> {}).resume();
        context.response().putHeader("Connection", "close");
        context.vertx()
                .setTimer(PATIENCE_MS, _ -> context.request().connection().close());
    }

    /// What a request says of its length; 0 where it says nothing that can be read.
    private static long length(HttpServerRequest request) {
        String said = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return said != null && said.matches("[0-9]{1,18}") ? Long.parseLong(said) : 0;
    }

    /// Whether a visitor may pass; says so to the incidents when not.
    @FunctionalInterface
    private interface Check {
        boolean passes(@Nullable Visitor visitor);
    }

    private void enter(RoutingContext context, Check check, Door door, boolean open) {
        then(context, entrance.whose(context.request()), found -> {
            Visitor visitor = found.orElse(null);
            if (visitor == null && !open) {
                signInFirst(context);
            } else if (!check.passes(visitor)) {
                write(context, error(context, visitor, Failure.NOT_ALLOWED));
            } else {
                visit(context, visitor, door);
            }
        });
    }

    private void visit(RoutingContext context, @Nullable Visitor visitor, Door door) {
        Future<Answer> answer;
        try {
            answer = door.of(new Visit(context, visitor, new Form(fields(context)), look));
        } catch (RuntimeException e) {
            answer = Future.failedFuture(e);
        }
        Context own = context.vertx().getOrCreateContext();
        answer.onComplete(done -> own.runOnContext(_ -> {
            if (done.succeeded()) {
                try {
                    write(context, done.result());
                } catch (RuntimeException e) {
                    context.fail(e);
                }
            } else {
                context.put(Visitor.class.getName(), visitor);
                context.fail(done.cause());
            }
        }));
    }

    /// Goes on with a request on its own context.
    private static <T> void then(RoutingContext request, Future<T> future, Handler<T> next) {
        Context own = request.vertx().getOrCreateContext();
        future.onComplete(done -> own.runOnContext(_ -> {
            if (done.failed()) {
                request.fail(done.cause());
                return;
            }
            try {
                next.handle(done.result());
            } catch (RuntimeException e) {
                request.fail(e);
            }
        }));
    }

    private static Map<String, List<String>> fields(RoutingContext context) {
        Map<String, List<String>> fields = new HashMap<>();
        MultiMap sent = context.request().formAttributes();
        for (String name : sent.names()) {
            if (!name.equals(PROOF) && !name.equals(Visit.ONCE)) {
                fields.put(name, List.copyOf(sent.getAll(name)));
            }
        }
        return fields;
    }

    // ---- who may

    private void signInFirst(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (request.getHeader("HX-Request") != null || !request.method().equals(HttpMethod.GET)) {
            // What was typed stays on the page, or comes back with it: the reader signs in beside it and goes on.
            boolean part = request.getHeader("HX-Request") != null;
            write(context, part ? new Answer.Shown(401, "ended.jte", "") : signedOut(context));
            return;
        }
        String back = URLEncoder.encode(request.uri(), StandardCharsets.UTF_8);
        write(context, Answer.elsewhere(SIGN_IN + (request.uri().equals("/") ? "" : "?to=" + back)));
    }

    /// Nothing comes back of what another site sent.
    private Answer signedOut(RoutingContext context) {
        Map<String, List<String>> sent = fromHere(context.request()) ? fields(context) : Map.of();
        return SignedOutPage.of(new Visit(context, null, new Form(sent), look));
    }

    private boolean allowed(@Nullable Visitor visitor, Role... roles) {
        boolean holds = visitor != null && visitor.holds(roles);
        if (!holds) {
            incidents.refused(Incident.NOT_ALLOWED, number(visitor));
        }
        return holds;
    }

    /// Whether a form comes from a page of this visitor's session: no other site can send it, and it carries what only
    /// those pages know.
    private boolean genuine(RoutingContext context, @Nullable Visitor visitor) {
        boolean genuine = fromHere(context.request())
                && (visitor == null || same(visitor.proof(), context.request().getFormAttribute(PROOF)));
        if (!genuine) {
            incidents.refused(Incident.FORGED_FORM, number(visitor));
        }
        return genuine;
    }

    private static boolean fromHere(HttpServerRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        String origin = request.getHeader("Origin");
        boolean sameSite = site == null || site.equals("same-origin") || site.equals("none");
        return sameSite && (origin == null || host(origin).equals(request.getHeader("Host")));
    }

    private static String host(String origin) {
        try {
            return Optional.ofNullable(URI.create(origin).getRawAuthority()).orElse("");
        } catch (IllegalArgumentException _) {
            return "";
        }
    }

    private static boolean same(String proof, @Nullable String shown) {
        return shown != null
                && MessageDigest.isEqual(
                        proof.getBytes(StandardCharsets.UTF_8), shown.getBytes(StandardCharsets.UTF_8));
    }

    private static int number(@Nullable Visitor visitor) {
        return visitor == null ? 0 : visitor.staff();
    }

    // ---- answers

    /// A part of a page, for streams. Any thread.
    public String part(String template, Object model) {
        return new String(rendered(template, model), StandardCharsets.UTF_8);
    }

    private byte[] rendered(String template, Object model) {
        Utf8ByteOutput out = new Utf8ByteOutput();
        templates.render(template, model, out);
        return out.toByteArray();
    }

    private void write(RoutingContext context, Answer answer) {
        HttpServerResponse response = context.response();
        switch (answer) {
            case Answer.Shown shown ->
                response.setStatusCode(shown.status())
                        .putHeader("Content-Type", "text/html; charset=utf-8")
                        .end(Buffer.buffer(rendered(shown.template(), shown.model())));
            case Answer.Elsewhere elsewhere -> seeOther(context, elsewhere.path());
            case Answer.Entered entered -> {
                for (Cookie cookie : entered.cookies()) {
                    response.addCookie(cookie);
                }
                seeOther(context, entered.path());
            }
            case Answer.Download file ->
                response.putHeader("Content-Type", file.type())
                        .putHeader("Content-Disposition", "attachment; filename=\"" + file.name() + "\"")
                        .end(file.content());
            case Answer.Streamed _ -> {}
        }
    }

    private static void seeOther(RoutingContext context, String path) {
        boolean part = context.request().getHeader("HX-Request") != null;
        context.response()
                .setStatusCode(part ? 200 : 303)
                .putHeader(part ? "HX-Redirect" : "Location", path)
                .end();
    }

    private Answer error(RoutingContext context, @Nullable Visitor visitor, Failure failure) {
        return ErrorPage.of(new Visit(context, visitor, new Form(Map.of()), look), failure);
    }

    private void failed(RoutingContext context) {
        if (context.response().ended() || context.response().headWritten()) {
            return;
        }
        Visitor visitor = context.get(Visitor.class.getName());
        Failure failure = tooLarge(context).orElseGet(() -> failure(context));
        switch (failure.incident()) {
            case null -> {}
            case Incident incident -> incidents.refused(incident, number(visitor));
        }
        if (failure.status() >= 500) {
            LOG.error("{} {} failed", context.request().method(), context.currentRoute(), context.failure());
        }
        write(context, error(context, visitor, failure));
    }

    private Optional<Failure> tooLarge(RoutingContext context) {
        Long most = uploads.get(context.normalizedPath());
        return context.statusCode() == 413 && most != null ? Optional.of(Failure.fileTooLarge(most)) : Optional.empty();
    }

    private static Failure failure(RoutingContext context) {
        return switch (context.failure()) {
            case NotHereException _ -> Failure.NOT_HERE;
            case ForeignFieldException e -> Failure.foreignField(String.valueOf(e.getMessage()));
            case Problem problem -> Failure.of(problem);
            case JournalException e when e.kind() == JournalException.Kind.FULL -> Failure.FULL;
            case JournalException _ -> Failure.STOPPING;
            case null, default ->
                switch (context.statusCode()) {
                    case 404, 405 -> Failure.NOT_HERE;
                    case 413 -> Failure.TOO_LARGE;
                    case 400, 414, 415, 416, 431 -> Failure.NOT_UNDERSTOOD;
                    default -> Failure.OURS;
                };
        };
    }
}
