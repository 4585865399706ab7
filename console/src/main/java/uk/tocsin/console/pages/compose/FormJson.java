package uk.tocsin.console.pages.compose;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import uk.tocsin.console.api.AlertJson;
import uk.tocsin.model.Alert;
import uk.tocsin.model.Language;

/// Turns the fields of the editor into the JSON that the API reads, and an alert into fields. Judges nothing: what
/// cannot be understood is passed on as it was typed, so that the API's reader says what is wrong with it. Welsh
/// texts, questions, choices and actions in which nothing was typed are left out. Pure; any thread.
final class FormJson {
    private static final String NUMBER = "-?[0-9]{1,6}(\\.[0-9]{1,20})?([eE]-?[0-9]{1,2})?";

    private final Fields fields;
    private final Instant now;
    private final Map<String, String> places = new LinkedHashMap<>();

    private FormJson(Fields fields, Instant now) {
        this.fields = fields;
        this.now = now;
    }

    /// What became of the fields.
    ///
    /// @param places where the rows of the JSON's lists are in the form
    record Read(JsonObject json, Map<String, String> places) {
        /// The field of the form that a path in the JSON is about.
        String field(String path) {
            String longest = "";
            for (String each : places.keySet()) {
                if (path.startsWith(each) && each.length() > longest.length()) {
                    longest = each;
                }
            }
            return longest.isEmpty() ? path : places.get(longest) + path.substring(longest.length());
        }
    }

    /// Reads the fields.
    ///
    /// @param now what spans are counted from
    /// @param type the message type, which the form does not choose
    static Read read(Fields fields, Instant now, String type) {
        FormJson form = new FormJson(fields, now);
        return new Read(form.alert(type), Map.copyOf(form.places));
    }

    // ---- from fields

    private JsonObject alert(String type) {
        JsonObject json = new JsonObject().put("type", type).put("event", strip("event"));
        for (String word : List.of("mode", "handling", "urgency", "severity", "certainty", "link", "audience")) {
            some(json, word, word);
        }
        json.put("categories", words("categories")).put("responses", words("responses"));
        json.put("area", area());
        time(json, "expires", Moments.ahead(fields.text("expires"), now).orElse(null));
        time(json, "knownAt", Moments.behind(fields.text("knownAt"), now).orElse(null));
        json.put("variants", rows("variants", this::variant));
        json.put("plan", rows("plan", this::step));
        rest(json, "questions", rows("questions", this::question));
        rest(json, "actions", rows("actions", this::action));
        return json;
    }

    private static void rest(JsonObject json, String name, JsonArray rows) {
        if (!rows.isEmpty()) {
            json.put(name, rows);
        }
    }

    private JsonArray rows(String list, Function<String, JsonObject> reader) {
        JsonArray rows = new JsonArray();
        for (int i = 0; i < fields.rows(list); i++) {
            String at = list + "[" + i + "]";
            JsonObject row = fields.hasRow(list, i) ? reader.apply(at) : new JsonObject();
            if (!row.isEmpty()) {
                places.put(list + "[" + rows.size() + "]", at);
                rows.add(row);
            }
        }
        return rows;
    }

    private JsonObject variant(String at) {
        List<String> texts = List.of("headline", "shortText", "description", "instruction");
        boolean welsh = fields.text(at + ".language").equals(Language.CY.word());
        if (welsh && texts.stream().allMatch(each -> fields.blank(at + "." + each))) {
            return new JsonObject();
        }
        JsonObject json = new JsonObject();
        some(json, "tier", at + ".tier");
        some(json, "language", at + ".language");
        texts.forEach(each -> json.put(each, strip(at + "." + each)));
        return json;
    }

    private JsonObject step(String at) {
        JsonObject json = new JsonObject();
        some(json, "channel", at + ".channel");
        some(json, "among", at + ".among");
        some(json, "condition", at + ".condition");
        String after = strip(at + ".after");
        if (!after.isEmpty()) {
            json.put("after", Moments.span(after).map(Duration::toString).orElse(after));
        }
        number(json, "enough", at + ".enough");
        return json;
    }

    private JsonObject question(String at) {
        JsonArray choices = new JsonArray();
        for (int k = 0; k < 10; k++) {
            String choice = at + ".choices[" + k + "]";
            if (!fields.blank(choice + ".en") || !fields.blank(choice + ".cy")) {
                String row = "questions[" + count("questions[") + "].choices[" + choices.size() + "]";
                places.put(row, choice);
                choices.add(both(choice));
            }
        }
        boolean nothing = choices.isEmpty() && fields.blank(at + ".text.en") && fields.blank(at + ".text.cy");
        return nothing
                ? new JsonObject()
                : new JsonObject().put("text", both(at + ".text")).put("choices", choices);
    }

    /// The rows of a list so far.
    private long count(String list) {
        return places.keySet().stream()
                .filter(each -> each.startsWith(list) && each.indexOf('.') < 0)
                .count();
    }

    private JsonObject action(String at) {
        boolean nothing =
                fields.blank(at + ".target") && fields.blank(at + ".text.en") && fields.blank(at + ".text.cy");
        if (nothing) {
            return new JsonObject();
        }
        JsonObject json = new JsonObject().put("text", both(at + ".text")).put("target", strip(at + ".target"));
        some(json, "kind", at + ".kind");
        return json;
    }

    private JsonObject both(String at) {
        JsonObject json = new JsonObject().put("en", strip(at + ".en"));
        some(json, "cy", at + ".cy");
        return json;
    }

    private JsonObject area() {
        JsonObject json = new JsonObject().put("description", strip("area.description"));
        JsonObject circle = new JsonObject();
        for (String each : List.of("latitude", "longitude", "radiusKm")) {
            number(circle, each, "area.circle." + each);
        }
        rest(json, "polygons", polygons());
        return circle.isEmpty() ? json : json.put("circle", circle);
    }

    /// A line for each polygon, of points "latitude,longitude" with spaces between them.
    private JsonArray polygons() {
        JsonArray polygons = new JsonArray();
        fields.text("area.polygons")
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .forEach(line -> {
                    List<String> points = Arrays.asList(line.split("\\s+"));
                    if (points.stream().allMatch(point -> point.matches(NUMBER + "," + NUMBER))) {
                        JsonArray ring = new JsonArray();
                        points.forEach(point -> ring.add(new JsonObject()
                                .put("latitude", Double.valueOf(point.substring(0, point.indexOf(','))))
                                .put("longitude", Double.valueOf(point.substring(point.indexOf(',') + 1)))));
                        polygons.add(new JsonObject().put("points", ring));
                    } else {
                        polygons.add(line);
                    }
                });
        return polygons;
    }

    private String strip(String field) {
        return fields.text(field).strip();
    }

    private void some(JsonObject json, String name, String field) {
        if (!fields.blank(field)) {
            json.put(name, strip(field));
        }
    }

    private JsonArray words(String field) {
        return new JsonArray(
                fields.all(field).stream().filter(each -> !each.isBlank()).toList());
    }

    private void time(JsonObject json, String field, @Nullable Instant time) {
        if (!fields.blank(field)) {
            json.put(field, time == null ? strip(field) : time.toString());
        }
    }

    private void number(JsonObject json, String name, String field) {
        String text = strip(field);
        if (!text.isEmpty()) {
            json.put(name, text.matches(NUMBER) ? (Object) Double.valueOf(text) : text);
        }
    }

    // ---- to fields

    /// The fields of an alert's content, with a pair of languages for every tier.
    static Fields write(Alert alert) {
        return write(AlertJson.write(alert));
    }

    /// The fields of an alert's JSON.
    static Fields write(JsonObject json) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        for (String word :
                List.of("event", "mode", "handling", "urgency", "severity", "certainty", "link", "audience")) {
            put(fields, word, json.getString(word, ""));
        }
        for (String list : List.of("categories", "responses")) {
            fields.put(
                    list,
                    json.getJsonArray(list, new JsonArray()).stream()
                            .map(String::valueOf)
                            .toList());
        }
        for (String time : List.of("expires", "knownAt")) {
            String text = json.getString(time, "");
            put(fields, time, text.isEmpty() ? "" : Moments.write(Instant.parse(text)));
        }
        area(fields, json.getJsonObject("area", new JsonObject()));
        variants(fields, json.getJsonArray("variants", new JsonArray()));
        each(json, "plan", (at, row) -> step(fields, at, row));
        each(json, "questions", (at, row) -> question(fields, at, row));
        each(json, "actions", (at, row) -> {
            put(fields, at + ".kind", row.getString("kind", ""));
            put(fields, at + ".target", row.getString("target", ""));
            both(fields, at + ".text", row.getJsonObject("text"));
        });
        return new Fields(fields);
    }

    @FunctionalInterface
    private interface Row {
        void write(String at, JsonObject row);
    }

    private static void each(JsonObject json, String list, Row writer) {
        JsonArray rows = json.getJsonArray(list, new JsonArray());
        for (int i = 0; i < rows.size(); i++) {
            writer.write(list + "[" + i + "]", rows.getJsonObject(i));
        }
    }

    private static void put(Map<String, List<String>> fields, String field, String value) {
        if (!value.isEmpty()) {
            fields.put(field, List.of(value));
        }
    }

    private static void area(Map<String, List<String>> fields, JsonObject area) {
        put(fields, "area.description", area.getString("description", ""));
        JsonObject circle = area.getJsonObject("circle", new JsonObject());
        circle.forEach(entry -> put(fields, "area.circle." + entry.getKey(), String.valueOf(entry.getValue())));
        StringBuilder lines = new StringBuilder();
        for (Object polygon : area.getJsonArray("polygons", new JsonArray())) {
            lines.append(lines.isEmpty() ? "" : "\n");
            String between = "";
            for (Object each : ((JsonObject) polygon).getJsonArray("points")) {
                JsonObject point = (JsonObject) each;
                lines.append(between)
                        .append(point.getValue("latitude"))
                        .append(',')
                        .append(point.getValue("longitude"));
                between = " ";
            }
        }
        put(fields, "area.polygons", lines.toString());
    }

    private static void variants(Map<String, List<String>> fields, JsonArray variants) {
        Map<String, Integer> tiers = new LinkedHashMap<>();
        for (Object each : variants) {
            JsonObject variant = (JsonObject) each;
            String tier = variant.getString("tier");
            boolean welsh = variant.getString("language").equals(Language.CY.word());
            int pair = tiers.computeIfAbsent(tier, _ -> tiers.size()) * 2;
            languages(fields, tier, pair);
            String at = "variants[" + (welsh ? pair + 1 : pair) + "].";
            for (String text : List.of("headline", "shortText", "description", "instruction")) {
                put(fields, at + text, variant.getString(text, ""));
            }
        }
    }

    /// Begins the pair of rows of a tier.
    static void languages(Map<String, List<String>> fields, String tier, int pair) {
        for (Language language : Language.values()) {
            String at = "variants[" + (pair + language.code()) + "].";
            put(fields, at + "tier", tier);
            put(fields, at + "language", language.word());
        }
    }

    private static void step(Map<String, List<String>> fields, String at, JsonObject row) {
        put(fields, at + ".channel", row.getString("channel", ""));
        put(fields, at + ".after", Moments.write(Duration.parse(row.getString("after", "PT0S"))));
        put(fields, at + ".among", row.getString("among", ""));
        put(fields, at + ".condition", row.getString("condition", "always"));
        put(fields, at + ".enough", row.containsKey("enough") ? String.valueOf(row.getInteger("enough")) : "");
    }

    private static void question(Map<String, List<String>> fields, String at, JsonObject row) {
        both(fields, at + ".text", row.getJsonObject("text"));
        JsonArray choices = row.getJsonArray("choices", new JsonArray());
        for (int k = 0; k < choices.size(); k++) {
            both(fields, at + ".choices[" + k + "]", choices.getJsonObject(k));
        }
    }

    private static void both(Map<String, List<String>> fields, String at, JsonObject words) {
        put(fields, at + ".en", words.getString("en", ""));
        put(fields, at + ".cy", words.getString("cy", ""));
    }
}
