package uk.tocsin.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/// What a bench prints at its smallest.
final class Printed {
    private static final Set<String> FIELDS =
            Set.of("name", "value", "unit", "baseline", "baselineValue", "ratio", "cpuMicrosPerMessage");

    /// Runs the command line, which must end with this status; what it printed.
    static String by(int status, String... args) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        assertThat(BenchMain.run(out, args)).isEqualTo(status);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /// The figures of a bench, each of them whole.
    static List<JsonObject> figures(String name) {
        List<JsonObject> figures = by(0, "bench", name, "--json", "--scale", "small")
                .lines()
                .map(JsonObject::new)
                .toList();
        assertThat(figures).isNotEmpty().allSatisfy(figure -> {
            assertThat(figure.fieldNames()).isEqualTo(FIELDS);
            assertThat(figure.getString("name")).startsWith(name + ".");
            assertThat(figure.getDouble("value")).isPositive();
            assertThat(figure.getString("unit")).isNotEmpty();
        });
        return figures;
    }

    private Printed() {}
}
