package uk.tocsin.console.edge;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import uk.tocsin.console.House;
import uk.tocsin.console.register.Organisation;
import uk.tocsin.model.Alert;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.NoticeKind;
import uk.tocsin.receipt.DeliveryToken;
import uk.tocsin.receipt.NoticeToken;
import uk.tocsin.simulator.Behaviour;

/// An installation seen from outside: by those who read its messages, and by an officer at its API. People do nothing
/// by themselves here. Blocks.
final class EdgeHouse implements AutoCloseable {
    /// Of the one training that has a page here.
    static final String TRAINING = "https://learn.example.test/act-awareness";

    static final String SECRET = "0123456789abcdef0123456789abcdef";
    static final String OTHER_SECRET = "fedcba9876543210fedcba9876543210";

    private static final Map<String, String> SETTINGS = Map.of(
            "done.act-awareness.url", TRAINING,
            "done.act-awareness.secret", SECRET,
            "done.act-security.url", "https://learn.example.test/act-security",
            "done.act-security.secret", OTHER_SECRET);
    private static final Behaviour QUIET = new Behaviour(
            new Behaviour.Push(Map.of(), 0, 0, 0),
            new Behaviour.Sms(Map.of(), 0, Map.of(), 0, 0),
            new Behaviour.Email(Map.of(), 0, 0, 0),
            0);

    private final House house;
    private final Visitor visitor;
    private final Visitor api;
    private final String officer;

    private EdgeHouse(Path directory) throws IOException {
        this.house = House.open(directory, QUIET, SETTINGS);
        this.visitor = new Visitor(house.edge().port());
        this.api = new Visitor(house.apiPort());
        this.officer = house.token(House.OFFICER);
    }

    static EdgeHouse open(Path directory) throws IOException {
        return new EdgeHouse(directory);
    }

    House house() {
        return house;
    }

    Visitor visitor() {
        return visitor;
    }

    /// Registers them; their ordinals.
    int[] register(List<Organisation> organisations) {
        return house.register(organisations).ordinals();
    }

    /// Issues an alert and waits until it is settled.
    int issue(Alert alert) {
        int number = house.issue(alert);
        house.settle(number);
        return number;
    }

    /// What an address says of a delivery by the first step of an alert.
    String token(int alert, int ordinal, ChannelKind channel) {
        return house.installation().keys().tokens().url(new DeliveryToken(alert, ordinal, 0, channel.code()));
    }

    /// The link of a notice, below the public address.
    String notice(NoticeKind kind, int ordinal) {
        NoticeToken token = NoticeToken.of(
                kind, ordinal, ChannelKind.EMAIL.code(), Instant.now().plus(Duration.ofMinutes(15)));
        return "/n/" + house.installation().keys().tokens().url(token);
    }

    /// Signs somebody in.
    void signIn(Browser browser, int ordinal) throws Exception {
        browser.open(notice(NoticeKind.SIGN_IN, ordinal)).submit("/n/", "kind", "yes");
    }

    /// The reach of an alert, as the API tells it.
    JsonObject reach(int alert) throws Exception {
        return good(api.get("/api/v1/alerts/" + alert + "/reach", "Authorization", "Bearer " + officer));
    }

    /// How many an audience means, as the API tells it.
    long count(String audience) throws Exception {
        String body = new JsonObject().put("audience", audience).encode();
        HttpResponse<String> answer =
                api.post("/api/v1/audiences/count", "application/json", body, "Authorization", "Bearer " + officer);
        return good(answer).getLong("count");
    }

    private static JsonObject good(HttpResponse<String> answer) {
        if (answer.statusCode() != 200) {
            throw new AssertionError("answered " + answer.statusCode() + ": " + answer.body());
        }
        return new JsonObject(answer.body());
    }

    /// Posts a text from a phone to the edge, signed as by Twilio.
    HttpResponse<String> reply(String number, String words) throws Exception {
        JsonObject twilio = new JsonObject(Files.readString(house.simulator().twilioCredentials()));
        String path = "/receipts/sms-replies";
        return visitor.signed(
                path, House.PUBLIC + path, twilio.getString("authToken"), Map.of("From", number, "Body", words));
    }

    /// How often the edge refused something for a reason.
    double refused(String why) {
        return house.counted("tocsin.receipts.refused", "why", why);
    }

    @Override
    public void close() {
        api.close();
        visitor.close();
        house.close();
    }
}
