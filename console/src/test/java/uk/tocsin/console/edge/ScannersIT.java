package uk.tocsin.console.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import uk.tocsin.console.register.Organisation;
import uk.tocsin.model.Action;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.NoticeKind;
import uk.tocsin.model.Prompts;
import uk.tocsin.model.Question;
import uk.tocsin.model.Words;

/// What mail gateways, prefetchers and previewers do to the links of a mail, a hundred thousand times: nothing of it
/// is reading, answering or leaving.
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class ScannersIT {
    private static final int REQUESTS = Integer.getInteger("tocsin.scanner.requests", 100_000);
    private static final int PEOPLE = 25;
    private static final Words WORDS = new Words("Open", "Ar agor");
    private static final Prompts PROMPTS = new Prompts(
            List.of(new Question(new Words("Is your site open?", ""), List.of(WORDS, new Words("Closed", "")))),
            List.of(new Action(Action.Kind.OPEN, new Words("Advice", ""), "https://advice.example.test/")));

    @TempDir
    Path directory = Path.of("");

    @Test
    void fetchingLinksNeverCounts() throws Exception {
        try (EdgeHouse edge = EdgeHouse.open(directory)) {
            People people = new People(edge.house().installation().taxonomy());
            List<Organisation> all = people.with(PEOPLE, ChannelKind.EMAIL);
            int[] ordinals = edge.register(all);
            int alert = edge.issue(Alerts.asking(PROMPTS, ChannelKind.EMAIL));
            List<String> links = new ArrayList<>();
            for (int ordinal : ordinals) {
                String token = edge.house()
                        .installation()
                        .keys()
                        .tokens()
                        .url(new uk.tocsin.receipt.DeliveryToken(alert, ordinal, 0, 0));
                links.addAll(List.of(
                        "/a/" + token,
                        "/a/" + token + "?lang=cy",
                        "/u/" + token,
                        edge.notice(NoticeKind.SIGN_IN, ordinal),
                        edge.notice(NoticeKind.UNSUBSCRIBED, ordinal)));
            }
            JsonObject before = edge.reach(alert);
            Scanner.Seen seen = Scanner.scan(edge.house().edge().port(), links, REQUESTS);
            assertThat(seen.good()).as(seen.toString()).isEqualTo(REQUESTS);
            for (String link : links.subList(0, 5)) {
                assertThat(rendered(edge, link)).contains("<h1");
            }
            nothingHappened(edge, alert, before);
            whatPeopleDoIsSeenByTheSameChecks(edge, alert, links);
        }
    }

    private static void whatPeopleDoIsSeenByTheSameChecks(EdgeHouse edge, int alert, List<String> links)
            throws Exception {
        Visitor person = edge.visitor();
        assertThat(person.form(links.get(0), Map.of("kind", "acted")).statusCode())
                .isEqualTo(303);
        assertThat(person.form("/go/" + alert + "/0", Map.of()).statusCode()).isEqualTo(303);
        assertThat(person.form(links.get(2), Map.of("kind", "stop")).statusCode())
                .isEqualTo(200);
        edge.house().until(() -> {
            JsonObject reach = edge.reach(alert);
            return reach.getJsonObject("persons").getLong("acknowledged") == 1
                    && reach.getJsonArray("responses").size() == 1
                    && reach.getJsonArray("opened").getJsonObject(0).getLong("times") == 1;
        });
        assertThat(edge.house().counted("tocsin.edge.suppressed")).isEqualTo(1);
    }

    private static void nothingHappened(EdgeHouse edge, int alert, JsonObject before) throws Exception {
        JsonObject after = edge.reach(alert);
        for (String who : List.of("persons", "premises")) {
            assertThat(after.getJsonObject(who).getLong("read")).isZero();
            assertThat(after.getJsonObject(who).getLong("acknowledged")).isZero();
        }
        assertThat(after.getJsonArray("responses")).isEmpty();
        assertThat(after.getJsonArray("opened").getJsonObject(0).getLong("times"))
                .isZero();
        assertThat(after).isEqualTo(before);
        assertThat(edge.house().counted("tocsin.edge.suppressed")).isZero();
        int next = edge.issue(Alerts.on(ChannelKind.EMAIL));
        JsonObject email = edge.reach(next).getJsonObject("channels").getJsonObject("email");
        assertThat(email.getLong("suppressed")).as("unsubscribed").isZero();
        assertThat(email.getLong("accepted")).isEqualTo(PEOPLE);
    }

    /// A page as a previewer with a whole browser has it after everything was loaded.
    private String rendered(EdgeHouse edge, String link) throws Exception {
        Process browser;
        try {
            browser = new ProcessBuilder(
                            "chromium",
                            "--headless",
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-quic",
                            "--no-first-run",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync",
                            "--user-data-dir=" + directory.resolve("browser"),
                            "--dump-dom",
                            "http://127.0.0.1:" + edge.house().edge().port() + link)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new AssertionError("this test needs the command chromium: install Debian's package chromium", e);
        }
        try {
            String page = new String(browser.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(browser.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return page;
        } finally {
            browser.destroyForcibly();
        }
    }
}
