package uk.tocsin.console.imports;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import uk.tocsin.audience.Taxonomy;
import uk.tocsin.model.Coded;
import uk.tocsin.model.Dimension;
import uk.tocsin.model.Language;
import uk.tocsin.model.QuietHours;
import uk.tocsin.model.Severity;

/// What may stand in a single cell, and what it means; all of it throws BadCell, with words for the one who
/// made the list. Addresses and postcodes have rules of their own. Any thread.
final class CellRules {
    private static final int LONGEST_DEVICE = 4096;
    private static final String NO_DEVICE = "is not the token of a device";
    private static final int LONGEST_DEGREES = 24;
    private static final int MOST_WORDINGS = 1_000_000;
    private static final int MOST_DIGITS = 7;

    private final Taxonomy taxonomy;
    private final Instant now;

    /// @param now nobody can have agreed later
    CellRules(Taxonomy taxonomy, Instant now) {
        this.taxonomy = taxonomy;
        this.now = now;
    }

    int code(Dimension dimension, String cell) {
        return taxonomy.find(dimension, word(cell))
                .orElseThrow(() -> new BadCell("is not a " + dimension.word() + " of the taxonomy"));
    }

    /// A cell as the words of the taxonomy are written.
    static String word(String cell) {
        return cell.toLowerCase(Locale.ROOT).replace(' ', '-');
    }

    static String plain(String cell, int longest) {
        if (cell.length() > longest) {
            throw new BadCell("has more than " + longest + " characters");
        }
        for (int i = 0; i < cell.length(); i++) {
            char c = cell.charAt(i);
            int type = c < 0x80 ? Character.LOWERCASE_LETTER : Character.getType(c);
            if (c < ' '
                    || c >= 0x7f && c < 0xa0
                    || type == Character.FORMAT
                    || type == Character.LINE_SEPARATOR
                    || type == Character.PARAGRAPH_SEPARATOR
                    || type == Character.UNASSIGNED) {
                throw new BadCell("has a control character or an invisible one");
            }
            if (Character.isSurrogate(c) && !paired(cell, i)) {
                throw new BadCell("has half a character");
            }
        }
        return cell;
    }

    private static boolean paired(String cell, int at) {
        return Character.isHighSurrogate(cell.charAt(at))
                ? at + 1 < cell.length() && Character.isLowSurrogate(cell.charAt(at + 1))
                : at > 0 && Character.isHighSurrogate(cell.charAt(at - 1));
    }

    static String device(String cell) {
        if (cell.length() > LONGEST_DEVICE) {
            throw new BadCell(NO_DEVICE);
        }
        for (int i = 0; i < cell.length(); i++) {
            char c = cell.charAt(i);
            if (c <= ' ' || c >= 0x7f || c == '<' || c == '>' || c == '"' || c == '\\') {
                throw new BadCell(NO_DEVICE);
            }
        }
        return cell;
    }

    static Language language(String cell) {
        for (Language each : Language.values()) {
            if (each.word().equalsIgnoreCase(cell) || each.name().equalsIgnoreCase(cell)) {
                return each;
            }
        }
        throw new BadCell("is neither en nor cy");
    }

    static QuietHours quiet(String cell) {
        return coded(QuietHours.class, cell);
    }

    static Severity severity(String cell) {
        for (Severity each : Severity.values()) {
            if (each.word().equalsIgnoreCase(cell)) {
                return each;
            }
        }
        throw new BadCell("is not a severity");
    }

    private static <E extends Enum<E> & Coded> E coded(Class<E> type, String cell) {
        for (E each : type.getEnumConstants()) {
            if (each.word().equals(cell)) {
                return each;
            }
        }
        throw new BadCell("is none of the words that may stand here");
    }

    static boolean yes(String cell) {
        return switch (cell.toLowerCase(Locale.ROOT)) {
            case "yes", "true" -> true;
            case "no", "false" -> false;
            default -> throw new BadCell("is not yes or no");
        };
    }

    static double degrees(String cell) {
        boolean good = cell.length() <= LONGEST_DEGREES;
        for (int i = 0; good && i < cell.length(); i++) {
            good = "+-.0123456789".indexOf(cell.charAt(i)) >= 0;
        }
        if (!good) {
            throw new BadCell("is not a number of degrees");
        }
        try {
            return Double.parseDouble(cell);
        } catch (NumberFormatException _) {
            throw new BadCell("is not a number of degrees");
        }
    }

    static int wording(String cell) {
        int wording = cell.length() > MOST_DIGITS ? -1 : digits(cell, 0, cell.length());
        if (wording < 0 || wording > MOST_WORDINGS) {
            throw new BadCell("is not the number of a wording");
        }
        return wording;
    }

    /// The number that these digits are; -1: they are not all digits. At most nine of them.
    private static int digits(String cell, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            char c = cell.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            number = 10 * number + c - '0';
        }
        return number;
    }

    Instant time(String cell) {
        Instant time;
        try {
            time = cell.length() == 10
                    ? LocalDate.parse(cell).atStartOfDay(QuietHours.ZONE).toInstant()
                    : instant(cell);
        } catch (DateTimeException _) {
            throw new BadCell("is not a time such as 2026-05-01 or 2026-05-01T09:00:00Z");
        }
        if (time.isAfter(now) || time.isBefore(Instant.EPOCH)) {
            throw new BadCell("is later than now, or before 1970");
        }
        return time;
    }

    /// The usual form is read digit by digit: a tenth of what the JDK's parser takes, which reads the others.
    private static Instant instant(String cell) {
        boolean usual = cell.length() == 20
                && cell.charAt(4) == '-'
                && cell.charAt(7) == '-'
                && cell.charAt(10) == 'T'
                && cell.charAt(13) == ':'
                && cell.charAt(16) == ':'
                && cell.charAt(19) == 'Z';
        int year = usual ? digits(cell, 0, 4) : -1;
        int month = usual ? digits(cell, 5, 7) : -1;
        int day = usual ? digits(cell, 8, 10) : -1;
        int hour = usual ? digits(cell, 11, 13) : -1;
        int minute = usual ? digits(cell, 14, 16) : -1;
        int second = usual ? digits(cell, 17, 19) : -1;
        return Math.min(Math.min(Math.min(year, month), Math.min(day, hour)), Math.min(minute, second)) < 0
                ? Instant.parse(cell).truncatedTo(ChronoUnit.MILLIS)
                : LocalDateTime.of(year, month, day, hour, minute, second).toInstant(ZoneOffset.UTC);
    }
}
