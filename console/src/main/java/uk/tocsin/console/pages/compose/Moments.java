package uk.tocsin.console.pages.compose;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import uk.tocsin.console.pages.Text;

/// Times and spans as officers type them: "4 hours", "18:00", "27/11/2026 09:30", "10 minutes ago", by the clock of
/// the United Kingdom; those of the API's contract too. Pure; any thread.
final class Moments {
    private static final Pattern SPAN = Pattern.compile("([0-9]{1,6}) ?([a-z]+)");
    private static final Pattern CLOCK = Pattern.compile("[0-9]{1,2}[:.][0-9]{2}");
    private static final DateTimeFormatter PLAIN = form("d/M/uuuu HH:mm");
    private static final List<DateTimeFormatter> FORMS = List.of(
            PLAIN,
            form("d MMM uuuu HH:mm"),
            form("d MMMM uuuu HH:mm"),
            form("HH:mm d MMM uuuu"),
            form("HH:mm d MMMM uuuu"),
            form("HH:mm d/M/uuuu"),
            DateTimeFormatter.ISO_LOCAL_DATE_TIME);

    private Moments() {}

    private static DateTimeFormatter form(String pattern) {
        return new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern(pattern)
                .toFormatter(Locale.UK)
                .withResolverStyle(ResolverStyle.STRICT);
    }

    /// When something ends: a span is from now, and a time of day the next one.
    static Optional<Instant> ahead(String typed, Instant now) {
        String text = plain(typed).replaceFirst("^in ", "");
        return span(text)
                .map(span -> now.plus(span).truncatedTo(ChronoUnit.MILLIS))
                .or(() -> clock(text).map(time -> next(time, now)))
                .or(() -> exactly(typed));
    }

    /// When something was: a span is before now, and a time of day the last one.
    static Optional<Instant> behind(String typed, Instant now) {
        String text = plain(typed);
        if (text.equals("now")) {
            return Optional.of(now.truncatedTo(ChronoUnit.MILLIS));
        }
        return span(text.replaceFirst(" ago$", ""))
                .map(span -> now.minus(span).truncatedTo(ChronoUnit.MILLIS))
                .or(() -> clock(text).map(time -> last(time, now)))
                .or(() -> exactly(typed));
    }

    /// A span such as "2 minutes", "at once" or "PT2M".
    static Optional<Duration> span(String typed) {
        String text = plain(typed);
        if (text.equals("at once") || text.equals("0")) {
            return Optional.of(Duration.ZERO);
        }
        Matcher matcher = SPAN.matcher(text);
        if (matcher.matches()) {
            return unit(matcher.group(2)).map(unit -> Duration.of(Long.parseLong(matcher.group(1)), unit));
        }
        try {
            return text.startsWith("pt") || text.startsWith("p") ? Optional.of(Duration.parse(text)) : Optional.empty();
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }

    private static Optional<ChronoUnit> unit(String word) {
        return switch (word) {
            case "s", "sec", "secs", "second", "seconds" -> Optional.of(ChronoUnit.SECONDS);
            case "m", "min", "mins", "minute", "minutes" -> Optional.of(ChronoUnit.MINUTES);
            case "h", "hr", "hrs", "hour", "hours" -> Optional.of(ChronoUnit.HOURS);
            case "d", "day", "days" -> Optional.of(ChronoUnit.DAYS);
            default -> Optional.empty();
        };
    }

    /// A time as it stands in a form: exactly this one when it is read again.
    static String write(Instant time) {
        String text = PLAIN.format(time.atZone(Text.ZONE));
        return exactly(text).filter(time::equals).isPresent() ? text : time.toString();
    }

    /// A span as it stands in a form.
    static String write(Duration span) {
        if (span.isNegative() || !span.equals(span.truncatedTo(ChronoUnit.SECONDS))) {
            return span.toString();
        }
        long seconds = span.toSeconds();
        if (seconds == 0) {
            return "at once";
        }
        if (seconds % 86_400 == 0) {
            return count(seconds / 86_400, "day");
        }
        if (seconds % 3600 == 0) {
            return count(seconds / 3600, "hour");
        }
        return seconds % 60 == 0 ? count(seconds / 60, "minute") : count(seconds, "second");
    }

    private static String count(long count, String unit) {
        return count + " " + unit + (count == 1 ? "" : "s");
    }

    private static String plain(String typed) {
        return typed.strip().toLowerCase(Locale.UK).replaceAll("\\s+", " ");
    }

    private static Optional<LocalTime> clock(String text) {
        if (!CLOCK.matcher(text).matches()) {
            return Optional.empty();
        }
        String[] parts = text.split("[:.]", 2);
        int hour = Integer.parseInt(parts[0]);
        int minute = Integer.parseInt(parts[1]);
        return hour < 24 && minute < 60 ? Optional.of(LocalTime.of(hour, minute)) : Optional.empty();
    }

    private static Instant next(LocalTime time, Instant now) {
        ZonedDateTime today = now.atZone(Text.ZONE).with(time);
        return (today.toInstant().isAfter(now) ? today : today.plusDays(1)).toInstant();
    }

    private static Instant last(LocalTime time, Instant now) {
        ZonedDateTime today = now.atZone(Text.ZONE).with(time);
        return (today.toInstant().isAfter(now) ? today.minusDays(1) : today).toInstant();
    }

    private static Optional<Instant> exactly(String typed) {
        String text = typed.strip().replace(",", "").replaceAll("\\s+", " ");
        Optional<Instant> local =
                FORMS.stream().flatMap(form -> local(text, form).stream()).findFirst();
        if (local.isPresent()) {
            return local;
        }
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> local(String text, DateTimeFormatter form) {
        try {
            return Optional.of(LocalDateTime.parse(text, form).atZone(Text.ZONE).toInstant());
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }
}
