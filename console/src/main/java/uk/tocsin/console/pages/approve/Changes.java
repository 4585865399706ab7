package uk.tocsin.console.pages.approve;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import uk.tocsin.audience.AudienceText;
import uk.tocsin.console.pages.Text;
import uk.tocsin.model.Action;
import uk.tocsin.model.Alert;
import uk.tocsin.model.Area;
import uk.tocsin.model.Audience;
import uk.tocsin.model.Coded;
import uk.tocsin.model.Condition;
import uk.tocsin.model.Language;
import uk.tocsin.model.Question;
import uk.tocsin.model.Step;
import uk.tocsin.model.Variant;
import uk.tocsin.model.Words;

/// What an approver has to look at again: field by field, what differs between two versions of an alert. Complete:
/// versions without a change in it are the same to whoever receives them. Pure; any thread.
final class Changes {
    private Changes() {}

    /// A field that changed.
    ///
    /// @param parts of its old and new words
    record Change(String field, List<WordDiff.Part> parts) {}

    /// The changes, in the order of the fields; fields that went come last.
    static List<Change> between(Alert before, Alert after) {
        SequencedMap<String, String> old = fields(before);
        SequencedMap<String, String> now = fields(after);
        List<Change> changes = new ArrayList<>();
        now.forEach((field, text) -> compare(field, old.getOrDefault(field, ""), text, changes));
        old.forEach((field, text) -> {
            if (!now.containsKey(field)) {
                compare(field, text, "", changes);
            }
        });
        return changes;
    }

    private static void compare(String field, String before, String after, List<Change> changes) {
        if (!before.equals(after)) {
            changes.add(new Change(field, WordDiff.of(before, after)));
        }
    }

    /// Everything an alert holds, in words, by the name of the field.
    private static SequencedMap<String, String> fields(Alert alert) {
        SequencedMap<String, String> fields = new LinkedHashMap<>();
        fields.put("Event", alert.event());
        fields.put("Mode", Text.plain(alert.mode()));
        fields.put("Type", Text.plain(alert.type()));
        fields.put("Handling", alert.handling().word());
        fields.put("Severity", Text.plain(alert.severity()));
        fields.put("Urgency", Text.plain(alert.classification().urgency()));
        fields.put("Certainty", Text.plain(alert.classification().certainty()));
        fields.put("Categories", words(alert.classification().categories()));
        fields.put("What to do", words(alert.classification().responses()));
        fields.put("Area", area(alert.area()));
        fields.put("Ends", Text.exactly(alert.expires()));
        fields.put("Known since", alert.knownAt().map(Text::exactly).orElse(""));
        fields.put("Link", alert.link());
        fields.put("Audience", AudienceText.print(alert.audience()));
        variants(alert, fields);
        List<Step> steps = alert.plan().steps();
        for (int i = 0; i < steps.size(); i++) {
            fields.put("Step " + (i + 1), step(steps.get(i)));
        }
        fields.putAll(prompts(alert));
        return fields;
    }

    private static void variants(Alert alert, SequencedMap<String, String> fields) {
        for (Variant variant : alert.variants()) {
            String of = " (" + name(variant) + ")";
            fields.put("Headline" + of, variant.headline());
            fields.put("Short text" + of, variant.shortText());
            fields.put("Description" + of, variant.description());
            fields.put("Instruction" + of, variant.instruction());
        }
    }

    /// Whom a variant is for, such as "Public, English".
    static String name(Variant variant) {
        String language = variant.language() == Language.EN ? "English" : "Welsh";
        return Text.tier(variant.tier()) + ", " + language;
    }

    private static String words(List<? extends Coded> values) {
        return values.stream().map(Text::plain).collect(Collectors.joining(", "));
    }

    private static String area(Area area) {
        StringBuilder words = new StringBuilder(area.description());
        area.circle()
                .ifPresent(circle -> words.append("; ")
                        .append(circle.radiusKm())
                        .append(" km around ")
                        .append(circle.latitude())
                        .append(", ")
                        .append(circle.longitude()));
        area.polygons()
                .forEach(polygon -> words.append("; ")
                        .append(polygon.points().stream()
                                .map(point -> point.latitude() + ", " + point.longitude())
                                .collect(Collectors.joining(" – "))));
        return words.toString();
    }

    /// When a step begins, by which channel, for whom.
    static String step(Step step) {
        String when = step.delay().isZero() ? "At once" : "After " + Text.span(step.delay());
        StringBuilder words = new StringBuilder(when).append(" by ").append(Text.channel(step.channel()));
        if (!exact(step.delay())) {
            words.append(" (").append(step.delay()).append(")");
        }
        if (!step.among().equals(Audience.everyone())) {
            words.append(", to those of ").append(AudienceText.print(step.among()));
        }
        if (step.condition() == Condition.UNACKNOWLEDGED) {
            words.append(", where nobody has acknowledged");
        }
        if (step.enough() > 0) {
            words.append(", until ").append(step.enough()).append("% have acknowledged");
        }
        return words.toString();
    }

    /// Whether words of whole seconds, minutes or hours say all of a delay.
    private static boolean exact(Duration delay) {
        return delay.toMillis() % 1000 == 0 && (delay.toHours() < 1 || delay.toSeconds() % 60 == 0);
    }

    /// What readers are asked and can do, in words.
    static SequencedMap<String, String> prompts(Alert alert) {
        SequencedMap<String, String> fields = new LinkedHashMap<>();
        List<Question> questions = alert.prompts().questions();
        for (int i = 0; i < questions.size(); i++) {
            fields.put(
                    "Question " + (i + 1),
                    both(questions.get(i).words()) + " – "
                            + questions.get(i).choices().stream()
                                    .map(Changes::both)
                                    .collect(Collectors.joining(" | ")));
        }
        List<Action> actions = alert.prompts().actions();
        for (int i = 0; i < actions.size(); i++) {
            Action action = actions.get(i);
            fields.put(
                    "Action " + (i + 1),
                    both(action.words()) + ": " + action.kind().word() + " " + action.target());
        }
        return fields;
    }

    private static String both(Words words) {
        return words.welsh().isEmpty() ? words.english() : words.english() + " / " + words.welsh();
    }
}
