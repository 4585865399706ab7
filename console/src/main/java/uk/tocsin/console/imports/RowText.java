package uk.tocsin.console.imports;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import uk.tocsin.audience.Taxonomy;
import uk.tocsin.console.register.Organisation;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Consent;
import uk.tocsin.model.Dimension;
import uk.tocsin.model.QuietHours;
import uk.tocsin.model.Severity;
import uk.tocsin.model.Tier;
import uk.tocsin.register.Premises;

/// People as the rows of a list: one for each of their premises, and more if they have several addresses of a kind.
public final class RowText {
    private static final List<Column> OF_PLACE =
            List.of(Column.SECTOR, Column.SIZE, Column.REGION, Column.FORCE, Column.SITE, Column.DUTY);
    private static final Map<Dimension, Column> OF_DIMENSION = Map.of(
            Dimension.SECTOR, Column.SECTOR,
            Dimension.SIZE, Column.SIZE,
            Dimension.REGION, Column.REGION,
            Dimension.FORCE, Column.FORCE,
            Dimension.SITE, Column.SITE,
            Dimension.DUTY, Column.DUTY,
            Dimension.ROLE, Column.ROLE);

    private final Taxonomy taxonomy;

    /// Words of this taxonomy.
    public RowText(Taxonomy taxonomy) {
        this.taxonomy = taxonomy;
    }

    /// Writes somebody's rows; returns how many. Where they have several of something, each row has the next.
    ///
    /// @param called what the list calls them; empty for nothing
    /// @param organisation what the list calls their organisation; empty for nothing
    public int write(
            String called, String organisation, Organisation.Person person, List<Premises> places, ListWriter to)
            throws IOException {
        Map<Column, List<String>> several = new EnumMap<>(Column.class);
        person.addresses()
                .forEach(each -> several.computeIfAbsent(column(each.channel()), _ -> new ArrayList<>())
                        .add(each.value()));
        segments(person.segments(), several);
        int rows = Math.max(1, places.size());
        for (List<String> values : several.values()) {
            rows = Math.max(rows, values.size());
        }
        for (int i = 0; i < rows; i++) {
            String[] cells = Cells.empty();
            for (Map.Entry<Column, List<String>> each : several.entrySet()) {
                cells[each.getKey().place()] = nth(each.getValue(), i);
            }
            if (!places.isEmpty()) {
                place(cells, organisation, nth(places, i));
            }
            decisions(cells, called, person);
            to.row(cells);
        }
        return rows;
    }

    /// The last, where there are not so many: a row needs an address, and what is repeated changes nothing.
    private static <T> T nth(List<T> values, int row) {
        return values.get(Math.min(row, values.size() - 1));
    }

    private static Column column(ChannelKind channel) {
        return switch (channel) {
            case EMAIL -> Column.EMAIL;
            case SMS -> Column.PHONE;
            case PUSH -> Column.DEVICE;
        };
    }

    private void segments(int[] segments, Map<Column, List<String>> several) {
        List<String> tags = new ArrayList<>();
        for (int segment : segments) {
            Dimension dimension = Dimension.ofSegment(segment);
            Column column = OF_DIMENSION.get(dimension);
            if (dimension == Dimension.TAG) {
                tags.add(taxonomy.key(segment));
            } else if (column != null) {
                several.computeIfAbsent(column, _ -> new ArrayList<>()).add(taxonomy.key(segment));
            }
        }
        if (!tags.isEmpty()) {
            several.put(Column.TAGS, List.of(String.join(" ", tags)));
        }
    }

    private void place(String[] cells, String organisation, Premises at) {
        cells[Column.ORGANISATION_ID.place()] = organisation;
        cells[Column.ORGANISATION.place()] = at.organisationName();
        cells[Column.PREMISES.place()] = at.name();
        cells[Column.ADDRESS.place()] = at.address();
        cells[Column.POSTCODE.place()] = at.postcode();
        cells[Column.LATITUDE.place()] = degrees(at.latitude());
        cells[Column.LONGITUDE.place()] = degrees(at.longitude());
        OF_PLACE.forEach(column -> cells[column.place()] = "");
        for (int segment : at.segments()) {
            Column column = OF_DIMENSION.get(Dimension.ofSegment(segment));
            if (column != null) {
                cells[column.place()] = taxonomy.key(segment);
            }
        }
    }

    private static String degrees(double value) {
        return String.format(Locale.ROOT, "%.5f", value);
    }

    private static void decisions(String[] cells, String called, Organisation.Person person) {
        cells[Column.PERSON.place()] = called;
        cells[Column.NAME.place()] = person.name();
        cells[Column.LANGUAGE.place()] = person.language().name().toLowerCase(Locale.ROOT);
        cells[Column.TIER.place()] = (person.tier() == Tier.PUBLIC ? Tier.PUBLIC : Tier.BUSINESS).word();
        if (person.preferences().minimum() != Severity.UNKNOWN) {
            cells[Column.MINIMUM.place()] = person.preferences().minimum().word();
        }
        if (person.preferences().quiet() != QuietHours.NONE) {
            cells[Column.QUIET.place()] = person.preferences().quiet().word();
        }
        if (person.preferences().paused()) {
            cells[Column.PAUSED.place()] = "yes";
        }
        person.consents().stream()
                .filter(each -> each.purpose() == Consent.Purpose.ALERTS && each.given())
                .reduce((_, later) -> later)
                .ifPresent(consent -> {
                    cells[Column.CONSENT_TIME.place()] = consent.time().toString();
                    cells[Column.CONSENT_WORDING.place()] = Integer.toString(consent.wording());
                });
    }
}
