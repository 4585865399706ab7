package uk.tocsin.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import uk.tocsin.console.edge.Alerts;
import uk.tocsin.console.edge.People;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.DeliveryState;
import uk.tocsin.reach.Reach;
import uk.tocsin.simulator.Behaviour;

/// Providers at their worst, one fault after the other, against a whole installation: every alert comes to its end
/// with the reach that the providers know themselves, and no text is sent twice. Each test has an alert of its own.
@Timeout(value = 120, unit = TimeUnit.SECONDS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HostileProviderIT {
    private static final int PEOPLE = 240;
    /// A connection that breaks may take texts with it that nobody saw: they come a minute later.
    private static final int ALMOST = PEOPLE * 9 / 10;
    private static final long SECOND_MS = 1_000;
    private static final DeliveryState[] TOLD = {
        DeliveryState.ACKNOWLEDGED,
        DeliveryState.READ,
        DeliveryState.DELIVERED,
        DeliveryState.FAILED,
        DeliveryState.ACCEPTED
    };

    @TempDir
    static Path directory = Path.of("");

    private static House house;
    private static int answeredWithErrors;

    /// Every text is reported on in the end: of a text whose answer was lost the simulator counts only that. No
    /// address is dead: that would be remembered from one alert to the next.
    @BeforeAll
    static void open() throws Exception {
        Behaviour mixed = new Behaviour(
                new Behaviour.Push(Map.of(), 0.9, 0.5, 0.3),
                new Behaviour.Sms(Map.of(), 0.85, Map.of("30008", 0.15), 0.3, 0.1),
                new Behaviour.Email(Map.of(), 0, 0.4, 0.3),
                0.1);
        house = House.open(directory, mixed, Map.of("sms.timeout", "2s"));
        house.register(new People(house.installation().taxonomy()).with(PEOPLE, ChannelKind.values()));
        answeredWithErrors = errors();
    }

    @AfterAll
    static void close() {
        house.close();
    }

    @AfterEach
    void mend() {
        fault(new JsonObject(), ChannelKind.values());
        assertThat(counts(ChannelKind.SMS).getLong("duplicates"))
                .as("texts that the provider took twice")
                .isZero();
    }

    // ---- helpers

    private static void fault(JsonObject switches, ChannelKind... channels) {
        for (ChannelKind channel : channels) {
            house.simulator().faults(channel.word(), switches);
        }
    }

    private static JsonObject counts(ChannelKind channel) {
        return house.simulator().counts().getJsonObject(channel.word());
    }

    private static int issued() {
        return house.issue(Alerts.on(ChannelKind.values()));
    }

    private static Reach.Funnel funnel(int alert, ChannelKind channel) {
        return Objects.requireNonNull(house.reach(alert).channels().get(channel));
    }

    /// Figures of what providers know; all 0 while no shard has planned the channel yet.
    private static JsonObject ours(int alert, ChannelKind channel) {
        Reach.Funnel planned = house.reach(alert).channels().get(channel);
        JsonObject json = new JsonObject();
        for (DeliveryState state : TOLD) {
            json.put(state.word(), planned == null ? 0L : planned.states().getOrDefault(state, 0L));
        }
        return json;
    }

    private static long told(int alert, ChannelKind channel) {
        JsonObject ours = ours(alert, channel);
        return ours.fieldNames().stream().mapToLong(ours::getLong).sum();
    }

    private static JsonObject theirs(int alert, ChannelKind channel) {
        return house.simulator()
                .counts()
                .getJsonObject("alerts")
                .getJsonObject(Integer.toString(alert), new JsonObject())
                .getJsonObject(channel.word(), new JsonObject());
    }

    private static void endsWithTheReachThatProvidersKnow(int alert) {
        house.settle(alert);
        for (ChannelKind channel : ChannelKind.values()) {
            house.until(() -> ours(alert, channel).equals(theirs(alert, channel)));
            assertThat(funnel(alert, channel).planned()).isEqualTo(PEOPLE);
            assertThat(told(alert, channel)).as(channel.word()).isEqualTo(PEOPLE);
        }
    }

    private static long requests(int alert, ChannelKind channel) {
        return Wire.requests(house.simulator(), alert).stream()
                .filter(request -> request.channel() == channel)
                .count();
    }

    // ---- errors

    /// Begun before everything else: a text that met a server error is looked up in the provider's list, and sent
    /// again only when it has not appeared there for 60 s.
    private static int errors() {
        fault(
                new JsonObject()
                        .put("errors", new JsonObject().put("UNAVAILABLE", 0.2).put("INTERNAL", 0.1)),
                ChannelKind.PUSH);
        fault(new JsonObject().put("errors", new JsonObject().put("20500", 0.1)), ChannelKind.SMS);
        fault(
                new JsonObject()
                        .put("errors", new JsonObject().put("451 4.3.0", 0.1).put("421 4.7.0", 0.02)),
                ChannelKind.EMAIL);
        int alert = issued();
        house.until(() -> requests(alert, ChannelKind.SMS) >= ALMOST && requests(alert, ChannelKind.PUSH) >= ALMOST);
        fault(new JsonObject(), ChannelKind.values());
        return alert;
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void temporaryErrorsAreTriedAgain() {
        house.until(() -> house.view(answeredWithErrors).settledEverywhere());
        endsWithTheReachThatProvidersKnow(answeredWithErrors);
        assertThat(Wire.requests(house.simulator(), answeredWithErrors))
                .filteredOn(request -> request.outcome().equals("refused"))
                .extracting(Wire.Request::channel)
                .contains(ChannelKind.values());
    }

    @Test
    void permanentErrorsAreFinal() {
        fault(new JsonObject().put("errors", new JsonObject().put("SENDER_ID_MISMATCH", 0.2)), ChannelKind.PUSH);
        fault(new JsonObject().put("errors", new JsonObject().put("554 5.7.1", 0.2)), ChannelKind.EMAIL);
        int alert = issued();
        house.settle(alert);
        for (ChannelKind channel : ChannelKind.values()) {
            assertThat(requests(alert, channel))
                    .as("what is refused for good is not asked again: %s", channel.word())
                    .isLessThanOrEqualTo(PEOPLE);
        }
    }

    // ---- slowness

    @Test
    void retryAfterIsRespected() {
        fault(new JsonObject().put("throttlePerSecond", 60).put("retryAfterSeconds", 2), ChannelKind.PUSH);
        int alert = issued();
        house.until(() -> Wire.requests(house.simulator(), alert).stream()
                        .filter(request -> request.outcome().equals("throttled"))
                        .count()
                > 0);
        house.until(() -> told(alert, ChannelKind.PUSH) >= PEOPLE / 2);
        fault(new JsonObject(), ChannelKind.PUSH);
        endsWithTheReachThatProvidersKnow(alert);
        List<Wire.Request> push = Wire.requests(house.simulator(), alert).stream()
                .filter(request -> request.channel() == ChannelKind.PUSH)
                .toList();
        long throttled = push.stream()
                .filter(request -> request.outcome().equals("throttled"))
                .findFirst()
                .orElseThrow()
                .timeMs();
        assertThat(push)
                .as("after those that were on their way already nothing comes for two seconds")
                .noneMatch(request -> request.timeMs() > throttled + 900 && request.timeMs() < throttled + 1_900);
    }

    @Test
    void aSlowProviderIsWaitedFor() {
        fault(new JsonObject().put("latencyMs", 700).put("latencyJitterMs", 300), ChannelKind.values());
        int alert = issued();
        house.until(() -> told(alert, ChannelKind.SMS) >= PEOPLE / 4);
        fault(new JsonObject(), ChannelKind.values());
        endsWithTheReachThatProvidersKnow(alert);
    }

    @Test
    void oneThatHangsDoesNotSlowTheOthers() {
        fault(new JsonObject().put("silence", 1), ChannelKind.SMS);
        long began = System.nanoTime();
        int alert = issued();
        house.until(() -> told(alert, ChannelKind.EMAIL) == PEOPLE && told(alert, ChannelKind.PUSH) == PEOPLE);
        long tookMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
        assertThat(tookMs).as("mail and push beside texts that hang").isLessThan(5 * SECOND_MS);
        house.until(() -> requests(alert, ChannelKind.SMS) > 0);
        fault(new JsonObject(), ChannelKind.SMS);
        endsWithTheReachThatProvidersKnow(alert);
    }

    @Test
    void oneThatIsDownIsLeftAloneAndServedWhenItIsBack() {
        fault(new JsonObject().put("down", true).put("goaway", true), ChannelKind.PUSH, ChannelKind.SMS);
        int alert = issued();
        house.until(() -> told(alert, ChannelKind.EMAIL) == PEOPLE);
        fault(new JsonObject(), ChannelKind.PUSH, ChannelKind.SMS);
        endsWithTheReachThatProvidersKnow(alert);
    }

    // ---- lost answers

    @Test
    void answersThatAreLostAreLookedUpOrAskedAgain() {
        fault(new JsonObject().put("resetAfterAccept", 0.1), ChannelKind.values());
        int alert = issued();
        house.until(() -> requests(alert, ChannelKind.SMS) >= ALMOST
                && requests(alert, ChannelKind.PUSH) >= ALMOST
                && requests(alert, ChannelKind.EMAIL) >= ALMOST);
        fault(new JsonObject(), ChannelKind.values());
        endsWithTheReachThatProvidersKnow(alert);
        assertThat(Wire.requests(house.simulator(), alert))
                .filteredOn(request -> request.outcome().equals("reset"))
                .extracting(Wire.Request::channel)
                .contains(ChannelKind.values());
        assertThat(requests(alert, ChannelKind.SMS)).isEqualTo(PEOPLE);
    }

    @Test
    void answersThatNeverComeAreLookedUpOrAskedAgain() {
        fault(new JsonObject().put("silence", 0.1), ChannelKind.PUSH, ChannelKind.SMS);
        int alert = issued();
        house.until(() -> requests(alert, ChannelKind.SMS) >= ALMOST && requests(alert, ChannelKind.PUSH) >= ALMOST);
        fault(new JsonObject(), ChannelKind.values());
        endsWithTheReachThatProvidersKnow(alert);
        assertThat(requests(alert, ChannelKind.SMS)).isEqualTo(PEOPLE);
    }

    @Test
    void connectionsThatGoAwayLoseNothing() {
        fault(new JsonObject().put("goaway", 0.05), ChannelKind.values());
        int alert = issued();
        fault(new JsonObject().put("goaway", true), ChannelKind.values());
        endsWithTheReachThatProvidersKnow(alert);
        assertThat(requests(alert, ChannelKind.SMS)).isEqualTo(PEOPLE);
    }

    // ---- receipts

    @Test
    void receiptsThatComeTwiceLateAndInDisorderMeanTheSame() {
        fault(
                new JsonObject()
                        .put("duplicateCallbacks", 0.5)
                        .put("shuffleCallbacks", true)
                        .put("delayCallbacksMs", 300),
                ChannelKind.values());
        endsWithTheReachThatProvidersKnow(issued());
    }
}
