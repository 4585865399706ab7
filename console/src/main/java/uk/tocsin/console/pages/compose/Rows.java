package uk.tocsin.console.pages.compose;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import uk.tocsin.model.Plan;
import uk.tocsin.model.Prompts;
import uk.tocsin.model.Response;
import uk.tocsin.model.Tier;

/// The buttons of the editor that add and take out rows.
final class Rows {
    private static final List<String> CHANNELS = List.of("channel", "after", "among", "condition", "enough");

    private Rows() {}

    /// The fields after a button, and the part of the page to go on with; empty for any other button.
    static Optional<Changed> after(String deed, Fields fields) {
        int colon = deed.indexOf(':');
        String what = colon < 0 ? deed : deed.substring(colon + 1);
        return switch (colon < 0 ? "" : deed.substring(0, colon)) {
            case "add-tier" -> Optional.of(new Changed(tier(fields, what), "texts"));
            case "drop-tier" ->
                row(what)
                        .map(at ->
                                new Changed(fields.without("variants", at + 1).without("variants", at), "texts"));
            case "add" -> Optional.of(new Changed(add(fields, what), what));
            case "drop-plan" -> row(what).map(at -> new Changed(fields.without("plan", at), "plan"));
            case "drop-questions" -> row(what).map(at -> new Changed(fields.without("questions", at), "questions"));
            case "drop-actions" -> row(what).map(at -> new Changed(fields.without("actions", at), "actions"));
            case "preset" -> Optional.of(new Changed(preset(fields, what), "plan"));
            default -> Optional.empty();
        };
    }

    /// What a button made of the fields.
    ///
    /// @param part the id of what it changed
    record Changed(Fields fields, String part) {}

    private static Optional<Integer> row(String text) {
        return text.matches("[0-9]{1,2}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
    }

    private static Fields tier(Fields fields, String word) {
        int rows = fields.rows("variants");
        boolean known =
                List.of(Tier.values()).stream().anyMatch(tier -> tier.word().equals(word));
        boolean there = fields.values().entrySet().stream()
                .anyMatch(each ->
                        each.getKey().endsWith("].tier") && each.getValue().contains(word));
        if (!known || there || rows >= Fields.MAX_VARIANTS) {
            return fields;
        }
        Map<String, List<String>> all = new LinkedHashMap<>(fields.values());
        FormJson.languages(all, word, rows);
        return new Fields(all);
    }

    private static Fields add(Fields fields, String list) {
        int rows = fields.rows(list);
        return switch (list) {
            case "plan" ->
                rows < Plan.MAX_STEPS
                        ? fields.with(
                                Map.of("plan[" + rows + "].channel", "sms", "plan[" + rows + "].after", "10 minutes"))
                        : fields;
            case "questions" ->
                rows < Response.MAX_QUESTIONS ? fields.with("questions[" + rows + "].text.en", "") : fields;
            case "actions" -> rows < Prompts.MAX_ACTIONS ? fields.with("actions[" + rows + "].kind", "open") : fields;
            default -> fields;
        };
    }

    /// A usual plan instead of the one that is there.
    private static Fields preset(Fields fields, String key) {
        Fields cleared = fields;
        for (int i = fields.rows("plan") - 1; i >= 0; i--) {
            cleared = cleared.without("plan", i);
        }
        Map<String, String> plan = new LinkedHashMap<>();
        List<List<String>> steps = switch (key) {
            case "all" -> List.of(step("push", "at once"), step("sms", "at once"), step("email", "at once"));
            case "quiet" -> List.of(step("push", "at once"), step("email", "at once"));
            default ->
                List.of(
                        step("push", "at once"),
                        step("email", "at once"),
                        List.of("sms", "2 minutes", "not role = deputy", "unacknowledged", ""),
                        List.of("sms", "10 minutes", "role = deputy", "unacknowledged", ""));
        };
        for (int i = 0; i < steps.size(); i++) {
            for (int k = 0; k < CHANNELS.size(); k++) {
                plan.put("plan[" + i + "]." + CHANNELS.get(k), steps.get(i).get(k));
            }
        }
        return cleared.with(plan);
    }

    private static List<String> step(String channel, String after) {
        return List.of(channel, after, "", "always", "");
    }
}
