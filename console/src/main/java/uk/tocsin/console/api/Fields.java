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
import uk.tocsin.model.Coded;

/// Reads a JSON object field by field and remembers everything that is wrong, by path. Fields nobody asked for
/// are wrong too.
final class Fields {
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
        Object value = json.getValue(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!type.isInstance(value)) {
            wrong(name, "is not " + kind);
            return Optional.empty();
        }
        return Optional.of(type.cast(value));
    }

    String text(String name, String fallback) {
        return value(name, String.class, "text").orElse(fallback);
    }

    String needed(String name) {
        Optional<String> text = value(name, String.class, "text");
        if (text.isEmpty() && json.getValue(name) == null) {
            wrong(name, "is needed");
        }
        return text.orElse("");
    }

    double real(String name) {
        Optional<Number> number = value(name, Number.class, "a number");
        if (json.getValue(name) == null) {
            wrong(name, "is needed");
        }
        return number.map(Number::doubleValue).orElse(0.0);
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
        String word = text(name, fallback.word());
        try {
            return Coded.ofWord(type, word);
        } catch (IllegalArgumentException e) {
            wrong(name, String.valueOf(e.getMessage()));
            return fallback;
        }
    }

    <E extends Enum<E> & Coded> List<E> words(String name, Class<E> type) {
        List<E> found = new ArrayList<>();
        JsonArray array = value(name, JsonArray.class, "a list").orElse(new JsonArray());
        for (int i = 0; i < array.size(); i++) {
            try {
                found.add(Coded.ofWord(type, String.valueOf(array.getValue(i))));
            } catch (IllegalArgumentException e) {
                wrong(name + "[" + i + "]", String.valueOf(e.getMessage()));
            }
        }
        return found;
    }

    Optional<Instant> time(String name) {
        return parsed(name, Instant::parse, "is not a time such as 2026-03-01T12:00:00Z");
    }

    Optional<Duration> span(String name) {
        return parsed(name, Duration::parse, "is not a duration such as PT2M");
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
        JsonArray array = value(name, JsonArray.class, "a list").orElse(new JsonArray());
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
        unread.forEach(name -> wrong(name, "is no field of this"));
    }

    /// Throws if anything was wrong.
    void finish() {
        rest();
        if (!problems.isEmpty()) {
            String detail =
                    problems.getFirst().field() + ": " + problems.getFirst().reason();
            throw new Problem(400, "malformed", detail, problems);
        }
    }
}
