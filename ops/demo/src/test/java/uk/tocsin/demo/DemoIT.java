package uk.tocsin.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The demonstration itself, small: what a newcomer sees.
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class DemoIT {
    private static final int PEOPLE = 400;

    @TempDir
    private Path data;

    private final StringWriter printed = new StringWriter();
    private final PrintWriter out = new PrintWriter(printed, true);

    @Test
    void theMainJobIsDoneEveryFigureEqualsTheSimulatorsAndASecondStartGoesOn() throws IOException {
        int status = new Rehearsal(new DemoOptions(false, false, PEOPLE, Optional.of(data), 0), out).run();

        assertThat(printed.toString())
                .contains("for 400 people, approved by officer 3")
                .contains("persons by region")
                .contains("persons by size")
                .contains("reach equals the simulator's own counts");
        assertThat(status).isZero();

        String token = new JsonObject(Files.readString(data.resolve("demo/logins.json"))).getString("analyst");
        try (Stage second = Stage.open(data, new DemoOptions(true, false, PEOPLE, Optional.of(data), 0), out)) {
            assertThat(second.logins().token("analyst")).isEqualTo(token);
            assertThat(everyone(second)).isEqualTo(PEOPLE);
        }
        assertThatThrownBy(() -> Stage.open(data, new DemoOptions(true, false, PEOPLE + 1, Optional.of(data), 0), out))
                .hasMessageContaining("holds a population of 400");
    }

    private static long everyone(Stage stage) {
        return stage.api("officer")
                .post("/api/v1/audiences/count", new JsonObject().put("audience", "everyone"))
                .getLong("count");
    }
}
