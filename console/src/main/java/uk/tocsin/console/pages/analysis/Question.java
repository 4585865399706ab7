package uk.tocsin.console.pages.analysis;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import uk.tocsin.console.pages.Choice;
import uk.tocsin.console.pages.Text;
import uk.tocsin.console.pages.Typed;
import uk.tocsin.console.pages.Visit;
import uk.tocsin.model.Dimension;

/// What an analysis is about, as the address says it; what it does not say, or says wrongly, is as usual.
///
/// @param alert the one alert; empty for all of a period
/// @param from the first day of the period, in the United Kingdom
/// @param to its last day
record Question(
        OptionalInt alert,
        Optional<LocalDate> from,
        Optional<LocalDate> to,
        Dimension rows,
        Dimension columns,
        Measure measure,
        boolean premises) {

    /// What is counted of whom.
    enum Measure {
        REACHED_SHARE("share-reached", "Share reached"),
        REACHED("reached", "Reached"),
        MEANT("meant", "Meant"),
        ACKNOWLEDGED("acknowledged", "Acknowledged"),
        ACKNOWLEDGED_SHARE("share-acknowledged", "Share acknowledged");

        private final String word;
        private final String label;

        Measure(String word, String label) {
            this.word = word;
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    static Question of(Visit visit) {
        Measure measure = Measure.REACHED_SHARE;
        for (Measure each : Measure.values()) {
            measure = visit.asked("measure").filter(each.word::equals).isPresent() ? each : measure;
        }
        return new Question(
                visit.askedNumber("alert"),
                visit.asked("from").flatMap(Question::day),
                visit.asked("to").flatMap(Question::day),
                visit.asked("rows").flatMap(Dimension::ofWord).orElse(Dimension.SECTOR),
                visit.asked("columns").flatMap(Dimension::ofWord).orElse(Dimension.SIZE),
                measure,
                visit.asked("count").filter("premises"::equals).isPresent());
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    /// Whether a dispatch falls into the period.
    boolean holds(Instant dispatch) {
        LocalDate day = dispatch.atZone(Text.ZONE).toLocalDate();
        return from.map(first -> !day.isBefore(first)).orElse(true)
                && to.map(last -> !day.isAfter(last)).orElse(true);
    }

    /// Whether it says which alerts it is about.
    boolean isAsked() {
        return alert.isPresent() || from.isPresent() || to.isPresent();
    }

    /// As the form shows it.
    Typed typed() {
        return Typed.of(fields());
    }

    private Map<String, List<String>> fields() {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        fields.put("alert", List.of(alert.isPresent() ? Integer.toString(alert.getAsInt()) : ""));
        fields.put("from", List.of(from.map(LocalDate::toString).orElse("")));
        fields.put("to", List.of(to.map(LocalDate::toString).orElse("")));
        fields.put("rows", List.of(rows.word()));
        fields.put("columns", List.of(columns.word()));
        fields.put("measure", List.of(measure.word));
        fields.put("count", List.of(premises ? "premises" : "people"));
        return fields;
    }

    /// The same question for a file.
    String query() {
        List<String> parts = new ArrayList<>();
        fields().forEach((name, values) -> {
            if (!values.getFirst().isEmpty()) {
                parts.add(name + "=" + values.getFirst());
            }
        });
        return String.join("&", parts);
    }

    static final List<Choice> DIMENSIONS = List.of(
            new Choice("sector", "Sector"),
            new Choice("size", "Size"),
            new Choice("region", "Region"),
            new Choice("tier", "Tier"),
            new Choice("force", "Police force"),
            new Choice("site", "Type of place"),
            new Choice("duty", "Duty under the Act"),
            new Choice("role", "Role"),
            new Choice("has", "Channel"));

    static final List<Choice> COUNTS = List.of(new Choice("people", "People"), new Choice("premises", "Premises"));

    static List<Choice> measures() {
        List<Choice> choices = new ArrayList<>();
        for (Measure measure : Measure.values()) {
            choices.add(new Choice(measure.word, measure.label));
        }
        return choices;
    }

    static String label(Dimension dimension) {
        return DIMENSIONS.stream()
                .filter(choice -> choice.value().equals(dimension.word()))
                .map(Choice::label)
                .findFirst()
                .orElse(dimension.word());
    }
}
