package uk.tocsin.console.pages.approve;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import uk.tocsin.console.pages.Form;
import uk.tocsin.console.pages.FormOf;

class MomentTest {
    private static Optional<Instant> read(Form form) {
        return Moment.read(form, "date", "time");
    }

    private static Form form(String date, String time) {
        return FormOf.fields(Map.of("date", date, "time", time));
    }

    @Test
    void itIsTheTimeOfTheUnitedKingdom() {
        assertThat(read(form("2026-07-01", "14:30"))).contains(Instant.parse("2026-07-01T13:30:00Z"));
        assertThat(read(form("2026-12-01", "14:30"))).contains(Instant.parse("2026-12-01T14:30:00Z"));
    }

    @Test
    void anHourThatTheClocksLeaveOutIsNoTime() {
        Form form = form("2026-03-29", "01:30");

        assertThat(read(form)).isEmpty();
        assertThat(form.typed().fault("time"))
                .hasValueSatisfying(words -> assertThat(words).contains("clocks go forward"));
    }

    @Test
    void anHourThatThereIsTwiceIsTheFirst() {
        assertThat(read(form("2026-10-25", "01:30"))).contains(Instant.parse("2026-10-25T00:30:00Z"));
    }

    @Test
    void whatIsMissingOrNoTimeIsSaid() {
        assertThat(read(form("", "10:00"))).isEmpty();
        assertThat(read(form("2026-02-30", "10:00"))).isEmpty();
        assertThat(read(form("2026-02-28", "25:00"))).isEmpty();
    }
}
