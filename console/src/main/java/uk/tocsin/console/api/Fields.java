package uk.tocsin.console.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import uk.tocsin.control.AlertRules;
import uk.tocsin.model.Coded;

/// Reads a JSON object field by field and remembers everything that is wrong, by path. Fields nobody asked for
/// are wrong too.
final class Fields {
    /// Eight times the longest text of an alert: what is longer was not typed by a person.
    private static final int MAX_TEXT = 1 << 16;

    /// The points of a polygon, and the organisations of one registration.
    private static final int MAX_LIST = 1000;

    private static final int LONGEST_ECHO = 40;
    private static final int MAX_PROBLEMS = 100;
    private static final Instant FIRST_TIME = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant LAST_TIME = Instant.parse("9999-12-31T23:59:59.999Z");
    private static final Duration LONGEST_SPAN = Duration.ofDays(366);

    private final JsonObject json;
    private final String path;
    private final List<Problem.Field> problems;
    private final Set<String> unread;

    Fields(JsonObject json) {
        this(json, "", new ArrayList<>());
    }

    private Fields(JsonObject json, String path, List<Problem.Field> problems) {
        this.json = json;
        this.path = path;
        this.problems = problems;
        this.unread = new TreeSet<>(json.fieldNames());
    }

    void wrong(String name, String reason) {
        problems.add(new Problem.Field(path + name, reason));
    }

    private <T> Optional<T> value(String name, Class<T> type, String kind) {
        unread.remove(name);
        if (!json.containsKey(name)) {
            return Optional.empty();
        }
        Object value = json.getValue(name);
        if (!type.isInstance(value)) {
            wrong(name, "is not " + kind);
            return Optional.empty();
        }
        return Optional.of(type.cast(value));
    }

    /// Text that every channel can carry; nothing else is let in anywhere.
    private Optional<String> text(String name) {
        Optional<String> text = value(name, String.class, "text");
        Optional<String> fault = text.flatMap(Fields::fault);
        fault.ifPresent(what -> wrong(name, what));
        return fault.isPresent() ? Optional.empty() : text;
    }

    private static Optional<String> fault(String text) {
        return text.length() > MAX_TEXT
                ? Optional.of("has " + text.length() + " characters; " + MAX_TEXT + " are allowed")
                : AlertRules.characters(text);
    }

    String text(String name, String fallback) {
        return text(name).orElse(fallback);
    }

    String needed(String name) {
        needs(name);
        return text(name).orElse("");
    }

    /// Whether there is such a field at all.
    boolean has(String name) {
        return json.containsKey(name);
    }

    /// Complains if there is no such field.
    void needs(String name) {
        if (!json.containsKey(name)) {
            wrong(name, "is needed");
        }
    }

    double real(String name) {
        needs(name);
        Optional<Number> number = value(name, Number.class, "a number");
        double value = number.map(Number::doubleValue).orElse(0.0);
        if (!Double.isFinite(value)) {
            wrong(name, "is too large a number");
            return 0.0;
        }
        return value;
    }

    Optional<Boolean> flag(String name) {
        return value(name, Boolean.class, "true or false");
    }

    int count(String name, int fallback) {
        Optional<Number> number = value(name, Number.class, "a number");
        if (number.isEmpty()) {
            return fallback;
        }
        double value = number.get().doubleValue();
        if (value != Math.rint(value) || value < 0 || value > Integer.MAX_VALUE) {
            wrong(name, "is not a whole number from 0 to " + Integer.MAX_VALUE);
            return fallback;
        }
        return (int) value;
    }

    <E extends Enum<E> & Coded> E word(String name, Class<E> type, E fallback) {
        return text(name).flatMap(word -> word(name, type, word)).orElse(fallback);
    }

    <E extends Enum<E> & Coded> List<E> words(String name, Class<E> type) {
        List<E> found = new ArrayList<>();
        JsonArray array = list(name);
        for (int i = 0; i < array.size(); i++) {
            String at = name + "[" + i + "]";
            if (array.getValue(i) instanceof String word) {
                word(at, type, word).ifPresent(found::add);
            } else {
                wrong(at, "is not text");
            }
        }
        return found;
    }

    private <E extends Enum<E> & Coded> Optional<E> word(String at, Class<E> type, String word) {
        try {
            return Optional.of(Coded.ofWord(type, word));
        } catch (IllegalArgumentException e) {
            boolean echo =
                    word.length() <= LONGEST_ECHO && AlertRules.characters(word).isEmpty();
            wrong(at, echo ? String.valueOf(e.getMessage()) : "is not one of the words that may stand here");
            return Optional.empty();
        }
    }

    /// Whole numbers from 1.
    List<Integer> counts(String name) {
        List<Integer> found = new ArrayList<>();
        JsonArray array = list(name);
        for (int i = 0; i < array.size(); i++) {
            if (array.getValue(i) instanceof Integer number && number > 0) {
                found.add(number);
            } else {
                wrong(name + "[" + i + "]", "is not a whole number from 1");
            }
        }
        return found;
    }

    private JsonArray list(String name) {
        JsonArray array = value(name, JsonArray.class, "a list").orElse(new JsonArray());
        if (array.size() > MAX_LIST) {
            wrong(name, "has " + array.size() + " entries; " + MAX_LIST + " are allowed");
            return new JsonArray();
        }
        return array;
    }

    Optional<Instant> time(String name) {
        String otherwise = "is not a time such as 2026-03-01T12:00:00Z";
        Optional<Instant> time = parsed(name, Instant::parse, otherwise);
        if (time.isPresent() && (time.get().isBefore(FIRST_TIME) || time.get().isAfter(LAST_TIME))) {
            wrong(name, otherwise);
            return Optional.empty();
        }
        return time;
    }

    Optional<Duration> span(String name) {
        String otherwise = "is not a duration such as PT2M, of a year at most";
        Optional<Duration> span = parsed(name, Duration::parse, otherwise);
        if (span.isPresent() && span.get().abs().compareTo(LONGEST_SPAN) > 0) {
            wrong(name, otherwise);
            return Optional.empty();
        }
        return span;
    }

    private <T> Optional<T> parsed(String name, Function<String, T> parse, String otherwise) {
        Optional<String> text = value(name, String.class, "text");
        try {
            return text.map(parse);
        } catch (DateTimeParseException _) {
            wrong(name, otherwise);
            return Optional.empty();
        }
    }

    /// The raw value, for forms with readers of their own.
    @Nullable
    Object raw(String name) {
        unread.remove(name);
        return json.getValue(name);
    }

    /// An object that may be missing.
    <T> Optional<T> object(String name, Function<Fields, T> reader) {
        return value(name, JsonObject.class, "an object")
                .map(inner -> read(new Fields(inner, path + name + ".", problems), reader));
    }

    /// A list of objects; the reader is told the place.
    <T> List<T> objects(String name, BiFunction<Fields, Integer, T> reader) {
        List<T> found = new ArrayList<>();
        JsonArray array = list(name);
        for (int i = 0; i < array.size(); i++) {
            int place = i;
            if (array.getValue(i) instanceof JsonObject inner) {
                Fields fields = new Fields(inner, path + name + "[" + i + "].", problems);
                found.add(read(fields, f -> reader.apply(f, place)));
            } else {
                wrong(name + "[" + i + "]", "is not an object");
            }
        }
        return found;
    }

    private static <T> T read(Fields fields, Function<Fields, T> reader) {
        T value = reader.apply(fields);
        fields.rest();
        return value;
    }

    private void rest() {
        unread.forEach(name -> wrong(shown(name), "is no field of this"));
    }

    /// A name nobody asked for, as it may be shown.
    private static String shown(String name) {
        return name.length() <= LONGEST_ECHO && AlertRules.characters(name).isEmpty()
                ? name
                : "(a name of " + name.length() + " characters)";
    }

    /// Throws if anything was wrong.
    void finish() {
        rest();
        throwIfWrong();
    }

    private void throwIfWrong() {
        if (!problems.isEmpty()) {
            String detail =
                    problems.getFirst().field() + ": " + problems.getFirst().reason();
            throw new Problem(400, "malformed", detail, problems.subList(0, Math.min(MAX_PROBLEMS, problems.size())));
        }
    }
}
