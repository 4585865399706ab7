package uk.tocsin.audience;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import uk.tocsin.model.Audience;
import uk.tocsin.model.Audience.And;
import uk.tocsin.model.Audience.Everyone;
import uk.tocsin.model.Audience.In;
import uk.tocsin.model.Audience.Not;
import uk.tocsin.model.Audience.Or;
import uk.tocsin.model.Dimension;

/// The JSON form of an audience: every object has exactly one of the members `everyone` (true), `in` (an object
/// of `dimension` and `values`), `and`, `or` (arrays) and `not` (an object).
///
/// As in the text form, a police force may be named as a region and is written as the force it is.
public final class AudienceJson {
    private static final Set<String> IN_MEMBERS = Set.of("dimension", "values");

    private final Taxonomy taxonomy;
    private int terms;

    private AudienceJson(Taxonomy taxonomy) {
        this.taxonomy = taxonomy;
    }

    /// The audience a JSON object means; [AudienceException] names the path of what is wrong with it.
    public static Audience read(JsonObject json, Taxonomy taxonomy) {
        return new AudienceJson(taxonomy).node(json, "$", 1);
    }

    /// The canonical JSON of an audience: equal audiences are written alike.
    public static JsonObject write(Audience audience) {
        return switch (audience) {
            case Everyone everyone -> new JsonObject().put("everyone", true);
            case In(Dimension dimension, List<String> values) ->
                new JsonObject()
                        .put(
                                "in",
                                new JsonObject()
                                        .put("dimension", dimension.word())
                                        .put("values", new JsonArray(new ArrayList<>(values))));
            case And(List<Audience> parts) -> new JsonObject().put("and", write(parts));
            case Or(List<Audience> parts) -> new JsonObject().put("or", write(parts));
            case Not(Audience inner) -> new JsonObject().put("not", write(inner));
        };
    }

    private static JsonArray write(List<Audience> parts) {
        JsonArray array = new JsonArray();
        parts.forEach(part -> array.add(write(part)));
        return array;
    }

    private Audience node(Object value, String path, int level) {
        // A force among regions, or a negation merged away, may add or save levels: canonical depth is checked too.
        if (level > Audience.MAX_DEPTH) {
            throw refuse(path, "more than " + Audience.MAX_DEPTH + " levels");
        }
        JsonObject object = object(value, path);
        if (object.size() != 1) {
            throw refuse(path, "expected exactly one of everyone, in, and, or, not");
        }
        String member = object.fieldNames().iterator().next();
        String inner = path + "." + shown(member);
        Object content = object.getValue(member);
        return switch (member) {
            case "everyone" -> everyone(content, inner);
            case "in" -> in(object(content, inner), inner);
            case "and" -> {
                List<Audience> parts = parts(content, inner, level);
                yield bounded(path, () -> Audience.and(parts));
            }
            case "or" -> {
                List<Audience> parts = parts(content, inner, level);
                yield bounded(path, () -> Audience.or(parts));
            }
            case "not" -> {
                Audience negated = node(content, inner, level + 1);
                yield bounded(path, () -> Audience.not(negated));
            }
            default -> throw AudienceException.inJson(unknownMember(member), path);
        };
    }

    private Audience everyone(Object content, String path) {
        if (!Boolean.TRUE.equals(content)) {
            throw refuse(path, "expected true");
        }
        countTerm(path);
        return Audience.everyone();
    }

    private Audience in(JsonObject in, String path) {
        for (String member : in.fieldNames()) {
            if (!IN_MEMBERS.contains(member)) {
                String nearest = Suggestions.nearest(member, IN_MEMBERS).orElse(null);
                throw AudienceException.inJson(
                        new Complaint("unknown member " + Complaint.quote(member), nearest), path);
            }
        }
        String word = string(in.getValue("dimension"), path + ".dimension");
        Dimension dimension = Dimension.ofWord(Taxonomy.normal(word))
                .orElseThrow(
                        () -> AudienceException.inJson(Terms.unknownDimension(taxonomy, word), path + ".dimension"));
        JsonArray values = array(in.getValue("values"), path + ".values");
        List<Integer> segments = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            segments.add(value(dimension, values.getValue(i), path + ".values[" + i + "]"));
        }
        return Terms.anyOf(segments, taxonomy);
    }

    private int value(Dimension dimension, Object value, String path) {
        countTerm(path);
        String word = string(value, path);
        return taxonomy.resolve(dimension, word)
                .orElseThrow(() -> AudienceException.inJson(Terms.unknownValue(taxonomy, dimension, word), path));
    }

    private List<Audience> parts(Object content, String path, int level) {
        JsonArray array = array(content, path);
        List<Audience> parts = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            parts.add(node(array.getValue(i), path + "[" + i + "]", level + 1));
        }
        return parts;
    }

    private void countTerm(String path) {
        if (++terms > Audience.MAX_TERMS) {
            throw refuse(path, "more than " + Audience.MAX_TERMS + " terms");
        }
    }

    private static Audience bounded(String path, Supplier<Audience> node) {
        try {
            return node.get();
        } catch (IllegalArgumentException e) {
            AudienceException refusal = refuse(path, "more than " + Audience.MAX_DEPTH + " levels");
            refusal.initCause(e);
            throw refusal;
        }
    }

    private static JsonObject object(Object value, String path) {
        if (value instanceof JsonObject object) {
            return object;
        }
        throw refuse(path, "expected an object");
    }

    private static JsonArray array(Object value, String path) {
        if (value instanceof JsonArray array && !array.isEmpty()) {
            return array;
        }
        throw refuse(path, "expected an array that is not empty");
    }

    private static String string(Object value, String path) {
        if (value instanceof String string) {
            return string;
        }
        throw refuse(path, "expected a string");
    }

    private static Complaint unknownMember(String member) {
        String nearest = Suggestions.nearest(member, List.of("everyone", "in", "and", "or", "not"))
                .orElse(null);
        return new Complaint("unknown member " + Complaint.quote(member), nearest);
    }

    private static String shown(String member) {
        return member.length() > 16 ? "…" : member;
    }

    private static AudienceException refuse(String path, String what) {
        return AudienceException.inJson(Complaint.of(what), path);
    }
}
