package uk.tocsin.model;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;

/// When a subscriber does not want to be woken, in British time. An extreme alert comes through all the same.
public enum QuietHours implements Coded {
    NONE(0, "none", 0, 0),
    FROM_21_TO_7(1, "21-07", 21, 7),
    FROM_22_TO_6(2, "22-06", 22, 6),
    FROM_22_TO_7(3, "22-07", 22, 7),
    FROM_23_TO_7(4, "23-07", 23, 7),
    FROM_23_TO_8(5, "23-08", 23, 8),
    FROM_0_TO_6(6, "00-06", 0, 6),
    FROM_18_TO_8(7, "18-08", 18, 8);

    /// Where these hours are counted.
    public static final ZoneId ZONE = ZoneId.of("Europe/London");

    private final int code;
    private final String word;
    private final int from;
    private final int to;

    QuietHours(int code, String word, int from, int to) {
        this.code = code;
        this.word = word;
        this.from = from;
        this.to = to;
    }

    @Override
    public int code() {
        return code;
    }

    @Override
    public String word() {
        return word;
    }

    /// When they end, if they hold at this moment.
    public Optional<Instant> endingAfter(Instant now) {
        ZonedDateTime here = now.atZone(ZONE);
        int hour = here.getHour();
        boolean holds = from <= to ? hour >= from && hour < to : hour >= from || hour < to;
        if (!holds) {
            return Optional.empty();
        }
        ZonedDateTime end = here.toLocalDate().atTime(LocalTime.of(to, 0)).atZone(ZONE);
        return Optional.of((end.isAfter(here) ? end : end.plusDays(1)).toInstant());
    }
}
