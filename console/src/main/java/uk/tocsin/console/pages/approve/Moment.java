package uk.tocsin.console.pages.approve;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Optional;
import uk.tocsin.console.pages.Form;
import uk.tocsin.console.pages.Text;

/// Reads a day and a time of day as the clocks of the United Kingdom show them. Stateless; any thread.
final class Moment {
    private Moment() {}

    /// The instant that two fields name; empty, and said in the form, where they name none. In the hour that there is
    /// twice in October it is the first.
    static Optional<Instant> read(Form form, String day, String time) {
        String date = form.needed(day, "Enter the day, such as 2026-11-30");
        String clock = form.needed(time, "Enter the time of day, such as 14:30");
        if (date.isEmpty() || clock.isEmpty()) {
            return Optional.empty();
        }
        LocalDateTime local;
        try {
            local = LocalDateTime.of(LocalDate.parse(date), LocalTime.parse(clock));
        } catch (DateTimeException e) {
            form.wrong(time, "Enter a day such as 2026-11-30 and a time such as 14:30");
            return Optional.empty();
        }
        if (Text.ZONE.getRules().getValidOffsets(local).isEmpty()) {
            form.wrong(time, "The clocks go forward then: there is no such time on that day");
            return Optional.empty();
        }
        return Optional.of(local.atZone(Text.ZONE).toInstant());
    }
}
