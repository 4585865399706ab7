package uk.tocsin.console.pages.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MomentsTest {
    /// A summer morning in London: 11:00 there.
    private static final Instant NOW = Instant.parse("2026-07-01T10:00:00Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "4 hours | 2026-07-01T14:00:00Z",
                "in 90 min | 2026-07-01T11:30:00Z",
                "2 Days | 2026-07-03T10:00:00Z",
                "18:00 | 2026-07-01T17:00:00Z",
                "9.30 | 2026-07-02T08:30:00Z",
                "27/11/2026 09:30 | 2026-11-27T09:30:00Z",
                "2 July 2026 09:30 | 2026-07-02T08:30:00Z",
                "14:30, 2 Jul 2026 | 2026-07-02T13:30:00Z",
                "2026-07-02T13:30 | 2026-07-02T12:30:00Z",
                "2026-07-02T13:30:00Z | 2026-07-02T13:30:00Z"
            })
    void anEndIsReadAsItIsTyped(String typed, Instant time) {
        assertThat(Moments.ahead(typed, NOW)).contains(time);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "now | 2026-07-01T10:00:00Z",
                "10 minutes ago | 2026-07-01T09:50:00Z",
                "18:00 | 2026-06-30T17:00:00Z",
                "10:45 | 2026-07-01T09:45:00Z"
            })
    void whatWasIsBehind(String typed, Instant time) {
        assertThat(Moments.behind(typed, NOW)).contains(time);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "25:00", "31/02/2026 09:00", "4 fortnights", "-1 hours", "99999999 days", "P"})
    void rubbishIsNoTime(String typed) {
        assertThat(Moments.ahead(typed, NOW)).isEmpty();
        assertThat(Moments.behind(typed, NOW)).isEmpty();
    }

    @Test
    void spansReadAsTheyAreWritten() {
        for (Duration span : new Duration[] {
            Duration.ZERO, Duration.ofSeconds(90), Duration.ofMinutes(2), Duration.ofDays(1), Duration.ofMillis(1500)
        }) {
            assertThat(Moments.span(Moments.write(span))).contains(span);
        }
        assertThat(Moments.write(Duration.ofMinutes(1))).isEqualTo("1 minute");
    }

    /// 01:30 comes twice on the night when the clocks go back: the second one is written in full.
    @Test
    void theHourThatComesTwiceIsNotMistaken() {
        for (String time : new String[] {"2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z", "2026-11-26T10:00:00.123Z"}) {
            Instant instant = Instant.parse(time);
            assertThat(Moments.ahead(Moments.write(instant), NOW)).contains(instant);
        }
    }
}
