package uk.tocsin.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import uk.tocsin.console.edge.People;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.simulator.Behaviour;

/// Alerts that are stopped while they go out, over the API: by when the last request is on the wire, and what
/// becomes of the rest.
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class StopIT {
    private static final int PEOPLE = 900;
    private static final int PER_SECOND = 150;
    private static final long SECOND_MS = 1_000;

    @TempDir
    static Path directory = Path.of("");

    private static House house;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @BeforeAll
    static void open() throws Exception {
        Behaviour quiet = new Behaviour(
                new Behaviour.Push(Map.of(), 0, 0, 0),
                new Behaviour.Sms(Map.of(), 0, Map.of(), 0, 0),
                new Behaviour.Email(Map.of(), 0, 0, 0),
                0);
        String rate = Integer.toString(PER_SECOND);
        house = House.open(
                directory, quiet, Map.of("push.perSecond", rate, "sms.perSecond", rate, "email.perSecond", rate));
        house.register(new People(house.installation().taxonomy()).with(PEOPLE, ChannelKind.values()));
    }

    @AfterAll
    static void close() {
        house.close();
        HTTP.close();
    }

    private static Desk desk(int staff) {
        return new Desk(HTTP, "http://127.0.0.1:" + house.apiPort(), house.token(staff));
    }

    private static String path(int alert) {
        return "/api/v1/alerts/" + alert;
    }

    private static int issued(JsonObject content) {
        int alert = desk(House.OFFICER).post("/api/v1/alerts", content).good().getInteger("alert");
        desk(House.OFFICER).post(path(alert) + "/submit", new JsonObject()).good();
        String digest = desk(House.APPROVER).get(path(alert)).good().getString("digest");
        desk(House.APPROVER)
                .post(path(alert) + "/approve", new JsonObject().put("digest", digest))
                .good();
        return alert;
    }

    /// An alert of which each channel has sent some and not all.
    private static int inTheMiddle(String headline) {
        int alert = issued(Desk.alert(headline, ChannelKind.values()));
        for (ChannelKind channel : ChannelKind.values()) {
            house.until(() -> requests(alert, channel) > PEOPLE / 10);
        }
        return alert;
    }

    private static List<Wire.Request> requests(int alert) {
        return Wire.requests(house.simulator(), alert);
    }

    private static long requests(int alert, ChannelKind channel) {
        return requests(alert).stream()
                .filter(request -> request.channel() == channel)
                .count();
    }

    private static long lastMs(int alert) {
        return requests(alert).stream().mapToLong(Wire.Request::timeMs).max().orElseThrow();
    }

    private static JsonObject reach(int alert, ChannelKind channel) {
        return desk(House.OFFICER)
                .get(path(alert) + "/reach")
                .good()
                .getJsonObject("channels")
                .getJsonObject(channel.word());
    }

    private static JsonObject reason() {
        return new JsonObject().put("reason", "The situation changed.");
    }

    private static void theRestIs(String state, int alert) {
        for (ChannelKind channel : ChannelKind.values()) {
            house.until(() -> reach(alert, channel).getLong("waiting")
                            + reach(alert, channel).getLong("in-flight")
                    == 0);
            JsonObject reach = reach(alert, channel);
            assertThat(reach.getLong(state)).as("%s: %s", channel.word(), reach).isPositive();
            assertThat(reach.getLong("accepted")).isEqualTo(requests(alert, channel));
            assertThat(reach.getLong(state) + reach.getLong("accepted")).isEqualTo(PEOPLE);
        }
    }

    @Test
    void aCancelledAlertIsOffTheWireWithinASecond() {
        int alert = inTheMiddle("Cancelled");
        desk(House.OFFICER).post(path(alert) + "/cancel", reason()).good();
        long answeredMs = System.currentTimeMillis();
        theRestIs("withdrawn", alert);
        assertThat(lastMs(alert) - answeredMs).isLessThan(SECOND_MS);
        house.until(() -> house.view(alert).settledEverywhere());
        assertThat(lastMs(alert) - answeredMs).isLessThan(SECOND_MS);
    }

    @Test
    void aHaltedAlertRestsUntilItIsResumed() {
        int alert = inTheMiddle("Halted");
        desk(House.OFFICER).post(path(alert) + "/halt", reason()).good();
        long answeredMs = System.currentTimeMillis();
        restsUntilResumed(alert, answeredMs, path(alert) + "/resume");
    }

    @Test
    void aHaltOfEverythingRestsUntilItIsLifted() {
        int alert = inTheMiddle("All halted");
        desk(House.OFFICER).post("/api/v1/halt", reason()).good();
        long answeredMs = System.currentTimeMillis();
        restsUntilResumed(alert, answeredMs, "/api/v1/resume");
    }

    private static void restsUntilResumed(int alert, long answeredMs, String resume) {
        house.until(() -> System.currentTimeMillis() - answeredMs > 2 * SECOND_MS);
        assertThat(lastMs(alert) - answeredMs).isLessThan(SECOND_MS);
        for (ChannelKind channel : ChannelKind.values()) {
            assertThat(reach(alert, channel).getLong("waiting")).isPositive();
        }
        desk(House.APPROVER).post(resume, new JsonObject()).good();
        house.settle(alert);
        for (ChannelKind channel : ChannelKind.values()) {
            assertThat(requests(alert, channel)).isEqualTo(PEOPLE);
            assertThat(reach(alert, channel).getLong("accepted")).isEqualTo(PEOPLE);
        }
    }

    @Test
    void anExpiredAlertIsOffTheWire() {
        Instant expires = Instant.now().truncatedTo(ChronoUnit.SECONDS).plus(Duration.ofSeconds(4));
        int alert = issued(Desk.alert("Expires", ChannelKind.values()).put("expires", expires.toString()));
        house.until(() -> house.view(alert).settledEverywhere());
        theRestIs("expired", alert);
        assertThat(lastMs(alert)).isLessThanOrEqualTo(expires.toEpochMilli() + SECOND_MS / 10);
    }
}
