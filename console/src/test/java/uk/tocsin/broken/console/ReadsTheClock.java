package uk.tocsin.broken.console;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.function.Supplier;

/// Breaks a rule of the house on purpose.
final class ReadsTheClock {
    private ReadsTheClock() {}

    @SuppressWarnings("JavaUtilDate")
    static List<Object> clocks() {
        Supplier<Instant> reference = Instant::now;
        return List.of(
                reference, LocalDate.now(ZoneOffset.UTC), System.currentTimeMillis(), Clock.systemUTC(), new Date());
    }
}
