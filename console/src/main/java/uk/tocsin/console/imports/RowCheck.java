package uk.tocsin.console.imports;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import uk.tocsin.audience.Taxonomy;
import uk.tocsin.console.register.Organisation;
import uk.tocsin.model.Cell;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Coded;
import uk.tocsin.model.Consent;
import uk.tocsin.model.Dimension;
import uk.tocsin.model.Language;
import uk.tocsin.model.Preferences;
import uk.tocsin.model.QuietHours;
import uk.tocsin.model.Severity;
import uk.tocsin.model.Tier;
import uk.tocsin.register.Premises;

/// Judges the cells of a row, each by its column, and makes a [Row] of them if nothing is wrong. An address that
/// cannot be taken is a fault of its column alone while another is left. Any thread.
final class RowCheck {
    private static final int LONGEST = 200;
    private static final int LONGEST_DEVICE = 4096;
    private static final int LONGEST_DEGREES = 24;
    private static final int MOST_TAGS = 32;
    private static final int MOST_WORDINGS = 1_000_000;

    private final Taxonomy taxonomy;
    private final Telephone telephone;
    private final Instant now;

    /// @param foreign whether telephone numbers of other countries are taken
    /// @param now nobody can have agreed later
    RowCheck(Taxonomy taxonomy, boolean foreign, Instant now) {
        this.taxonomy = taxonomy;
        this.telephone = new Telephone(foreign);
        this.now = now;
    }

    /// The row, or null if it is refused; every fault is told.
    @Nullable
    Row check(long line, String[] cells, Consumer<Fault> faults) {
        Reading reading = new Reading(line, cells, faults);
        Row row = reading.row();
        return reading.bad ? null : row;
    }

    /// The reading of one row.
    private final class Reading {
        private final long line;
        private final String[] cells;
        private final Consumer<Fault> faults;
        private boolean bad;

        Reading(long line, String[] cells, Consumer<Fault> faults) {
            this.line = line;
            this.cells = cells;
            this.faults = faults;
        }

        private interface Taken<T> {
            T of(String cell);
        }

        private String cell(Column column) {
            return cells[column.place()];
        }

        /// The value of a cell, or `otherwise` where it is empty or bad.
        private <T> T take(Column column, T otherwise, Taken<T> taken) {
            String cell = cell(column);
            if (cell.isEmpty()) {
                return otherwise;
            }
            try {
                return taken.of(cell);
            } catch (BadCell e) {
                return refuse(column, e.reason(), otherwise);
            }
        }

        private <T extends @Nullable Object> T refuse(Column column, String reason, T otherwise) {
            bad = true;
            faults.accept(new Fault(line, column.word(), reason));
            return otherwise;
        }

        private String text(Column column) {
            return take(column, "", cell -> plain(cell, LONGEST));
        }

        private boolean needed(Column column) {
            return !cell(column).isEmpty() || refuse(column, "is needed", false);
        }

        Row row() {
            boolean business = !cell(Column.ORGANISATION).isEmpty();
            needed(Column.NAME);
            if (business) {
                needed(Column.SECTOR);
                needed(Column.SIZE);
                needed(Column.POSTCODE);
            }
            TreeSet<Integer> segments = new TreeSet<>();
            Row.@Nullable Place place = place(segments);
            segment(segments, Column.SECTOR, Dimension.SECTOR, business ? "" : "public");
            segment(segments, Column.SIZE, Dimension.SIZE, business ? "" : "none");
            segment(segments, Column.SITE, Dimension.SITE, "");
            segment(segments, Column.DUTY, Dimension.DUTY, "");
            Optional<Premises> site = business && place != null
                    ? Optional.of(Row.premises(
                            text(Column.ORGANISATION),
                            text(Column.PREMISES),
                            text(Column.ADDRESS),
                            place,
                            List.copyOf(segments)))
                    : Optional.empty();
            segment(segments, Column.ROLE, Dimension.ROLE, "member");
            tags(segments);
            Organisation.Person who = new Organisation.Person(
                    text(Column.NAME),
                    tier(business),
                    take(Column.LANGUAGE, Language.EN, RowCheck::language),
                    segments.stream().mapToInt(Integer::intValue).toArray(),
                    addresses(),
                    new int[0],
                    preferences(),
                    consents());
            return new Row(
                    line,
                    text(Column.ORGANISATION_ID),
                    text(Column.PERSON),
                    who,
                    site,
                    place != null && place.approximate());
        }

        // ---- segments

        private void segment(Set<Integer> segments, Column column, Dimension dimension, String usual) {
            int code = take(column, 0, cell -> code(dimension, cell));
            if (code != 0) {
                segments.add(code);
            } else if (cell(column).isEmpty() && !usual.isEmpty()) {
                segments.add(taxonomy.code(dimension, usual));
            }
        }

        private void tags(Set<Integer> segments) {
            take(Column.TAGS, true, cell -> {
                String[] words = cell.split("[ ,;]+", -1);
                if (words.length > MOST_TAGS) {
                    throw new BadCell("has more than " + MOST_TAGS + " tags");
                }
                for (String word : words) {
                    segments.add(code(Dimension.TAG, word));
                }
                return true;
            });
        }

        /// A row above business is not refused alone: tiers beyond it are decided by people, and never by a list.
        private Tier tier(boolean business) {
            return take(Column.TIER, business ? Tier.BUSINESS : Tier.PUBLIC, cell -> switch (word(cell)) {
                case "public" -> Tier.PUBLIC;
                case "business" -> Tier.BUSINESS;
                default -> throw new BadCell("is not public or business: what is above is not given by a list");
            });
        }

        // ---- places

        /// Where it is; region and force are added to the segments. Null if that is not known or not needed.
        private Row.@Nullable Place place(Set<Integer> segments) {
            String postcode = take(Column.POSTCODE, "", Postcode::normal);
            Optional<Area> area = postcode.isEmpty() ? Optional.empty() : Area.of(postcode);
            int force = take(Column.FORCE, 0, cell -> code(Dimension.FORCE, cell));
            int region = take(Column.REGION, 0, cell -> code(Dimension.REGION, cell));
            if (region == 0 && force != 0) {
                region = taxonomy.parent(force).orElse(0);
            }
            if (region == 0) {
                region = area.map(a -> taxonomy.code(Dimension.REGION, a.region()))
                        .orElse(0);
            }
            if (force == 0) {
                force = force(area, region);
            }
            if (region != 0) {
                segments.add(region);
            }
            if (force != 0) {
                segments.add(force);
            }
            boolean latitude = !cell(Column.LATITUDE).isEmpty();
            if (latitude == cell(Column.LONGITUDE).isEmpty()) {
                return refuse(latitude ? Column.LONGITUDE : Column.LATITUDE, "is needed with the other", null);
            }
            return postcode.isEmpty() ? null : position(postcode, area);
        }

        /// The main force of the area, unless the row says that it lies in another region.
        private int force(Optional<Area> area, int region) {
            int force = area.map(a -> taxonomy.code(Dimension.FORCE, a.force())).orElse(0);
            OptionalInt inside = force == 0 ? OptionalInt.empty() : taxonomy.parent(force);
            return inside.isPresent() && inside.getAsInt() == region ? force : 0;
        }

        private Row.@Nullable Place position(String postcode, Optional<Area> area) {
            boolean latitude = !cell(Column.LATITUDE).isEmpty();
            if (!latitude && area.isEmpty()) {
                return refuse(Column.POSTCODE, "is in no known area: latitude and longitude are needed", null);
            }
            if (!latitude) {
                Area known = area.orElseThrow();
                return new Row.Place(postcode, known.latitude(), known.longitude(), true);
            }
            double north = take(Column.LATITUDE, Double.NaN, RowCheck::degrees);
            double east = take(Column.LONGITUDE, Double.NaN, RowCheck::degrees);
            if (Double.isNaN(north) || Double.isNaN(east)) {
                return null;
            }
            return Cell.of(north, east) == Cell.NONE
                    ? refuse(Column.LATITUDE, "is not a place in the United Kingdom", null)
                    : new Row.Place(postcode, north, east, false);
        }

        // ---- the person

        private List<Organisation.Address> addresses() {
            List<Organisation.Address> found = new ArrayList<>();
            boolean before = bad;
            address(found, Column.EMAIL, ChannelKind.EMAIL, MailAddress::normal);
            address(found, Column.PHONE, ChannelKind.SMS, telephone::normal);
            address(found, Column.DEVICE, ChannelKind.PUSH, RowCheck::device);
            bad = before;
            if (found.isEmpty()) {
                bad = true;
                faults.accept(new Fault(line, "", "no address, number or device is left to write to"));
            }
            return found;
        }

        private void address(
                List<Organisation.Address> found, Column column, ChannelKind channel, Taken<String> normal) {
            String value = take(column, "", normal);
            if (!value.isEmpty()) {
                found.add(new Organisation.Address(channel, value));
            }
        }

        private Preferences preferences() {
            Severity minimum = take(Column.MINIMUM, Severity.UNKNOWN, RowCheck::severity);
            QuietHours quiet = take(Column.QUIET, QuietHours.NONE, RowCheck::quiet);
            return new Preferences(minimum, quiet, take(Column.PAUSED, false, RowCheck::yes));
        }

        private List<Consent> consents() {
            int wording = take(Column.CONSENT_WORDING, 0, RowCheck::wording);
            return take(
                    Column.CONSENT_TIME,
                    List.of(),
                    cell -> List.of(
                            new Consent(Consent.Purpose.ALERTS, true, wording, time(cell), Consent.Source.IMPORT)));
        }
    }

    // ---- one cell

    private int code(Dimension dimension, String cell) {
        return taxonomy.find(dimension, word(cell))
                .orElseThrow(() -> new BadCell("is not a " + dimension.word() + " of the taxonomy"));
    }

    private static String word(String cell) {
        return cell.toLowerCase(Locale.ROOT).replace(' ', '-');
    }

    private static String plain(String cell, int longest) {
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

    private static String device(String cell) {
        for (int i = 0; i < cell.length(); i++) {
            char c = cell.charAt(i);
            boolean good = c > ' ' && c < 0x7f && "<>\"\\".indexOf(c) < 0;
            if (!good || cell.length() > LONGEST_DEVICE) {
                throw new BadCell("is not the token of a device");
            }
        }
        return cell;
    }

    private static Language language(String cell) {
        for (Language each : Language.values()) {
            if (each.word().equalsIgnoreCase(cell) || each.name().equalsIgnoreCase(cell)) {
                return each;
            }
        }
        throw new BadCell("is neither en nor cy");
    }

    private static QuietHours quiet(String cell) {
        return coded(QuietHours.class, cell);
    }

    private static Severity severity(String cell) {
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

    private static boolean yes(String cell) {
        return switch (cell.toLowerCase(Locale.ROOT)) {
            case "yes", "true" -> true;
            case "no", "false" -> false;
            default -> throw new BadCell("is not yes or no");
        };
    }

    private static double degrees(String cell) {
        if (cell.length() > LONGEST_DEGREES || !cell.chars().allMatch(c -> "+-.0123456789".indexOf(c) >= 0)) {
            throw new BadCell("is not a number of degrees");
        }
        try {
            return Double.parseDouble(cell);
        } catch (NumberFormatException _) {
            throw new BadCell("is not a number of degrees");
        }
    }

    private static int wording(String cell) {
        if (!cell.matches("[0-9]{1,7}") || Integer.parseInt(cell) > MOST_WORDINGS) {
            throw new BadCell("is not the number of a wording");
        }
        return Integer.parseInt(cell);
    }

    private Instant time(String cell) {
        Instant time;
        try {
            time = cell.length() == 10
                    ? LocalDate.parse(cell).atStartOfDay(QuietHours.ZONE).toInstant()
                    : Instant.parse(cell).truncatedTo(ChronoUnit.MILLIS);
        } catch (DateTimeException _) {
            throw new BadCell("is not a time such as 2026-05-01 or 2026-05-01T09:00:00Z");
        }
        if (time.isAfter(now) || time.isBefore(Instant.EPOCH)) {
            throw new BadCell("is later than now, or before 1970");
        }
        return time;
    }
}
