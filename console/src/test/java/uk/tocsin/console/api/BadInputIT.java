package uk.tocsin.console.api;

import static org.assertj.core.api.Assertions.assertThat;
import static uk.tocsin.console.api.ApiHouse.ADMINISTRATOR;
import static uk.tocsin.console.api.ApiHouse.APPROVER;
import static uk.tocsin.console.api.ApiHouse.OFFICER;
import static uk.tocsin.console.api.ApiHouse.REGISTRAR;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import uk.tocsin.console.api.ApiHouse.Answer;

/// Whatever is sent, it is a 4xx problem that names the field and the reason, nothing is done, and the server
/// keeps answering.
class BadInputIT {
    private static final int NINE_MEGABYTES = 9 << 20;
    private static final Set<String> OPTIONAL = Set.of(
            "questions",
            "actions",
            "mode",
            "type",
            "handling",
            "categories",
            "responses",
            "urgency",
            "severity",
            "certainty",
            "area",
            "area.circle",
            "area.polygons",
            "area.polygons[0].points",
            "link",
            "knownAt",
            "variants");

    @TempDir
    static Path data;

    private static ApiHouse api;
    private long acts;

    @BeforeAll
    static void open() {
        api = ApiHouse.open(data);
    }

    @AfterAll
    static void close() {
        api.close();
    }

    @BeforeEach
    void remember() {
        acts = acts();
    }

    @AfterEach
    void nothingWasDoneAndTheServerAnswers() {
        assertThat(acts()).isEqualTo(acts);
        assertThat(api.get(OFFICER, "/api/v1/staff/me").status()).isEqualTo(200);
    }

    private static long acts() {
        return api.get(ADMINISTRATOR, "/api/v1/audit?limit=1000").body().getJsonArray("acts").stream()
                .filter(row -> ((JsonObject) row).getInteger("actor") != 0)
                .count();
    }

    private static Answer draft(byte[] body) {
        return api.send(api.token(OFFICER), HttpMethod.POST, "/api/v1/alerts", body, Map.of());
    }

    private static void refused(Answer answer, String field) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.problem()).isEqualTo("malformed");
        assertThat(fields(answer)).as(answer.text()).anyMatch(named -> named.startsWith(field));
    }

    private static List<String> fields(Answer answer) {
        return answer.body().getJsonArray("errors", new JsonArray()).stream()
                .map(error -> ((JsonObject) error).getString("field"))
                .toList();
    }

    // ---- every field of an alert, by every wrong type

    /// A place in a JSON document.
    private record Place(String path, Object parent, Object key) {
        Object value() {
            return parent instanceof JsonObject object
                    ? object.getValue((String) key)
                    : ((JsonArray) parent).getValue((Integer) key);
        }

        void set(@Nullable Object value) {
            if (parent instanceof JsonObject object) {
                object.put((String) key, value);
            } else {
                ((JsonArray) parent).set((Integer) key, value);
            }
        }
    }

    private static List<Place> places(JsonObject json) {
        List<Place> found = new ArrayList<>();
        walk("", json, found);
        return found;
    }

    private static void walk(String path, Object node, List<Place> found) {
        if (node instanceof JsonObject object) {
            for (String name : List.copyOf(object.fieldNames())) {
                String at = path.isEmpty() ? name : path + "." + name;
                found.add(new Place(at, object, name));
                walk(at, object.getValue(name), found);
            }
        } else if (node instanceof JsonArray array) {
            for (int i = 0; i < array.size(); i++) {
                found.add(new Place(path + "[" + i + "]", array, i));
                walk(path + "[" + i + "]", array.getValue(i), found);
            }
        }
    }

    private static List<@Nullable Object> values() {
        return Arrays.asList(
                null,
                true,
                7,
                -0.5,
                "\u0000",
                new JsonArray(),
                new JsonArray().addNull(),
                new JsonObject().put("x", 1));
    }

    private static boolean sameKind(@Nullable Object value, Object other) {
        return value != null
                && (value.getClass() == other.getClass() || value instanceof Number && other instanceof Number);
    }

    /// A route that takes a body, and a good one for it.
    record Door(int staff, HttpMethod method, String path, JsonObject sample) {
        Answer send(JsonObject body) {
            return api.send(api.token(staff), method, path, body.toBuffer().getBytes(), Map.of());
        }
    }

    private static List<Door> doors() {
        JsonObject reason = new JsonObject().put("reason", "the area is wrong");
        JsonObject approval = new JsonObject().put("digest", "0".repeat(64)).put("at", "2026-03-01T12:00:00Z");
        JsonObject member = new JsonObject().put("active", true).put("roles", JsonArray.of("officer"));
        JsonObject added = new JsonObject().put("staff", 7).put("roles", JsonArray.of("officer"));
        JsonObject glass = new JsonObject().put("digest", "0".repeat(64)).put("reason", "Shots are fired");
        JsonObject review = new JsonObject().put("finding", "Right").put("justified", true);
        JsonObject release =
                new JsonObject().put("version", 1).put("place", "Camden").put("area", 0);
        JsonObject tier = new JsonObject().put("tier", "business").put("until", "2027-03-01T12:00:00Z");
        return List.of(
                new Door(OFFICER, HttpMethod.POST, "/api/v1/alerts", Samples.alert()),
                new Door(OFFICER, HttpMethod.PUT, "/api/v1/templates/one", Samples.alert()),
                new Door(OFFICER, HttpMethod.POST, "/api/v1/halt", reason),
                new Door(APPROVER, HttpMethod.POST, "/api/v1/alerts/1/approve", approval),
                new Door(APPROVER, HttpMethod.PUT, "/api/v1/on-call", new JsonObject().put("staff", JsonArray.of(3))),
                new Door(ADMINISTRATOR, HttpMethod.POST, "/api/v1/staff", added),
                new Door(ADMINISTRATOR, HttpMethod.PUT, "/api/v1/staff/7", member),
                new Door(
                        ADMINISTRATOR,
                        HttpMethod.PUT,
                        "/api/v1/channels/sms/quota",
                        new JsonObject().put("perMinute", 60)),
                new Door(OFFICER, HttpMethod.POST, "/api/v1/alerts/1/break-glass", glass),
                new Door(APPROVER, HttpMethod.POST, "/api/v1/alerts/1/review", review),
                new Door(OFFICER, HttpMethod.PUT, "/api/v1/holding-messages/one", Samples.holding()),
                new Door(OFFICER, HttpMethod.POST, "/api/v1/holding-messages/one/release", release),
                new Door(REGISTRAR, HttpMethod.PUT, "/api/v1/subscribers/0/tier", tier),
                new Door(REGISTRAR, HttpMethod.POST, "/api/v1/organisations", Samples.organisation("+447700900001")));
    }

    @ParameterizedTest
    @MethodSource("doors")
    void aFieldOfTheWrongTypeIsNamed(Door door) {
        int count = places(door.sample()).size();
        for (int i = 0; i < count; i++) {
            for (Object wrong : values()) {
                JsonObject body = door.sample().copy();
                Place place = places(body).get(i);
                boolean good = sameKind(wrong, place.value())
                        && (wrong instanceof Number || wrong instanceof Boolean || empty(wrong));
                if (!good) {
                    place.set(wrong);
                    refused(door.send(body), place.path());
                }
            }
        }
    }

    private static boolean empty(@Nullable Object value) {
        return value instanceof JsonArray array && array.isEmpty();
    }

    @Test
    void aMissingFieldIsNamed() {
        List<String> needed = places(Samples.alert()).stream()
                .filter(place -> place.parent() instanceof JsonObject)
                .map(Place::path)
                .filter(path -> !OPTIONAL.contains(path))
                .filter(
                        path -> !path.matches(
                                "variants\\[.]\\.(tier|language|instruction)|plan\\[.]\\.(after|among|condition|enough)|.*\\.cy"))
                .toList();
        assertThat(needed).hasSizeGreaterThan(20);
        for (String path : needed) {
            JsonObject alert = Samples.alert();
            Place place = places(alert).stream()
                    .filter(p -> p.path().equals(path))
                    .findFirst()
                    .orElseThrow();
            ((JsonObject) place.parent()).remove((String) place.key());
            refused(draft(alert.toBuffer().getBytes()), path);
        }
    }

    @Test
    void anUnknownFieldIsNamedWhereverItStands() {
        assertUnknown("colour", alert -> alert.put("colour", "red"));
        assertUnknown("area.colour", alert -> alert.getJsonObject("area").put("colour", "red"));
        assertUnknown(
                "variants[1].colour",
                alert -> alert.getJsonArray("variants").getJsonObject(1).put("colour", "red"));
        assertUnknown(
                "area.polygons[0].points[0].colour",
                alert -> alert.getJsonObject("area")
                        .getJsonArray("polygons")
                        .getJsonObject(0)
                        .getJsonArray("points")
                        .getJsonObject(0)
                        .put("colour", 1));
        assertUnknown("(a name of 100 characters)", alert -> alert.put("x".repeat(100), 1));
    }

    private static void assertUnknown(String field, Consumer<JsonObject> change) {
        JsonObject alert = Samples.alert();
        change.accept(alert);
        refused(draft(alert.toBuffer().getBytes()), field);
    }

    // ---- bodies that are no JSON

    @Test
    void rubbishIsRefused() {
        byte[][] bodies = {
            bytes("{"),
            bytes("nonsense"),
            bytes("[]"),
            bytes("\"text\""),
            bytes("null"),
            bytes("7"),
            bytes("{} {}"),
            bytes("{\"reason\": \"a\", \"reason\": \"b\"}"),
            bytes("{'event': 'x'}"),
            bytes("{\"event\": NaN}"),
            bytes("{\"event\": 0x10}"),
            bytes("{\"a\":".repeat(5000) + "1" + "}".repeat(5000)),
            bytes("[".repeat(100_000)),
            bytes("{\"event\": " + "9".repeat(5000) + "}"),
            {'{', '"', 'e', '"', ':', '"', (byte) 0xc3, '"', '}'},
            {(byte) 0xff, (byte) 0xfe, 0, 0},
            {'{', '"', 'e', '"', ':', '"', (byte) 0xc0, (byte) 0x80, '"', '}'},
            {'{', '"', 'e', '"', ':', '"', 0, '"', '}'},
        };
        for (byte[] body : bodies) {
            for (String path : List.of("/api/v1/alerts", "/api/v1/audiences/count", "/api/v1/halt")) {
                Answer answer = api.send(api.token(OFFICER), HttpMethod.POST, path, body, Map.of());
                assertThat(answer.status()).as(answer.text()).isEqualTo(400);
                assertThat(answer.problem()).isEqualTo("malformed");
            }
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aBodyOfNineMegabytesIsRefused() {
        byte[] body = new byte[NINE_MEGABYTES];
        Arrays.fill(body, (byte) ' ');
        body[0] = '{';
        body[body.length - 1] = '}';

        Answer answer = draft(body);

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.problem()).isEqualTo("too-large");
    }

    @Test
    void aBodyWithoutATokenIsNotRead() {
        Answer answer = api.send("", HttpMethod.POST, "/api/v1/alerts", new byte[1 << 20], Map.of());

        assertThat(answer.status()).isEqualTo(401);
    }

    // ---- texts and numbers that no channel can carry

    @Test
    void charactersThatDeceiveAreNamed() {
        for (String bad :
                List.of("\\u0000", "\\u001b[31m", "\\u202e", "\\u2066", "\\ud800", "\\udc00 x", "\\uffff", "\\u0085")) {
            String alert = Samples.alert().encode().replace("Avoid Camden", "Avoid " + bad + "Camden");
            refused(draft(bytes(alert)), "variants[0].headline");
            String reason = "{\"reason\": \"x" + bad + "\"}";
            Answer halt = api.send(api.token(OFFICER), HttpMethod.POST, "/api/v1/halt", bytes(reason), Map.of());
            refused(halt, "reason");
        }
    }

    @Test
    void numbersBeyondAllBoundsAreNamed() {
        for (String number : List.of("1e999", "-1e999", "9".repeat(400))) {
            refused(draft(bytes(Samples.alert().encode().replace("51.5393", number))), "area.circle.latitude");
        }
        refusedTime("expires", "+1000000000-12-31T23:59:59.999999999Z");
        refusedTime("expires", "-1000000000-01-01T00:00:00Z");
        refusedTime("knownAt", "yesterday");
        for (String after : List.of("PT2562047788015215H", "P99999999999999999999D", "-PT9999999H", "2m", "PT")) {
            refused(draft(bytes(Samples.alert().encode().replace("PT2M", after))), "plan[1].after");
        }
    }

    @Test
    void aPlanOrAPromptThatCannotBeIsNamed() {
        String good = Samples.alert().encode();
        refused(draft(bytes(good.replace("role = duty-manager", "role = butler"))), "plan[1].among");
        refused(draft(bytes(good.replace("unacknowledged", "perhaps"))), "plan[1].condition");
        refused(draft(bytes(good.replace("\"enough\":90", "\"enough\":101"))), "plan[1].enough");
        refused(draft(bytes(good.replace("\"act-awareness\"", "\"juggling\""))), "actions[1].target");
        refused(draft(bytes(good.replace("\"call\"", "\"shout\""))), "actions[0].kind");
        refused(draft(bytes(good.replace("\"choices\"", "\"options\""))), "questions[0].options");
        refused(draft(bytes(good.replace("\"en\":\"Yes\"", "\"fr\":\"Oui\""))), "questions[0].choices[0].en");
    }

    private static void refusedTime(String field, String time) {
        refused(draft(Samples.alert().put(field, time).toBuffer().getBytes()), field);
    }

    @Test
    void longTextsAndListsAreNamed() {
        refused(
                draft(Samples.alert()
                        .put("event", "x".repeat(70_000))
                        .toBuffer()
                        .getBytes()),
                "event");
        JsonArray many = new JsonArray();
        for (int i = 0; i < 2000; i++) {
            many.add("Security");
        }
        refused(draft(Samples.alert().put("categories", many).toBuffer().getBytes()), "categories");
        JsonArray variants = new JsonArray();
        JsonObject variant = Samples.alert().getJsonArray("variants").getJsonObject(0);
        for (int i = 0; i < 10; i++) {
            variants.add(variant.copy().put("description", "d".repeat(60_000)));
        }
        Answer answer =
                draft(Samples.alert().put("variants", variants).toBuffer().getBytes());
        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.problem()).isEqualTo("limit");
    }

    @Test
    void deepAudiencesAreNamed() {
        String text = "not (".repeat(3000) + "sector = retail" + ")".repeat(3000);
        refused(draft(Samples.alert().put("audience", text).toBuffer().getBytes()), "audience");
        String json = "{\"not\":".repeat(900) + "{\"everyone\":true}" + "}".repeat(900);
        String body = Samples.alert().encode().replace("\"sector = food-and-drink\"", json);
        refused(draft(bytes(body)), "audience");
    }

    @Test
    void anOrganisationThatIsTooMuchForOneShardIsNamed() {
        JsonObject person = Samples.organisation("+447700900001")
                .getJsonArray("organisations")
                .getJsonObject(0)
                .getJsonArray("people")
                .getJsonObject(0);
        JsonArray people = new JsonArray();
        for (int i = 0; i < 1000; i++) {
            people.add(person);
        }
        JsonArray two = JsonArray.of(new JsonObject().put("people", people), new JsonObject().put("people", people));
        assertOrganisations(two);
        JsonArray premises = new JsonArray();
        for (int i = 0; i < 1000; i++) {
            premises.add(new JsonObject().put("latitude", 51.5).put("longitude", -0.1));
        }
        assertOrganisations(
                JsonArray.of(new JsonObject().put("premises", premises).put("people", people)));
        assertOrganisations(new JsonArray());
    }

    private static void assertOrganisations(JsonArray organisations) {
        refused(
                api.post(REGISTRAR, "/api/v1/organisations", new JsonObject().put("organisations", organisations)),
                "organisations");
    }

    @Test
    void addressesAndSegmentsAreNamed() {
        String good = Samples.organisation("+447700900001").encode();
        String at = "organisations[0].people[0].";
        assertOrganisation(good.replace("food-and-drink", "food-and-drnk"), at + "sector");
        assertOrganisation(good.replace("+447700900001", "07700 900001"), at + "endpoints[0].address");
        assertOrganisation(good.replace("business", "ct"), at + "tier");
        assertOrganisation(good.replace("51.5393", "0"), "organisations[0].premises[0].latitude");
        assertOrganisation(good.replace("Sam Example", "x".repeat(201)), at + "name");
    }

    private static void assertOrganisation(String body, String field) {
        refused(api.send(api.token(REGISTRAR), HttpMethod.POST, "/api/v1/organisations", bytes(body), Map.of()), field);
    }

    // ---- addresses and headers

    @Test
    void strangeAddressesAreProblemsToo() {
        for (String path :
                List.of("/api/v1/alerts/x", "/api/v1/alerts/-1", "/api/v1/alerts/99999999999", "/api/v1/alerts/1%00")) {
            Answer answer = api.get(OFFICER, path);
            assertThat(answer.status()).as(path).isEqualTo(400);
        }
        assertThat(api.get(OFFICER, "/api/v1/nothing").status()).isEqualTo(404);
        assertThat(api.get(OFFICER, "/nothing").status()).isEqualTo(404);
        assertThat(api.delete(OFFICER, "/api/v1/alerts").status()).isEqualTo(405);
        assertThat(api.get(OFFICER, "/api/v1/alerts/999999").status()).isEqualTo(404);
    }

    @Test
    void noAnswerTellsHowTheServerIsMade() {
        for (Answer answer : List.of(
                draft(bytes("{")),
                api.get(OFFICER, "/api/v1/alerts/x"),
                draft(Samples.alert().put("mode", "' OR 1=1 --").toBuffer().getBytes()))) {
            assertThat(answer.text()).doesNotContain("Exception", "java.", "io.vertx", "uk.tocsin", "com.fasterxml");
        }
    }
}
