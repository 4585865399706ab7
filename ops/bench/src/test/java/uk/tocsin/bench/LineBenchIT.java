package uk.tocsin.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every bench of the whole line at its smallest, with the processes it needs: that it runs to its end, and what it
/// prints. The figures themselves mean nothing at this size.
@Timeout(90)
class LineBenchIT {
    @ParameterizedTest
    @ValueSource(strings = {"reach-lag", "receipts", "approve-to-wire", "cancel", "quota", "self-service"})
    void everyBenchPrintsItsFigures(String name) {
        assertThat(Printed.figures(name)).isNotEmpty();
    }
}
