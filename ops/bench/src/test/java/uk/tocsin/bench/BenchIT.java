package uk.tocsin.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The command line of the benches, and every bench of a part at its smallest.
@Timeout(90)
class BenchIT {
    @ParameterizedTest
    @ValueSource(strings = {"growth", "audience", "reach", "register", "pages", "import", "journal"})
    void everyBenchPrintsItsFigures(String name) {
        assertThat(Printed.figures(name)).isNotEmpty();
    }

    @Test
    void aProfileFollowsTheFigures() {
        assertThat(Printed.by(0, "bench", "audience", "--profile", "--scale", "small"))
                .containsSubsequence("audience.count.p99", "profile of 1 measured", "own frame", "allocated class");
    }

    @Test
    void anUnknownNameIsRefused() {
        assertThat(Printed.by(2, "bench", "nothing")).isEmpty();
        assertThat(Printed.by(2, "bench", "audience", "--scale", "huge")).isEmpty();
        assertThat(Printed.by(2, "bench", "audience", "--json", "--profile")).isEmpty();
    }
}
