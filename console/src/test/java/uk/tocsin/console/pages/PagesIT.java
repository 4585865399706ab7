package uk.tocsin.console.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import uk.tocsin.console.api.Problem;
import uk.tocsin.control.Role;

/// The frame of the pages over a real server: who gets to which door, with which form.
class PagesIT {
    private static final String PROOF = "the-proof-of-this-session";
    private static final Instant ENDS = Instant.parse("2026-11-26T12:00:00Z");
    private static final List<String> INCIDENTS = Collections.synchronizedList(new ArrayList<>());
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    static Vertx vertx;
    static HttpServer server;

    @BeforeAll
    static void open() throws Exception {
        vertx = Vertx.vertx();
        Pages pages = new Pages(
                vertx, new Look("Test"), new Gate(), (incident, staff) -> INCIDENTS.add(incident + " " + staff));
        pages.open("/open", _ -> Future.succeededFuture(Answer.elsewhere("/opened")));
        pages.openForm("/sign", _ -> Future.succeededFuture(Answer.elsewhere("/signed")));
        pages.page("/desk", visit -> Future.succeededFuture(error(visit)));
        pages.page("/officers", visit -> Future.succeededFuture(error(visit)), Role.OFFICER);
        pages.form("/officers", visit -> Future.succeededFuture(typed(visit)), Role.OFFICER);
        pages.raisedForm("/raised", PagesIT::decided, Role.OFFICER);
        pages.page("/number/:number", visit -> Future.succeededFuture(Answer.elsewhere("/" + visit.number("number"))));
        pages.page("/fails", _ -> Future.failedFuture(new IllegalStateException("secret detail")));
        pages.page("/throws", _ -> {
            throw new IllegalStateException("secret detail");
        });
        pages.form("/refuses", _ -> Future.failedFuture(new Problem(409, "status", "alert 7 is sent: it cannot be")));
        server = vertx.createHttpServer(new HttpServerOptions().setMaxFormAttributeSize(64 << 10))
                .requestHandler(pages.handler())
                .listen(0, "127.0.0.1")
                .await(20, TimeUnit.SECONDS);
    }

    /// Knows who visits by a word, and lets them show again who they are by another.
    private static final class Gate implements Entrance {
        @Override
        public Future<Optional<Visitor>> whose(HttpServerRequest request) {
            return Future.succeededFuture(visitor(request.headers().get("Cookie"), false));
        }

        @Override
        public Future<Raising> raise(HttpServerRequest request, String said) {
            return Future.succeededFuture(
                    switch (said) {
                        case " right " ->
                            new Raising.Raised(
                                    visitor(request.headers().get("Cookie"), true)
                                            .orElseThrow(),
                                    Cookie.cookie("session", "another"));
                        case "late" -> new Raising.Ended();
                        default -> new Raising.Refused(422, "It was not you");
                    });
        }
    }

    private static Answer error(Visit visit) {
        return Answer.page(
                "error.jte", new ErrorPage(visit.frame("<i>&\"", Section.DESK), "<script>alert(1)</script>"));
    }

    private static Future<Answer> decided(Visit visit) {
        Form form = visit.form().only("reason", "places");
        String path = "/" + visit.once() + "/" + form.text("reason") + "/" + String.join("", form.all("places"));
        return Future.succeededFuture(
                Answer.elsewhere(path + "/" + visit.visitor().fresh()));
    }

    private static Answer typed(Visit visit) {
        Form form = visit.form().only("reason", "places");
        String reason = form.needed("reason", "Enter a reason");
        return form.right()
                ? Answer.elsewhere(
                        "/" + reason.length() + "/" + form.all("places").size())
                : Answer.again(
                        "error.jte",
                        new ErrorPage(
                                visit.frame("Again", Section.NONE, form.typed()),
                                form.typed().value("reason")));
    }

    private static Optional<Visitor> visitor(@Nullable String cookie, boolean fresh) {
        Map<String, Role> roles = Map.of("session=officer", Role.OFFICER, "session=analyst", Role.ANALYST);
        return Optional.ofNullable(cookie)
                .map(roles::get)
                .map(role ->
                        new Visitor(role == Role.OFFICER ? 2 : 5, "Sam", Set.of(role), "s", PROOF, ENDS, ENDS, fresh));
    }

    @AfterAll
    static void close() throws Exception {
        vertx.close().await(20, TimeUnit.SECONDS);
    }

    @BeforeEach
    void forget() {
        INCIDENTS.clear();
    }

    private static HttpResponse<String> get(String path, String who) throws Exception {
        HttpRequest.Builder request = at(path);
        if (!who.isEmpty()) {
            request.header("Cookie", "session=" + who);
        }
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest.Builder at(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.actualPort() + path));
    }

    private static HttpResponse<String> post(String path, String who, String body, String... headers) throws Exception {
        HttpRequest.Builder request = at(path).header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (!who.isEmpty()) {
            request.header("Cookie", "session=" + who);
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String location(HttpResponse<String> response) {
        return response.headers().firstValue("Location").orElse("");
    }

    @Test
    void whoIsNotSignedInSignsInFirstAndComesBack() throws Exception {
        assertThat(location(get("/desk", ""))).isEqualTo("/sign-in?to=%2Fdesk");
        assertThat(get("/open", "").statusCode()).isEqualTo(303);
        assertThat(post("/officers", "", "proof=" + PROOF).statusCode()).isEqualTo(401);
    }

    @Test
    void aPageIsForWhomItIsFor() throws Exception {
        assertThat(get("/officers", "officer").statusCode()).isEqualTo(200);
        assertThat(get("/officers", "analyst").statusCode()).isEqualTo(403);
        assertThat(post("/officers", "analyst", "reason=x&proof=" + PROOF).statusCode())
                .isEqualTo(403);
        assertThat(INCIDENTS).containsExactly("NOT_ALLOWED 5", "NOT_ALLOWED 5");
    }

    @Test
    void aFormComesFromAPageOfTheSession() throws Exception {
        String good = "reason=because&proof=" + PROOF;
        String here = "http://127.0.0.1:" + server.actualPort();

        assertThat(post("/officers", "officer", "reason=x").statusCode()).isEqualTo(403);
        assertThat(post("/officers", "officer", "reason=x&proof=other").statusCode())
                .isEqualTo(403);
        assertThat(post("/officers", "officer", good, "Origin", "https://elsewhere.example.test")
                        .statusCode())
                .isEqualTo(403);
        assertThat(post("/officers", "officer", good, "Origin", "null").statusCode())
                .isEqualTo(403);
        assertThat(post("/officers", "officer", good, "Sec-Fetch-Site", "cross-site")
                        .statusCode())
                .isEqualTo(403);
        assertThat(post("/sign", "", "", "Sec-Fetch-Site", "same-site").statusCode())
                .isEqualTo(403);
        assertThat(INCIDENTS).hasSize(6).allMatch(each -> each.startsWith("FORGED_FORM"));
        assertThat(location(post("/officers", "officer", good, "Origin", here, "Sec-Fetch-Site", "same-origin")))
                .isEqualTo("/7/0");
    }

    @Test
    void aFieldThatNoFormHasIsRefused() throws Exception {
        assertThat(post("/officers", "officer", "reason=x&roles=administrator&proof=" + PROOF)
                        .statusCode())
                .isEqualTo(400);
        assertThat(INCIDENTS).containsExactly("FOREIGN_FIELD 2");
    }

    @Test
    void whatCannotBeTakenBackTakesAStepUpAndNothingTypedIsLost() throws Exception {
        String form = "once=o1&reason=a+%3Cb%3E&places=x&places=y&proof=" + PROOF;

        HttpResponse<String> asked = post("/raised", "officer", form);
        assertThat(asked.statusCode()).isEqualTo(200);
        assertThat(asked.body())
                .contains("name=\"reason\" value=\"a &lt;b>\"", "name=\"places\" value=\"x\"", "value=\"y\"")
                .contains("name=\"once\" value=\"o1\"", "name=\"stepUp\"", "action=\"/raised\"");
        HttpResponse<String> wrong = post("/raised", "officer", form + "&stepUp=wrong");
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body())
                .contains("It was not you", "value=\"a &lt;b>\"")
                .doesNotContain("value=\"wrong\"");
        HttpResponse<String> right = post("/raised", "officer", form + "&stepUp=+right+");
        assertThat(location(right)).endsWith("/a <b>/xy/true");
        assertThat(right.headers().firstValue("Set-Cookie")).contains("session=another");
        assertThat(post("/raised", "officer", form + "&stepUp=late").statusCode())
                .isEqualTo(401);
        assertThat(post("/raised", "analyst", form + "&stepUp=+right+").statusCode())
                .isEqualTo(403);
    }

    @Test
    void aFormThatTakesNoStepUpHasNoFieldForIt() throws Exception {
        assertThat(post("/officers", "officer", "reason=x&stepUp=y&proof=" + PROOF)
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void whatIsTooLargeIsRefused() throws Exception {
        String large = "reason=" + "x".repeat(Pages.MAX_BODY) + "&proof=" + PROOF;

        assertThat(post("/officers", "officer", large).statusCode()).isEqualTo(413);
        assertThat(INCIDENTS).containsExactly("TOO_LARGE 0");
    }

    @Test
    void nothingTypedIsLost() throws Exception {
        HttpResponse<String> again = post("/officers", "officer", "reason=++&places=a&places=b&proof=" + PROOF);

        assertThat(again.statusCode()).isEqualTo(422);
        assertThat(again.body())
                .contains("<title>Error: Again – Tocsin</title>")
                .contains("<a href=\"#f-reason\">Enter a reason</a>");
    }

    @Test
    void whatPeopleWriteIsTextAndNothingElse() throws Exception {
        HttpResponse<String> page = get("/desk", "officer");

        assertThat(page.body())
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
                .contains("&lt;i&gt;&amp;")
                .doesNotContain("<script>alert");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
    }

    @Test
    void aFailureIsSaidWithoutItsDetails() throws Exception {
        for (String path : List.of("/fails", "/throws")) {
            HttpResponse<String> failed = get(path, "officer");
            assertThat(failed.statusCode()).isEqualTo(500);
            assertThat(failed.body())
                    .contains("There is a problem with the service")
                    .doesNotContain("secret");
        }
        assertThat(get("/nowhere", "officer").statusCode()).isEqualTo(404);
        assertThat(get("/number/12", "officer").statusCode()).isEqualTo(303);
        assertThat(get("/number/twelve", "officer").statusCode()).isEqualTo(404);
        HttpResponse<String> refused = post("/refuses", "officer", "proof=" + PROOF);
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("alert 7 is sent: it cannot be. Nothing was changed.");
    }

    @Test
    void filesAreKeptForEver() throws Exception {
        Look look = new Look("Test");
        for (String path :
                List.of(look.style(), look.script(), look.frontend(), look.htmx(), look.charts(), look.icon())) {
            HttpResponse<String> file = get(path, "");
            assertThat(file.statusCode()).isEqualTo(200);
            assertThat(file.headers().firstValue("Cache-Control").orElse("")).contains("immutable");
        }
        assertThat(get("/assets/console-0000000000000000.css", "").statusCode()).isEqualTo(404);
        assertThat(get("/assets/../../secret", "").statusCode()).isIn(303, 404);
    }
}
