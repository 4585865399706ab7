package uk.tocsin.console.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import uk.tocsin.console.ConsoleServer;
import uk.tocsin.console.House;
import uk.tocsin.console.accounts.StaffAccounts;
import uk.tocsin.console.api.AuditLog;
import uk.tocsin.control.Act;
import uk.tocsin.control.Note;
import uk.tocsin.control.Role;

/// What strangers, other sites and colleagues must not be able to do with the console of a real installation; each is
/// refused and in the audit.
@Timeout(value = 120, unit = TimeUnit.SECONDS)
@ExtendWith(OpenHouse.class)
class SecurityIT {
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private static final Map<Integer, Role> ROLES = Map.of(
            House.ADMINISTRATOR,
            Role.ADMINISTRATOR,
            House.OFFICER,
            Role.OFFICER,
            House.APPROVER,
            Role.APPROVER,
            House.REGISTRAR,
            Role.REGISTER_OFFICER,
            House.ANALYST,
            Role.ANALYST);
    private static final Pattern PROOF = Pattern.compile("name=\"proof\" value=\"([^\"]+)\"");
    private static final Pattern TICKET = Pattern.compile("name=\"ticket\" value=\"([^\"]+)\"");

    static House house;
    static StaffAccounts accounts;

    @BeforeAll
    static void open(House opened) {
        house = opened;
        accounts = StaffAccounts.of(house.installation());
    }

    private static HttpRequest.Builder at(String path, String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + house.apiPort() + path));
        return token.isEmpty() ? request : request.header("Cookie", "session=" + token);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> get(String path, String token) throws Exception {
        return send(at(path, token));
    }

    private static HttpResponse<String> post(String path, String token, String body) throws Exception {
        return send(form(path, token, body));
    }

    private static HttpRequest.Builder form(String path, String token, String body) {
        return at(path, token)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private static String proof(String token) throws Exception {
        return found(PROOF, get("/", token).body());
    }

    private static String found(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String location(HttpResponse<String> response) {
        return response.headers().firstValue("Location").orElse("");
    }

    private static String cookie(HttpResponse<String> response) {
        return response.headers().allValues("Set-Cookie").stream()
                .filter(each -> each.startsWith("session="))
                .findFirst()
                .orElse("");
    }

    private static String token(HttpResponse<String> response) {
        return cookie(response).replaceFirst("session=([^;]*).*", "$1");
    }

    private static long noted(Note kind, int staff) {
        return House.await(new AuditLog(house.installation()).read(0, 100_000, (_, act) -> act)).stream()
                .filter(act -> act instanceof Act.Noted noted && noted.kind() == kind && noted.subject() == staff)
                .count();
    }

    private static void audited(Note kind, int staff) {
        house.until(() -> noted(kind, staff) > 0);
    }

    /// By the pages themselves, with a cookie that was there before.
    private static HttpResponse<String> signIn(int staff, String before, String to) throws Exception {
        String name = encoded(accounts.signInName(staff));
        HttpResponse<String> asked = post(
                "/sign-in",
                before,
                "name=" + name + "&password=" + encoded(StaffAccounts.PASSWORD) + "&to=" + encoded(to));
        assertThat(asked.statusCode()).isEqualTo(200);
        return post(
                "/sign-in/code",
                before,
                "ticket=" + found(TICKET, asked.body()) + "&code=" + encoded(accounts.code(staff)) + "&to="
                        + encoded(to));
    }

    @Test
    void theTokenBeforeSignInIsNotTheOneAfter() throws Exception {
        String planted = "A".repeat(43);
        HttpResponse<String> in = signIn(House.OFFICER, planted, "/");

        assertThat(in.statusCode()).isEqualTo(303);
        assertThat(cookie(in)).contains("HTTPOnly", "SameSite=Strict", "Path=/").doesNotContain("Domain");
        assertThat(token(in)).hasSize(43).isNotEqualTo(planted);
        assertThat(get("/", planted).statusCode()).isEqualTo(303);
        assertThat(get("/", token(in)).statusCode()).isEqualTo(200);
        assertThat(in.headers().allValues("Location").toString()).doesNotContain(token(in));
        audited(Note.SIGNED_IN, House.OFFICER);
    }

    @Test
    void theTokenBeforeAStepUpIsNotTheOneAfter() throws Exception {
        String before = accounts.token(House.ANALYST);
        HttpResponse<String> raised = post(
                "/me/tokens", before, "proof=" + encoded(proof(before)) + "&stepUp=" + encoded(StaffAccounts.PASSWORD));

        assertThat(raised.statusCode()).isEqualTo(200);
        assertThat(token(raised)).hasSize(43).isNotEqualTo(before);
        assertThat(get("/me", before).statusCode()).isEqualTo(303);
        assertThat(get("/me", token(raised)).statusCode()).isEqualTo(200);
        audited(Note.STEPPED_UP, House.ANALYST);
    }

    @Test
    void nobodyIsLedElsewhere() throws Exception {
        for (String to : List.of("//evil.example.test/", "https://evil.example.test/", "/\\evil.example.test")) {
            assertThat(location(signIn(House.REGISTRAR, "", to))).isEqualTo("/");
            assertThat(get("/sign-in?to=" + encoded(to), "").body()).doesNotContain("evil");
        }
        assertThat(location(signIn(House.REGISTRAR, "", "/me?x=1"))).isEqualTo("/me?x=1");
    }

    @Test
    void aFormOfAnotherSiteIsRefused() throws Exception {
        String token = accounts.token(House.APPROVER);
        String good = "proof=" + encoded(proof(token));

        assertThat(post("/me/sign-out-everywhere", token, "").statusCode()).isEqualTo(403);
        assertThat(post("/me/sign-out-everywhere", token, "proof=" + encoded(proof(accounts.token(House.OFFICER))))
                        .statusCode())
                .isEqualTo(403);
        assertThat(send(form("/me/sign-out-everywhere", token, good).header("Origin", "https://evil.example.test"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(send(form("/sign-in", "", "name=a&password=b").header("Sec-Fetch-Site", "cross-site"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(get("/", token).statusCode()).isEqualTo(200);
        audited(Note.FORGED_FORM, House.APPROVER);
        audited(Note.FORGED_FORM, 0);
    }

    @Test
    void nobodyGetsToWhatTheirRolesDoNotGive() throws Exception {
        List<Pages.Way> ways = new ConsoleServer(house.installation()).pages().ways();
        assertThat(ways).hasSizeGreaterThan(30);
        Map<Integer, String> tokens = new TreeMap<>();
        Map<Integer, String> proofs = new TreeMap<>();
        for (int staff : ROLES.keySet()) {
            tokens.put(staff, accounts.token(staff));
            proofs.put(staff, proof(tokens.getOrDefault(staff, "")));
        }
        List<String> wrong = new ArrayList<>();
        for (Pages.Way way : ways) {
            String path = way.path().replaceAll(":[a-z]+", "1");
            if (!way.open() && answer(way, path, "", "") != (way.method().equals(HttpMethod.GET) ? 303 : 401)) {
                wrong.add("a stranger gets to " + way);
            }
            for (int staff : tokens.keySet()) {
                Set<Role> held = Set.of(ROLES.getOrDefault(staff, Role.ANALYST));
                boolean may =
                        way.open() || way.roles().isEmpty() || held.stream().anyMatch(way.roles()::contains);
                if (!may && answer(way, path, tokens.getOrDefault(staff, ""), proofs.getOrDefault(staff, "")) != 403) {
                    wrong.add(held + " gets to " + way);
                }
            }
        }
        assertThat(wrong).isEmpty();
        audited(Note.NOT_ALLOWED, House.ANALYST);
    }

    private static int answer(Pages.Way way, String path, String token, String proof) throws Exception {
        return way.method().equals(HttpMethod.GET)
                ? get(path, token).statusCode()
                : post(path, token, "proof=" + encoded(proof)).statusCode();
    }

    @Test
    void everySectionIsShownOnlyToWhomItsPagesLetIn() throws Exception {
        List<Pages.Way> ways = new ConsoleServer(house.installation()).pages().ways();
        for (Pages.Way way : ways) {
            for (Section section : Section.values()) {
                if (section != Section.NONE && way.path().equals(section.path())) {
                    for (Role role : Role.values()) {
                        boolean let = way.roles().isEmpty() || way.roles().contains(role);
                        assertThat(let).as(way + " " + role).isEqualTo(section.isFor(visitor(role)));
                    }
                }
            }
        }
    }

    private static Visitor visitor(Role role) {
        java.time.Instant now = java.time.Instant.EPOCH;
        return new Visitor(9, "", Set.of(role), "", "", now, now, false);
    }

    @Test
    void whatNoFormOfOursHasIsRefused() throws Exception {
        String token = accounts.token(House.OFFICER);
        String proof = "proof=" + encoded(proof(token)) + "&stepUp=" + encoded(StaffAccounts.PASSWORD);
        HttpResponse<String> answer =
                post("/me/password", token, proof + "&password=seven+quiet+lamps&roles=administrator&staff=1");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(accounts.token(House.OFFICER)).isNotEmpty();
        audited(Note.FOREIGN_FIELD, House.OFFICER);
        assertThat(post("/sign-in", "", "name=" + "x".repeat(Pages.MAX_BODY)).statusCode())
                .isEqualTo(413);
        audited(Note.TOO_LARGE, 0);
    }

    @Test
    void aNameIsTextAndNothingElse() throws Exception {
        HttpResponse<String> page =
                post("/sign-in", "", "name=" + encoded("\"><script>alert(1)</script>") + "&password=");

        assertThat(page.statusCode()).isEqualTo(422);
        assertThat(page.body()).doesNotContain("<script>alert").contains("&#34;><script>".replace("<", "&lt;"));
    }

    @Test
    void whoIsDeactivatedIsOutAtOnce() throws Exception {
        int staff = 77;
        house.must(new Act.UserSet(house.installation().header(House.ADMINISTRATOR), staff, -1, true));
        String token = accounts.token(staff);
        assertThat(get("/", token).statusCode()).isEqualTo(200);

        house.must(new Act.UserSet(house.installation().header(House.ADMINISTRATOR), staff, -1, false));
        assertThat(get("/", token).statusCode()).isEqualTo(303);
        assertThat(post("/me/tokens", token, "proof=x").statusCode()).isEqualTo(401);
    }

    @Test
    void guessingIsSlowedAndAudited() throws Exception {
        int staff = 78;
        house.must(new Act.UserSet(house.installation().header(House.ADMINISTRATOR), staff, -1, true));
        String name = encoded(accounts.signInName(staff));
        int status = 0;
        for (int i = 0; i < 5; i++) {
            status = post("/sign-in", "", "name=" + name + "&password=wrong").statusCode();
        }
        assertThat(status).isEqualTo(429);
        String token = "name=" + name + "&password=" + encoded(StaffAccounts.PASSWORD);
        assertThat(post("/sign-in", "", token).statusCode()).isEqualTo(429);
        audited(Note.SIGN_IN_FAILED, staff);
        audited(Note.LOCKED_OUT, staff);
    }
}
