package uk.tocsin.console.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import uk.tocsin.audience.AudienceException;
import uk.tocsin.audience.AudienceJson;
import uk.tocsin.audience.AudienceText;
import uk.tocsin.audience.Taxonomy;
import uk.tocsin.model.Alert;
import uk.tocsin.model.Area;
import uk.tocsin.model.Audience;
import uk.tocsin.model.Category;
import uk.tocsin.model.Certainty;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Coded;
import uk.tocsin.model.Handling;
import uk.tocsin.model.Language;
import uk.tocsin.model.MessageType;
import uk.tocsin.model.Mode;
import uk.tocsin.model.Plan;
import uk.tocsin.model.ResponseType;
import uk.tocsin.model.Severity;
import uk.tocsin.model.Step;
import uk.tocsin.model.Tier;
import uk.tocsin.model.Urgency;
import uk.tocsin.model.Variant;

/// An alert's content as JSON, both ways. Reading names every field that is wrong; what the fields mean
/// together is judged by the control log's rules.
final class AlertJson {
    private AlertJson() {}

    static Alert read(JsonObject json, Taxonomy taxonomy, int parent) {
        Fields in = new Fields(json);
        Alert.Classification classification = new Alert.Classification(
                in.words("categories", Category.class),
                in.words("responses", ResponseType.class),
                in.word("urgency", Urgency.class, Urgency.UNKNOWN),
                in.word("severity", Severity.class, Severity.UNKNOWN),
                in.word("certainty", Certainty.class, Certainty.UNKNOWN));
        in.needs("expires");
        Optional<Instant> expires = in.time("expires");
        Mode mode = in.word("mode", Mode.class, Mode.ACTUAL);
        MessageType type = in.word("type", MessageType.class, MessageType.ALERT);
        Handling handling = in.word("handling", Handling.class, Handling.PUBLIC);
        String event = in.needed("event");
        Area area = in.object("area", AlertJson::area).orElse(new Area("", Optional.empty(), List.of()));
        Optional<Instant> knownAt = in.time("knownAt");
        String link = in.text("link", "");
        List<Variant> variants = in.objects("variants", (f, _) -> variant(f));
        Audience audience = audience(in, taxonomy);
        List<Step> steps = in.objects("plan", (f, _) -> step(f));
        if (steps.isEmpty() || steps.size() > Plan.MAX_STEPS) {
            in.wrong("plan", "has " + steps.size() + " steps; 1 to " + Plan.MAX_STEPS + " are allowed");
        }
        in.finish();
        return new Alert(
                mode,
                type,
                handling,
                classification,
                event,
                area,
                expires.orElseThrow(),
                knownAt,
                link,
                variants,
                audience,
                new Plan(steps),
                parent);
    }

    private static Step step(Fields in) {
        in.needs("channel");
        return new Step(
                in.word("channel", ChannelKind.class, ChannelKind.EMAIL),
                in.span("after").orElse(Duration.ZERO));
    }

    private static Area area(Fields in) {
        String description = in.needed("description");
        Optional<Area.Circle> circle =
                in.object("circle", c -> new Area.Circle(c.real("latitude"), c.real("longitude"), c.real("radiusKm")));
        List<Area.Polygon> polygons = in.objects(
                "polygons",
                (p, _) -> new Area.Polygon(
                        p.objects("points", (q, _) -> new Area.Point(q.real("latitude"), q.real("longitude")))));
        return new Area(description, circle, polygons);
    }

    private static Variant variant(Fields in) {
        return new Variant(
                in.word("tier", Tier.class, Tier.PUBLIC),
                in.word("language", Language.class, Language.EN),
                in.needed("headline"),
                in.needed("shortText"),
                in.needed("description"),
                in.text("instruction", ""));
    }

    /// The audience of a request, in either form.
    static Audience audience(Fields in, Taxonomy taxonomy) {
        try {
            switch (in.raw("audience")) {
                case String text -> {
                    return AudienceText.parse(text, taxonomy);
                }
                case JsonObject json -> {
                    return AudienceJson.read(json, taxonomy);
                }
                case null -> in.wrong("audience", "is needed, as text or as an object");
                default -> in.wrong("audience", "is neither text nor an object");
            }
        } catch (AudienceException e) {
            in.wrong("audience", String.valueOf(e.getMessage()));
        }
        return Audience.everyone();
    }

    static JsonObject write(Alert alert) {
        JsonObject json = new JsonObject()
                .put("mode", alert.mode().word())
                .put("type", alert.type().word())
                .put("handling", alert.handling().word())
                .put("event", alert.event())
                .put("categories", words(alert.classification().categories()))
                .put("responses", words(alert.classification().responses()))
                .put("urgency", alert.classification().urgency().word())
                .put("severity", alert.severity().word())
                .put("certainty", alert.classification().certainty().word())
                .put("area", write(alert.area()))
                .put("expires", alert.expires().toString())
                .put("link", alert.link())
                .put("audience", AudienceText.print(alert.audience()));
        alert.knownAt().ifPresent(at -> json.put("knownAt", at.toString()));
        JsonArray variants = new JsonArray();
        alert.variants()
                .forEach(v -> variants.add(new JsonObject()
                        .put("tier", v.tier().word())
                        .put("language", v.language().word())
                        .put("headline", v.headline())
                        .put("shortText", v.shortText())
                        .put("description", v.description())
                        .put("instruction", v.instruction())));
        JsonArray plan = new JsonArray();
        alert.plan()
                .steps()
                .forEach(s -> plan.add(new JsonObject()
                        .put("channel", s.channel().word())
                        .put("after", s.delay().toString())));
        return json.put("variants", variants).put("plan", plan);
    }

    private static JsonObject write(Area area) {
        JsonObject json = new JsonObject().put("description", area.description());
        area.circle()
                .ifPresent(c -> json.put(
                        "circle",
                        new JsonObject()
                                .put("latitude", c.latitude())
                                .put("longitude", c.longitude())
                                .put("radiusKm", c.radiusKm())));
        JsonArray polygons = new JsonArray();
        area.polygons().forEach(polygon -> {
            JsonArray points = new JsonArray();
            polygon.points()
                    .forEach(p -> points.add(
                            new JsonObject().put("latitude", p.latitude()).put("longitude", p.longitude())));
            polygons.add(new JsonObject().put("points", points));
        });
        return polygons.isEmpty() ? json : json.put("polygons", polygons);
    }

    private static JsonArray words(List<? extends Coded> values) {
        JsonArray array = new JsonArray();
        values.forEach(value -> array.add(value.word()));
        return array;
    }
}
