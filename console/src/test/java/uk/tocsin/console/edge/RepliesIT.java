package uk.tocsin.console.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import uk.tocsin.console.House;
import uk.tocsin.control.Act;
import uk.tocsin.model.Alert;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Language;
import uk.tocsin.model.Prompts;
import uk.tocsin.model.Question;
import uk.tocsin.model.Tier;
import uk.tocsin.model.Words;

/// Texts that people send back, and what they answer by them. Every test withdraws its alerts when it ends, so that
/// none is open for the next.
@Timeout(value = 120, unit = TimeUnit.SECONDS)
@TestMethodOrder(MethodOrderer.Random.class)
class RepliesIT {
    private static final String NOTHING = "<Response></Response>";
    private static final Prompts SAFE = new Prompts(
            List.of(new Question(
                    new Words("Are your people safe?", "A yw eich pobl yn ddiogel?"),
                    List.of(new Words("All safe", "Pawb yn ddiogel"), new Words("Not all", "Nid pawb")))),
            List.of());

    @TempDir
    static Path directory = Path.of("");

    private static EdgeHouse edge;

    private final List<Integer> issued = new ArrayList<>();

    /// Person 0 and 2 read English, 1 Welsh.
    @BeforeAll
    static void open() throws Exception {
        edge = EdgeHouse.open(directory);
        People people = new People(edge.house().installation().taxonomy());
        edge.register(List.of(
                people.one(Tier.PUBLIC, Language.EN, ChannelKind.SMS),
                people.one(Tier.PUBLIC, Language.CY, ChannelKind.SMS),
                people.one(Tier.PUBLIC, Language.EN, ChannelKind.SMS)));
    }

    @AfterAll
    static void close() {
        edge.close();
    }

    @AfterEach
    void withdraw() {
        for (int alert : issued) {
            edge.house()
                    .must(new Act.Cancelled(
                            edge.house().installation().header(House.OFFICER), alert, "The test is over."));
            edge.house().settle(alert);
        }
    }

    private int issue(Alert alert) {
        int number = edge.issue(alert);
        issued.add(number);
        return number;
    }

    private int issue() {
        return issue(Alerts.on(ChannelKind.SMS));
    }

    /// What is texted back.
    private static String reply(int person, String words) throws Exception {
        HttpResponse<String> answer = edge.reply(People.phone(person), words);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/xml");
        return answer.body();
    }

    private static long acknowledged(int alert) throws Exception {
        return edge.reach(alert).getJsonObject("persons").getLong("acknowledged");
    }

    private static void acknowledges(int alert, long persons) {
        edge.house().until(() -> acknowledged(alert) == persons);
    }

    private static double counted(String kind) {
        return edge.house().counted("tocsin.edge.replies", "kind", kind);
    }

    @Test
    void aWordOfAssentAcknowledgesTheOnlyAlertThatWaits() throws Exception {
        int alert = issue();
        assertThat(reply(0, "YES")).isEqualTo(NOTHING);
        assertThat(reply(1, "Wedi darllen")).isEqualTo(NOTHING);
        assertThat(reply(2, "who is this?")).isEqualTo(NOTHING);
        acknowledges(alert, 2);
        int newer = issue();
        assertThat(reply(0, "YES")).isEqualTo(NOTHING);
        acknowledges(newer, 1);
        assertThat(acknowledged(alert)).isEqualTo(2);
    }

    @Test
    void whereTwoWaitThePersonIsAskedAndNothingIsJournalled() throws Exception {
        int older = issue();
        int newer = issue();
        double asked = counted("which");
        assertThat(reply(0, "YES"))
                .isEqualTo("<Response><Message>Reply " + older + " YES or " + newer + " YES</Message></Response>");
        assertThat(reply(1, "Ie"))
                .isEqualTo("<Response><Message>Atebwch " + older + " IE neu " + newer + " IE</Message></Response>");
        assertThat(counted("which") - asked).isEqualTo(2);
        assertThat(acknowledged(older) + acknowledged(newer)).isZero();
        assertThat(reply(0, older + " yes")).isEqualTo(NOTHING);
        acknowledges(older, 1);
        assertThat(acknowledged(newer)).isZero();
        assertThat(reply(0, "ok")).isEqualTo(NOTHING);
        acknowledges(newer, 1);
    }

    @Test
    void aReplyAnswersTheOneQuestion() throws Exception {
        int alert = issue(Alerts.asking(SAFE, ChannelKind.SMS));
        assertThat(reply(0, "2")).isEqualTo(NOTHING);
        assertThat(reply(1, "pawb yn ddiogel.")).isEqualTo(NOTHING);
        assertThat(reply(2, "3")).isEqualTo(NOTHING);
        JsonArray expected = new JsonArray()
                .add(new JsonObject().put("persons", 1L).put("question", 0).put("choice", 0))
                .add(new JsonObject().put("persons", 1L).put("question", 0).put("choice", 1));
        edge.house().until(() -> edge.reach(alert).getJsonArray("responses").equals(expected));
        assertThat(acknowledged(alert)).isEqualTo(2);
    }

    @Test
    void aQuestionThatTextsMustNotCarryIsNotAnswered() throws Exception {
        int alert = issue(Alerts.restrictedAsking(SAFE, ChannelKind.SMS));
        assertThat(reply(0, "2")).isEqualTo(NOTHING);
        assertThat(reply(0, "all safe")).isEqualTo(NOTHING);
        assertThat(reply(0, "yes")).isEqualTo(NOTHING);
        acknowledges(alert, 1);
        assertThat(edge.reach(alert).getJsonArray("responses")).isEmpty();
    }

    @Test
    void theSimulatedTwilioSendsTheQuestionBack() throws Exception {
        int older = issue();
        int newer = issue();
        try (Visitor control = new Visitor(
                        URI.create(edge.house().simulator().controlUrl()).getPort());
                Phone phone = new Phone(edge.house(), 1, "", People.phone(2))) {
            String body = new JsonObject()
                    .put("from", People.phone(2))
                    .put("body", "ok")
                    .encode();
            assertThat(control.post("/sim/reply", "application/json", body).statusCode())
                    .isEqualTo(200);
            assertThat(phone.newest("sms", 1)).contains("Reply " + older + " YES or " + newer + " YES");
            String chosen = new JsonObject()
                    .put("from", People.phone(2))
                    .put("body", newer + " ok")
                    .encode();
            assertThat(control.post("/sim/reply", "application/json", chosen).statusCode())
                    .isEqualTo(200);
        }
        acknowledges(newer, 1);
        assertThat(acknowledged(older)).isZero();
    }
}
