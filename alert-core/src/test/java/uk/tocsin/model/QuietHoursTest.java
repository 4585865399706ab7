package uk.tocsin.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuietHoursTest {
    @ParameterizedTest
    @CsvSource({
        // summer time is an hour ahead of UTC
        "FROM_22_TO_7, 2026-07-01T21:00:00Z, 2026-07-02T06:00:00Z",
        "FROM_22_TO_7, 2026-07-02T05:59:59Z, 2026-07-02T06:00:00Z",
        "FROM_22_TO_7, 2026-11-25T22:30:00Z, 2026-11-26T07:00:00Z",
        "FROM_0_TO_6, 2026-11-25T00:00:00Z, 2026-11-25T06:00:00Z",
        "FROM_18_TO_8, 2026-11-25T18:00:00Z, 2026-11-26T08:00:00Z",
        // the night in which the clocks go back is an hour longer, and that in which they go forward an hour shorter
        "FROM_22_TO_7, 2026-10-24T22:00:00Z, 2026-10-25T07:00:00Z",
        "FROM_22_TO_7, 2026-03-28T23:00:00Z, 2026-03-29T06:00:00Z"
    })
    void theyEndAtTheirHourInBritain(QuietHours hours, Instant now, Instant end) {
        assertThat(hours.endingAfter(now)).contains(end);
    }

    @ParameterizedTest
    @CsvSource({
        "NONE, 2026-11-25T03:00:00Z",
        "FROM_22_TO_7, 2026-11-25T07:00:00Z",
        "FROM_22_TO_7, 2026-11-25T21:59:59Z",
        "FROM_0_TO_6, 2026-11-25T06:00:00Z"
    })
    void outsideThemTheyHoldNothing(QuietHours hours, Instant now) {
        assertThat(hours.endingAfter(now)).isEmpty();
    }

    @Test
    void theWordSaysTheHours() {
        for (QuietHours hours : QuietHours.values()) {
            assertThat(hours.word()).matches("none|[0-2][0-9]-0[0-9]");
        }
    }
}
