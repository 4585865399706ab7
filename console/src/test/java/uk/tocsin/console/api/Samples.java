package uk.tocsin.console.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import uk.tocsin.control.Role;

/// Bodies of requests that are good.
final class Samples {
    /// One time for a run: equal requests are made twice.
    @SuppressWarnings("TimeInStaticInitializer")
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    private Samples() {}

    /// An alert with every field there is, as it is written back.
    static JsonObject alert() {
        return new JsonObject()
                .put("mode", "Actual")
                .put("type", "Alert")
                .put("handling", "OFFICIAL-PUBLIC")
                .put("event", "Suspicious item")
                .put("categories", JsonArray.of("Security", "Safety"))
                .put("responses", JsonArray.of("Avoid", "Monitor"))
                .put("urgency", "Immediate")
                .put("severity", "Severe")
                .put("certainty", "Observed")
                .put("area", area())
                .put("expires", NOW.plus(Duration.ofHours(6)).toString())
                .put("link", "https://alerts.example.test/camden")
                .put("audience", "sector = food-and-drink")
                .put("knownAt", NOW.minus(Duration.ofMinutes(5)).toString())
                .put("variants", JsonArray.of(variant("en-GB", "Avoid Camden"), variant("cy-GB", "Osgowch Camden")))
                .put("plan", plan())
                .put("questions", JsonArray.of(question()))
                .put("actions", JsonArray.of(action("call", "999"), action("complete", "act-awareness")));
    }

    /// The same as an update: it goes to all who received the original, so no share of answers ends it.
    static JsonObject update() {
        JsonObject update = alert().put("type", "Update");
        update.getJsonArray("plan").getJsonObject(1).remove("enough");
        return update;
    }

    /// A holding message for a place in London.
    static JsonObject holding() {
        JsonObject content = alert().put("area", new JsonObject().put("description", "{place}"))
                .put("variants", JsonArray.of(variant("en-GB", "Avoid {place}")));
        content.remove("knownAt");
        content.remove("expires");
        return new JsonObject()
                .put("content", content)
                .put(
                        "areas",
                        JsonArray.of(new JsonObject()
                                .put("audience", "region = london")
                                .put("words", "London")))
                .put("most", 1000)
                .put("lifetime", "PT2H")
                .put("until", NOW.plus(Duration.ofDays(30)).toString());
    }

    private static JsonArray plan() {
        JsonObject texts = step("sms", "PT2M")
                .put("among", "role = duty-manager")
                .put("condition", "unacknowledged")
                .put("enough", 90);
        return JsonArray.of(step("push", "PT0S"), texts, step("email", "PT10M"));
    }

    private static JsonObject question() {
        return new JsonObject()
                .put("text", words("Is your site open?"))
                .put("choices", JsonArray.of(words("Yes"), words("No")));
    }

    private static JsonObject action(String kind, String target) {
        return new JsonObject().put("kind", kind).put("text", words("Do it")).put("target", target);
    }

    private static JsonObject words(String english) {
        return new JsonObject().put("en", english).put("cy", "Cymraeg: " + english);
    }

    private static JsonObject area() {
        JsonArray ring =
                JsonArray.of(place(51.53, -0.15), place(51.53, -0.13), place(51.55, -0.13), place(51.53, -0.15));
        return new JsonObject()
                .put("description", "Camden High Street")
                .put("circle", place(51.5393, -0.1427).put("radiusKm", 0.5))
                .put("polygons", JsonArray.of(new JsonObject().put("points", ring)));
    }

    private static JsonObject place(double latitude, double longitude) {
        return new JsonObject().put("latitude", latitude).put("longitude", longitude);
    }

    private static JsonObject variant(String language, String headline) {
        return new JsonObject()
                .put("tier", "public")
                .put("language", language)
                .put("headline", headline)
                .put("shortText", "Avoid Camden High Street.")
                .put("description", "Police are dealing with a suspicious item.\nMore will follow.")
                .put("instruction", "Stay away.");
    }

    private static JsonObject step(String channel, String after) {
        return new JsonObject().put("channel", channel).put("after", after);
    }

    /// A café in Camden with one person.
    static JsonObject organisation(String number) {
        return organisation(number, "london");
    }

    static JsonObject organisation(String number, String region) {
        JsonObject person = new JsonObject()
                .put("name", "Sam Example")
                .put("tier", "business")
                .put("language", "en-GB")
                .put("sector", "food-and-drink")
                .put("region", region)
                .put(
                        "endpoints",
                        JsonArray.of(new JsonObject().put("channel", "sms").put("address", number)));
        JsonObject organisation = new JsonObject()
                .put("premises", JsonArray.of(place(51.5393, -0.1427)))
                .put("people", JsonArray.of(person));
        return new JsonObject().put("organisations", JsonArray.of(organisation));
    }

    /// The one role of a member of [ApiHouse].
    static Role role(int staff) {
        return switch (staff) {
            case ApiHouse.ADMINISTRATOR -> Role.ADMINISTRATOR;
            case ApiHouse.OFFICER -> Role.OFFICER;
            case ApiHouse.APPROVER -> Role.APPROVER;
            case ApiHouse.ANALYST -> Role.ANALYST;
            case ApiHouse.REGISTRAR -> Role.REGISTER_OFFICER;
            default -> throw new IllegalArgumentException("staff " + staff + " has several roles");
        };
    }
}
