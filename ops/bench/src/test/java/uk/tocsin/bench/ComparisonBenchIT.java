package uk.tocsin.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every bench that compares us with something else at its smallest.
@Timeout(90)
class ComparisonBenchIT {
    @ParameterizedTest
    @ValueSource(strings = {"push", "sms", "email", "engine"})
    void aComparisonPrintsTheBaselineAndTheCpu(String name) {
        assertThat(Printed.figures(name))
                .anySatisfy(figure -> {
                    assertThat(figure.getString("baseline")).isNotEmpty();
                    assertThat(figure.getDouble("ratio"))
                            .isCloseTo(
                                    figure.getDouble("value") / figure.getDouble("baselineValue"), withPercentage(2));
                })
                .allSatisfy(figure ->
                        assertThat(figure.getDouble("cpuMicrosPerMessage")).isPositive());
    }
}
