package uk.tocsin.console.edge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import uk.tocsin.audience.Taxonomy;
import uk.tocsin.model.Dimension;
import uk.tocsin.model.Language;
import uk.tocsin.model.QuietHours;
import uk.tocsin.model.Severity;

/// What the forms offer to choose from. Immutable; any thread.
final class Offers {
    private static final String PUBLIC = "public";

    private final Taxonomy taxonomy;

    Offers(Taxonomy taxonomy) {
        this.taxonomy = taxonomy;
    }

    /// The segments of a dimension by their keys. Police forces are those of a region: people live in one. The public
    /// is no sector that an organisation is of.
    Map<String, Integer> segments(Dimension dimension) {
        Map<String, Integer> offered = new LinkedHashMap<>();
        for (Taxonomy.Entry entry : taxonomy.entries(dimension)) {
            boolean hidden = dimension == Dimension.FORCE && entry.parent() == 0
                    || dimension == Dimension.SECTOR && entry.key().equals(PUBLIC);
            if (!hidden) {
                offered.put(entry.key(), entry.segment());
            }
        }
        return offered;
    }

    /// The sector of those who join for themselves.
    int membersOfThePublic() {
        return taxonomy.code(Dimension.SECTOR, PUBLIC);
    }

    /// The region that a police force is of.
    OptionalInt region(int force) {
        return taxonomy.parent(force);
    }

    List<FormHtml.Choice> choices(Dimension dimension, Language language) {
        return segments(dimension).entrySet().stream()
                .map(each -> new FormHtml.Choice(each.getKey(), taxonomy.label(each.getValue(), language)))
                .toList();
    }

    /// The same, and before it that nothing is chosen yet.
    List<FormHtml.Choice> list(Dimension dimension, Language language) {
        List<FormHtml.Choice> all = new ArrayList<>();
        all.add(new FormHtml.Choice("", Wording.CHOOSE.in(language)));
        all.addAll(choices(dimension, language));
        return all;
    }

    String label(int segment, Language language) {
        return taxonomy.label(segment, language);
    }

    String key(int segment) {
        return taxonomy.key(segment);
    }

    /// The least grave alerts that somebody may want to get, gravest last.
    static Map<String, Severity> severities() {
        Map<String, Severity> offered = new LinkedHashMap<>();
        for (Severity each : List.of(Severity.UNKNOWN, Severity.MODERATE, Severity.SEVERE, Severity.EXTREME)) {
            offered.put(each.word(), each);
        }
        return offered;
    }

    static Bilingual words(Severity minimum) {
        return switch (minimum) {
            case UNKNOWN, MINOR -> Wording.MINIMUM_ALL;
            case MODERATE -> Wording.MINIMUM_MODERATE;
            case SEVERE -> Wording.MINIMUM_SEVERE;
            case EXTREME -> Wording.MINIMUM_EXTREME;
        };
    }

    static Map<String, QuietHours> quiet() {
        Map<String, QuietHours> offered = new LinkedHashMap<>();
        Arrays.stream(QuietHours.values()).forEach(each -> offered.put(each.word(), each));
        return offered;
    }

    /// For example "21:00 – 07:00".
    static String words(QuietHours hours, Language language) {
        return hours == QuietHours.NONE
                ? Wording.QUIET_NONE.in(language)
                : hours.word().substring(0, 2) + ":00 – " + hours.word().substring(3) + ":00";
    }
}
