package uk.tocsin.console.edge;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.Locale;
import uk.tocsin.model.Language;

/// Tells times as people in the United Kingdom read them.
final class Times {
    private static final ZoneId ZONE = ZoneId.of("Europe/London");
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("H:mm", Locale.UK);

    private Times() {}

    /// For example "14:05 on Monday 2 March 2026", local time.
    static String of(Instant instant, Language language) {
        var local = instant.atZone(ZONE);
        Locale locale = language == Language.CY ? Locale.of("cy", "GB") : Locale.UK;
        String day = local.getDayOfWeek().getDisplayName(TextStyle.FULL, locale);
        String month = local.getMonth().getDisplayName(TextStyle.FULL, locale);
        String date = day + " " + local.getDayOfMonth() + " " + month + " " + local.getYear();
        return switch (language) {
            case EN -> CLOCK.format(local) + " on " + date;
            case CY -> CLOCK.format(local) + ", " + date;
        };
    }
}
