package uk.tocsin.console.imports;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import uk.tocsin.audience.Taxonomy;
import uk.tocsin.console.register.Organisation;
import uk.tocsin.model.Cell;
import uk.tocsin.model.ChannelKind;
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
    private static final int MOST_TAGS = 32;

    private final Taxonomy taxonomy;
    private final Telephone telephone;
    private final CellRules rules;

    /// @param foreign whether telephone numbers of other countries are taken
    /// @param now nobody can have agreed later
    RowCheck(Taxonomy taxonomy, boolean foreign, Instant now) {
        this.taxonomy = taxonomy;
        this.telephone = new Telephone(foreign);
        this.rules = new CellRules(taxonomy, now);
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
            return take(column, "", cell -> CellRules.plain(cell, LONGEST));
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
            Segments segments = new Segments();
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
                            segments.toList()))
                    : Optional.empty();
            segment(segments, Column.ROLE, Dimension.ROLE, "member");
            tags(segments);
            Organisation.Person who = new Organisation.Person(
                    text(Column.NAME),
                    tier(business),
                    take(Column.LANGUAGE, Language.EN, CellRules::language),
                    segments.toArray(),
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

        private void segment(Segments segments, Column column, Dimension dimension, String usual) {
            int code = take(column, 0, cell -> rules.code(dimension, cell));
            if (code != 0) {
                segments.add(code);
            } else if (cell(column).isEmpty() && !usual.isEmpty()) {
                segments.add(taxonomy.code(dimension, usual));
            }
        }

        private void tags(Segments segments) {
            take(Column.TAGS, true, cell -> {
                String[] words = cell.split("[ ,;]+", -1);
                if (words.length > MOST_TAGS) {
                    throw new BadCell("has more than " + MOST_TAGS + " tags");
                }
                for (String word : words) {
                    segments.add(rules.code(Dimension.TAG, word));
                }
                return true;
            });
        }

        /// A row above business is not refused alone: tiers beyond it are decided by people, and never by a list.
        private Tier tier(boolean business) {
            return take(Column.TIER, business ? Tier.BUSINESS : Tier.PUBLIC, cell -> switch (CellRules.word(cell)) {
                case "public" -> Tier.PUBLIC;
                case "business" -> Tier.BUSINESS;
                default -> throw new BadCell("is not public or business: what is above is not given by a list");
            });
        }

        // ---- places

        /// Where it is; region and force are added to the segments. Null if that is not known or not needed.
        private Row.@Nullable Place place(Segments segments) {
            String postcode = take(Column.POSTCODE, "", Postcode::normal);
            Optional<Area> area = postcode.isEmpty() ? Optional.empty() : Area.of(postcode);
            int force = take(Column.FORCE, 0, cell -> rules.code(Dimension.FORCE, cell));
            int region = take(Column.REGION, 0, cell -> rules.code(Dimension.REGION, cell));
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
            double north = take(Column.LATITUDE, Double.NaN, CellRules::degrees);
            double east = take(Column.LONGITUDE, Double.NaN, CellRules::degrees);
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
            address(found, Column.DEVICE, ChannelKind.PUSH, CellRules::device);
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
            Severity minimum = take(Column.MINIMUM, Severity.UNKNOWN, CellRules::severity);
            QuietHours quiet = take(Column.QUIET, QuietHours.NONE, CellRules::quiet);
            return new Preferences(minimum, quiet, take(Column.PAUSED, false, CellRules::yes));
        }

        private List<Consent> consents() {
            int wording = take(Column.CONSENT_WORDING, 0, CellRules::wording);
            return take(
                    Column.CONSENT_TIME,
                    List.of(),
                    cell -> List.of(new Consent(
                            Consent.Purpose.ALERTS, true, wording, rules.time(cell), Consent.Source.IMPORT)));
        }
    }
}
