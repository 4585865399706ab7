package uk.tocsin.console.edge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import uk.tocsin.model.Dimension;
import uk.tocsin.model.Language;
import uk.tocsin.model.Preferences;
import uk.tocsin.model.QuietHours;
import uk.tocsin.model.Severity;

/// The fields about what somebody wants to get: areas, sectors, severity, quiet hours. Immutable; any thread.
final class ChoiceFields {
    /// Those that end with a hyphen are groups.
    static final Set<String> NAMES = Set.of("region-", "sectors-", "minimum", "quiet");

    private final Offers offers;

    ChoiceFields(Offers offers) {
        this.offers = offers;
    }

    /// What somebody chose.
    ///
    /// @param segments regions and sectors
    record Chosen(List<Integer> segments, Severity minimum, QuietHours quiet) {
        Preferences preferences(boolean paused) {
            return new Preferences(minimum, quiet, paused);
        }
    }

    /// What a form says.
    ///
    /// @param needsArea whether somebody who names no area is reached by nothing
    Chosen read(Given given, boolean needsArea) {
        List<Integer> segments = new ArrayList<>(ticked(given, "region", Dimension.REGION));
        if (needsArea && segments.isEmpty()) {
            given.problem("region", Wording.AREA_MISSING);
        }
        segments.addAll(ticked(given, "sectors", Dimension.SECTOR));
        Severity minimum = given.choice("minimum", Offers.severities(), Wording.MINIMUM_MISSING)
                .orElse(Severity.UNKNOWN);
        QuietHours quiet =
                given.choice("quiet", Offers.quiet(), Wording.QUIET_MISSING).orElse(QuietHours.NONE);
        return new Chosen(segments, minimum, quiet);
    }

    private List<Integer> ticked(Given given, String group, Dimension dimension) {
        Map<String, Integer> offered = offers.segments(dimension);
        List<Integer> segments = new ArrayList<>();
        for (String key : given.ticked(group)) {
            Integer segment = offered.get(key);
            if (segment == null) {
                given.problem(group, Wording.NOT_OFFERED);
            } else {
                segments.add(segment);
            }
        }
        return segments;
    }

    void write(FormHtml form, boolean needsArea) {
        Language language = form.language();
        form.boxes(
                "region",
                Wording.AREAS,
                needsArea ? Wording.AREAS_HINT : Wording.AREAS_MORE_HINT,
                offers.choices(Dimension.REGION, language));
        form.folded("sectors", Wording.SECTORS, Wording.SECTORS_HINT, offers.choices(Dimension.SECTOR, language));
        form.radios(
                "minimum",
                Wording.MINIMUM,
                Wording.MINIMUM_HINT,
                Offers.severities().entrySet().stream()
                        .map(each -> new FormHtml.Choice(
                                each.getKey(), Offers.words(each.getValue()).in(language)))
                        .toList());
        form.select(
                "quiet",
                Wording.QUIET,
                Wording.QUIET_HINT,
                Offers.quiet().entrySet().stream()
                        .map(each -> new FormHtml.Choice(each.getKey(), Offers.words(each.getValue(), language)))
                        .toList());
    }

    /// The answers of somebody who chose this before.
    Map<String, String> values(List<Integer> segments, Preferences preferences) {
        Map<String, String> values = new HashMap<>();
        values.put("minimum", minimum(preferences.minimum()).word());
        values.put("quiet", preferences.quiet().word());
        for (int segment : segments) {
            switch (Dimension.ofSegment(segment)) {
                case REGION -> values.put("region-" + offers.key(segment), "yes");
                case SECTOR -> values.put("sectors-" + offers.key(segment), "yes");
                case FORCE, TIER, SIZE, SITE, ROLE, HAS, TAG, DUTY, DONE -> {}
            }
        }
        return values;
    }

    private static Severity minimum(Severity stored) {
        return stored == Severity.MINOR ? Severity.UNKNOWN : stored;
    }

    /// The answers as rows of a summary list.
    void tell(Html list, List<Integer> segments, Preferences preferences, Language language) {
        list.fact(Wording.AREAS.in(language), labels(segments, Dimension.REGION, language));
        list.fact(Wording.SECTORS_CHOSEN.in(language), labels(segments, Dimension.SECTOR, language));
        list.fact(
                Wording.MINIMUM.in(language),
                Offers.words(preferences.minimum()).in(language));
        list.fact(Wording.QUIET.in(language), Offers.words(preferences.quiet(), language));
    }

    private String labels(List<Integer> segments, Dimension dimension, Language language) {
        List<String> labels = segments.stream()
                .filter(segment -> Dimension.ofSegment(segment) == dimension)
                .map(segment -> offers.label(segment, language))
                .toList();
        return labels.isEmpty() ? Wording.YOUR_OWN.in(language) : String.join(", ", labels);
    }
}
