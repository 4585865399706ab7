package uk.tocsin.simulator;

import io.vertx.core.json.JsonObject;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Reads typed fields from a JSON object and refuses what is wrong by the field's name.
final class Fields {

    private final JsonObject json;

    /// Refuses any field that is not among the known ones.
    Fields(JsonObject json, Set<String> known) {
        this.json = json;
        for (String name : json.fieldNames()) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException(name + ": no such field; known are " + String.join(", ", known));
            }
        }
    }

    /// A share in [0, 1]; `true` counts as 1.
    double share(String name, double fallback) {
        Object value = json.getValue(name, fallback);
        if (value instanceof Boolean flag) {
            return flag ? 1 : 0;
        }
        return share(name, value);
    }

    int count(String name, int fallback) {
        Object value = json.getValue(name, fallback);
        if (value instanceof Number number && number.doubleValue() == number.intValue() && number.intValue() >= 0) {
            return number.intValue();
        }
        throw new IllegalArgumentException(name + ": a whole number of 0 or more is needed");
    }

    double positive(String name, double fallback) {
        Object value = json.getValue(name, fallback);
        if (value instanceof Number number && number.doubleValue() >= 0 && number.doubleValue() <= 1e6) {
            return number.doubleValue();
        }
        throw new IllegalArgumentException(name + ": a number between 0 and 1000000 is needed");
    }

    boolean flag(String name, boolean fallback) {
        if (json.getValue(name, fallback) instanceof Boolean flag) {
            return flag;
        }
        throw new IllegalArgumentException(name + ": true or false is needed");
    }

    String text(String name, String fallback) {
        if (json.getValue(name, fallback) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException(name + ": a string is needed");
    }

    /// An object within; `fallback` when absent.
    JsonObject object(String name, JsonObject fallback) {
        if (json.getValue(name, fallback) instanceof JsonObject object) {
            return object;
        }
        throw new IllegalArgumentException(name + ": an object is needed");
    }

    /// Shares by provider code, sorted by code; together at most 1.
    Map<String, Double> shares(String name, Map<String, Double> fallback) {
        if (!json.containsKey(name)) {
            return fallback;
        }
        Map<String, Double> shares = new TreeMap<>();
        double sum = 0;
        for (Map.Entry<String, Object> entry : object(name, new JsonObject())) {
            double share = share(name + "." + entry.getKey(), entry.getValue());
            shares.put(entry.getKey(), share);
            sum += share;
        }
        if (sum > 1 + 1e-9) {
            throw new IllegalArgumentException(name + ": the shares add up to " + sum + ", more than 1");
        }
        return Collections.unmodifiableMap(shares);
    }

    /// The same shares in one order for every run: a draw walks them.
    static Map<String, Double> sorted(Map<String, Double> shares) {
        return Collections.unmodifiableMap(new TreeMap<>(shares));
    }

    static JsonObject sharesToJson(Map<String, Double> shares) {
        JsonObject json = new JsonObject();
        shares.forEach(json::put);
        return json;
    }

    private static double share(String name, Object value) {
        if (value instanceof Number number && number.doubleValue() >= 0 && number.doubleValue() <= 1) {
            return number.doubleValue();
        }
        throw new IllegalArgumentException(name + ": a share between 0 and 1 is needed");
    }
}
