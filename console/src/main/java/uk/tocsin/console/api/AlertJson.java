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
import uk.tocsin.model.Action;
import uk.tocsin.model.Alert;
import uk.tocsin.model.Area;
import uk.tocsin.model.Audience;
import uk.tocsin.model.Category;
import uk.tocsin.model.Certainty;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Coded;
import uk.tocsin.model.Condition;
import uk.tocsin.model.Dimension;
import uk.tocsin.model.Handling;
import uk.tocsin.model.Language;
import uk.tocsin.model.MessageType;
import uk.tocsin.model.Mode;
import uk.tocsin.model.Plan;
import uk.tocsin.model.Prompts;
import uk.tocsin.model.Question;
import uk.tocsin.model.ResponseType;
import uk.tocsin.model.Severity;
import uk.tocsin.model.Step;
import uk.tocsin.model.Tier;
import uk.tocsin.model.Urgency;
import uk.tocsin.model.Variant;
import uk.tocsin.model.Words;

/// An alert's content as JSON, both ways. Reading names every field that is wrong; what the fields mean
/// together is judged by the control log's rules.
public final class AlertJson {
    private AlertJson() {}

    /// Reads one; a [Problem] names every field that is wrong.
    public static Alert read(JsonObject json, Taxonomy taxonomy, int parent) {
        Fields in = new Fields(json);
        in.needs("expires");
        Alert alert = content(in, taxonomy, parent);
        in.finish();
        return alert;
    }

    /// The same inside another body, where it need not say when it expires; what is wrong is for the reader of that
    /// body to find.
    static Alert content(Fields in, Taxonomy taxonomy, int parent) {
        Alert.Classification classification = new Alert.Classification(
                in.words("categories", Category.class),
                in.words("responses", ResponseType.class),
                in.word("urgency", Urgency.class, Urgency.UNKNOWN),
                in.word("severity", Severity.class, Severity.UNKNOWN),
                in.word("certainty", Certainty.class, Certainty.UNKNOWN));
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
        List<Step> steps = in.objects("plan", (f, _) -> step(f, taxonomy));
        Prompts prompts = new Prompts(
                in.objects("questions", (f, _) -> question(f)), in.objects("actions", (f, _) -> action(f, taxonomy)));
        if (steps.isEmpty() || steps.size() > Plan.MAX_STEPS) {
            in.wrong("plan", "has " + steps.size() + " steps; 1 to " + Plan.MAX_STEPS + " are allowed");
            steps = List.of(new Step(ChannelKind.EMAIL, Duration.ZERO));
        }
        return new Alert(
                mode,
                type,
                handling,
                classification,
                event,
                area,
                expires.orElse(Instant.EPOCH),
                knownAt,
                link,
                variants,
                audience,
                new Plan(steps),
                parent,
                prompts);
    }

    private static Step step(Fields in, Taxonomy taxonomy) {
        in.needs("channel");
        int enough = in.count("enough", 0);
        if (enough > 100) {
            in.wrong("enough", "is no percentage");
        }
        return new Step(
                in.word("channel", ChannelKind.class, ChannelKind.EMAIL),
                in.span("after").orElse(Duration.ZERO),
                in.has("among") ? audience(in, "among", taxonomy) : Audience.everyone(),
                in.word("condition", Condition.class, Condition.ALWAYS),
                Math.min(enough, 100));
    }

    private static Question question(Fields in) {
        in.needs("choices");
        return new Question(words(in, "text"), in.objects("choices", (f, _) -> words(f)));
    }

    private static Action action(Fields in, Taxonomy taxonomy) {
        in.needs("kind");
        Action.Kind kind = in.word("kind", Action.Kind.class, Action.Kind.OPEN);
        String target = in.needed("target");
        if (kind == Action.Kind.COMPLETE
                && taxonomy.find(Dimension.DONE, target).isEmpty()) {
            in.wrong("target", "is nothing that can be completed");
        }
        return new Action(kind, words(in, "text"), target);
    }

    private static Words words(Fields in, String field) {
        return in.object(field, AlertJson::words).orElseGet(() -> {
            in.wrong(field, "is needed, with en and perhaps cy");
            return new Words("", "");
        });
    }

    private static Words words(Fields in) {
        return new Words(in.needed("en"), in.text("cy", ""));
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
        return audience(in, "audience", taxonomy);
    }

    private static Audience audience(Fields in, String field, Taxonomy taxonomy) {
        try {
            switch (in.raw(field)) {
                case String text -> {
                    return AudienceText.parse(text, taxonomy);
                }
                case JsonObject json -> {
                    return AudienceJson.read(json, taxonomy);
                }
                case null -> in.wrong(field, "is needed, as text or as an object");
                default -> in.wrong(field, "is neither text nor an object");
            }
        } catch (AudienceException e) {
            in.wrong(field, String.valueOf(e.getMessage()));
        }
        return Audience.everyone();
    }

    /// Writes one.
    public static JsonObject write(Alert alert) {
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
        alert.plan().steps().forEach(step -> plan.add(write(step)));
        json.put("variants", variants).put("plan", plan);
        if (!alert.prompts().questions().isEmpty()) {
            json.put("questions", questions(alert.prompts()));
        }
        return alert.prompts().actions().isEmpty() ? json : json.put("actions", actions(alert.prompts()));
    }

    /// What a step does not restrict is not mentioned.
    static JsonObject write(Step step) {
        JsonObject json = new JsonObject()
                .put("channel", step.channel().word())
                .put("after", step.delay().toString());
        if (!step.among().equals(Audience.everyone())) {
            json.put("among", AudienceText.print(step.among()));
        }
        if (step.condition() != Condition.ALWAYS) {
            json.put("condition", step.condition().word());
        }
        return step.enough() == 0 ? json : json.put("enough", step.enough());
    }

    private static JsonArray questions(Prompts prompts) {
        JsonArray questions = new JsonArray();
        prompts.questions().forEach(question -> {
            JsonArray choices = new JsonArray();
            question.choices().forEach(choice -> choices.add(write(choice)));
            questions.add(new JsonObject().put("text", write(question.words())).put("choices", choices));
        });
        return questions;
    }

    private static JsonArray actions(Prompts prompts) {
        JsonArray actions = new JsonArray();
        prompts.actions()
                .forEach(action -> actions.add(new JsonObject()
                        .put("kind", action.kind().word())
                        .put("text", write(action.words()))
                        .put("target", action.target())));
        return actions;
    }

    private static JsonObject write(Words words) {
        JsonObject json = new JsonObject().put("en", words.english());
        return words.welsh().isEmpty() ? json : json.put("cy", words.welsh());
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
