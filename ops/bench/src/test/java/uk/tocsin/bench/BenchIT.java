package uk.tocsin.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every bench at its smallest, with the processes it needs: that it runs to its end, and what it prints. The figures
/// themselves mean nothing at this size.
@Timeout(90)
class BenchIT {
    private static final Set<String> FIELDS =
            Set.of("name", "value", "unit", "baseline", "baselineValue", "ratio", "cpuMicrosPerMessage");

    private static String printed(int status, String... args) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        assertThat(BenchMain.run(out, args)).isEqualTo(status);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static List<JsonObject> measured(String name) {
        List<JsonObject> figures = printed(0, "bench", name, "--json", "--scale", "small")
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "audience",
                "reach",
                "reach-lag",
                "receipts",
                "approve-to-wire",
                "cancel",
                "quota",
                "growth",
                "register",
                "self-service",
                "import"
            })
    void everyBenchPrintsItsFigures(String name) {
        measured(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"push", "sms", "email", "engine"})
    void aComparisonPrintsTheBaselineAndTheCpu(String name) {
        assertThat(measured(name))
                .anySatisfy(figure -> {
                    assertThat(figure.getString("baseline")).isNotEmpty();
                    assertThat(figure.getDouble("ratio"))
                            .isCloseTo(
                                    figure.getDouble("value") / figure.getDouble("baselineValue"), withPercentage(2));
                })
                .allSatisfy(figure ->
                        assertThat(figure.getDouble("cpuMicrosPerMessage")).isPositive());
    }

    @Test
    void aProfileFollowsTheFigures() {
        assertThat(printed(0, "bench", "audience", "--profile", "--scale", "small"))
                .containsSubsequence("audience.count.p99", "profile of 1 measured", "own frame", "allocated class");
    }

    @Test
    void anUnknownNameIsRefused() {
        assertThat(printed(2, "bench", "nothing")).isEmpty();
        assertThat(printed(2, "bench", "audience", "--scale", "huge")).isEmpty();
        assertThat(printed(2, "bench", "audience", "--json", "--profile")).isEmpty();
    }
}
