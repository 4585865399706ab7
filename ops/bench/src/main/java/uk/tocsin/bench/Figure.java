package uk.tocsin.bench;

import io.vertx.core.json.JsonObject;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One figure of a bench.
///
/// @param name the bench's name, a dot, and what was measured
/// @param unit of both values
/// @param baseline what it is compared with; empty for nothing
/// @param cpuMicros process CPU of this JVM a message, in microseconds; NaN where there are no messages
record Figure(String name, String unit, Spread value, String baseline, Spread baselineValue, double cpuMicros) {
    private static final double SMALL = 100;

    /// A figure compared with nothing.
    static Figure alone(String name, String unit, Spread value, double cpuMicros) {
        return new Figure(name, unit, value, "", Spread.NONE, cpuMicros);
    }

    /// The value divided by the baseline's; NaN where there is none.
    double ratio() {
        return value.middle() / baselineValue.middle();
    }

    /// One object with every field; null where there is no value.
    JsonObject json() {
        return new JsonObject()
                .put("name", name)
                .put("value", number(value.middle()))
                .put("unit", unit)
                .put("baseline", baseline.isEmpty() ? null : baseline)
                .put("baselineValue", number(baselineValue.middle()))
                .put("ratio", number(ratio()))
                .put("cpuMicrosPerMessage", number(cpuMicros));
    }

    private static @Nullable Double number(double value) {
        return Double.isFinite(value) ? Math.round(value * 1000) / 1000.0 : null;
    }

    /// One line for a person: the median, and the least and the most in brackets.
    String text() {
        String line = String.format(Locale.UK, "%-38s %s %s", name, text(value), unit);
        if (!baseline.isEmpty()) {
            line += String.format(
                    Locale.UK,
                    "; %s: %s; ratio %.3f",
                    baseline,
                    text(baselineValue).strip(),
                    ratio());
        }
        return Double.isFinite(cpuMicros) && !unit.startsWith("µs CPU")
                ? line + String.format(Locale.UK, "; %.1f µs CPU each", cpuMicros)
                : line;
    }

    private static String text(Spread spread) {
        String form = Math.abs(spread.most()) < SMALL ? "%,.2f" : "%,.0f";
        String middle = String.format(Locale.UK, "%12s", String.format(Locale.UK, form, spread.middle()));
        return spread.least() == spread.most()
                ? middle
                : middle + String.format(Locale.UK, " [" + form + "–" + form + "]", spread.least(), spread.most());
    }
}
