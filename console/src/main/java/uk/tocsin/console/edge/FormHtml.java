package uk.tocsin.console.edge;

import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import uk.tocsin.model.Language;

/// Writes a form with the markup of GOV.UK Frontend: labels, hints and errors belong to their fields for those who
/// cannot see them too. Not for threads.
final class FormHtml {
    private final Language language;
    private final Map<String, String> values;
    private final SequencedMap<String, Bilingual> problems;
    private final Html out = new Html();

    FormHtml(Language language, Given given) {
        this.language = language;
        this.values = given.values();
        this.problems = given.problems();
    }

    /// What can be chosen.
    record Choice(String value, String label) {}

    Html html() {
        return out;
    }

    Language language() {
        return language;
    }

    private String say(Bilingual words) {
        return words.in(language);
    }

    /// What is wrong, with links to the fields; nothing if nothing is.
    FormHtml summary() {
        if (problems.isEmpty()) {
            return this;
        }
        out.raw("<div class=\"govuk-error-summary\">\n<div role=\"alert\">\n")
                .element("h2", "govuk-error-summary__title", say(Wording.PROBLEM))
                .raw(
                        "<div class=\"govuk-error-summary__body\">\n<ul class=\"govuk-list govuk-error-summary__list\">\n");
        problems.forEach((name, what) -> out.raw("<li><a href=\"#" + Html.escape(name) + "\">")
                .text(say(what))
                .raw("</a></li>\n"));
        out.raw("</ul>\n</div>\n</div>\n</div>\n");
        return this;
    }

    FormHtml open(String action) {
        out.raw("<form method=\"post\" novalidate action=\"" + Html.escape(action) + "\">\n");
        return this;
    }

    FormHtml hidden(String name, String value) {
        out.raw("<input type=\"hidden\" name=\"" + Html.escape(name) + "\" value=\"" + Html.escape(value) + "\">\n");
        return this;
    }

    /// Hands on what was filled in before, without these fields.
    FormHtml carry(Set<String> fields) {
        values.forEach((name, value) -> {
            if (fields.contains(name) || fields.stream().anyMatch(f -> f.endsWith("-") && name.startsWith(f))) {
                hidden(name, value);
            }
        });
        return this;
    }

    /// A field of one line.
    ///
    /// @param attributes further ones of ours, such as `autocomplete="name"`
    FormHtml input(String name, Bilingual label, Bilingual hint, String attributes) {
        begin(name);
        label(name, label).hint(name, hint).error(name);
        out.raw("<input class=\"govuk-input" + (isWrong(name) ? " govuk-input--error" : "") + "\" id=\"" + name
                + "\" name=\"" + name + "\" value=\"" + Html.escape(value(name)) + "\""
                + (attributes.contains("type=") ? " " : " type=\"text\" ") + attributes + described(name, hint)
                + ">\n</div>\n");
        return this;
    }

    /// A field of several lines.
    FormHtml area(String name, Bilingual label, Bilingual hint, String attributes) {
        begin(name);
        label(name, label).hint(name, hint).error(name);
        out.raw("<textarea class=\"govuk-textarea" + (isWrong(name) ? " govuk-textarea--error" : "") + "\" id=\"" + name
                        + "\" name=\"" + name + "\" rows=\"3\" " + attributes + described(name, hint) + ">")
                .text(value(name))
                .raw("</textarea>\n</div>\n");
        return this;
    }

    FormHtml select(String name, Bilingual label, Bilingual hint, List<Choice> choices) {
        begin(name);
        label(name, label).hint(name, hint).error(name);
        out.raw("<select class=\"govuk-select" + (isWrong(name) ? " govuk-select--error" : "") + "\" id=\"" + name
                + "\" name=\"" + name + "\"" + described(name, hint) + ">\n");
        for (Choice choice : choices) {
            out.raw("<option value=\"" + Html.escape(choice.value()) + "\""
                            + (choice.value().equals(value(name)) ? " selected" : "") + ">")
                    .text(choice.label())
                    .raw("</option>\n");
        }
        out.raw("</select>\n</div>\n");
        return this;
    }

    FormHtml radios(String name, Bilingual legend, Bilingual hint, List<Choice> choices) {
        beginGroup(name, legend, hint);
        out.raw("<div class=\"govuk-radios\">\n");
        for (int i = 0; i < choices.size(); i++) {
            Choice choice = choices.get(i);
            String id = i == 0 ? name : name + "-" + (i + 1);
            boolean chosen = choice.value().equals(value(name));
            item("radios", "radio", id, name, choice, chosen);
        }
        out.raw("</div>\n</fieldset>\n</div>\n");
        return this;
    }

    /// Boxes to tick, each a field `name-value`.
    FormHtml boxes(String name, Bilingual legend, Bilingual hint, List<Choice> choices) {
        beginGroup(name, legend, hint);
        out.raw("<div class=\"govuk-checkboxes govuk-checkboxes--small\">\n");
        for (int i = 0; i < choices.size(); i++) {
            Choice choice = choices.get(i);
            String field = name + "-" + choice.value();
            item("checkboxes", "checkbox", i == 0 ? name : field, field, choice, values.containsKey(field));
        }
        out.raw("</div>\n</fieldset>\n</div>\n");
        return this;
    }

    /// Boxes to tick that most people need not see: open if one is ticked or wrong.
    FormHtml folded(String name, Bilingual legend, Bilingual hint, List<Choice> choices) {
        boolean open = isWrong(name) || values.keySet().stream().anyMatch(field -> field.startsWith(name + "-"));
        out.raw("<details class=\"govuk-details\"" + (open ? " open" : "")
                        + ">\n<summary class=\"govuk-details__summary\"><span class=\"govuk-details__summary-text\">")
                .text(say(legend))
                .raw("</span></summary>\n<div class=\"govuk-details__text\">\n");
        boxes(name, legend, hint, choices);
        out.raw("</div>\n</details>\n");
        return this;
    }

    /// One box to tick.
    FormHtml box(String name, Bilingual label) {
        begin(name);
        error(name);
        out.raw("<div class=\"govuk-checkboxes\">\n");
        Choice choice = new Choice("yes", say(label));
        item("checkboxes", "checkbox", name, name, choice, values.containsKey(name));
        out.raw("</div>\n</div>\n");
        return this;
    }

    private void item(String component, String type, String id, String name, Choice choice, boolean chosen) {
        String style = "govuk-" + component;
        boolean alone = component.equals("checkboxes") && id.equals(name) && isWrong(name);
        out.raw("<div class=\"" + style + "__item\">\n<input class=\"" + style + "__input\" type=\"" + type + "\" id=\""
                        + Html.escape(id) + "\" name=\"" + Html.escape(name) + "\" value=\""
                        + Html.escape(type.equals("radio") ? choice.value() : "yes") + "\"" + (chosen ? " checked" : "")
                        + (alone ? " aria-describedby=\"" + Html.escape(name) + "-error\"" : "")
                        + ">\n<label class=\"govuk-label " + style + "__label\" for=\"" + Html.escape(id) + "\">")
                .text(choice.label())
                .raw("</label>\n</div>\n");
    }

    FormHtml button(Bilingual words) {
        return button(words, "");
    }

    /// @param more of the button's class and further attributes, such as ` govuk-button--warning`
    FormHtml button(Bilingual words, String more) {
        out.raw("<button type=\"submit\" class=\"govuk-button" + more + "\">")
                .text(say(words))
                .raw("</button>\n");
        return this;
    }

    FormHtml close() {
        out.raw("</form>\n");
        return this;
    }

    private void begin(String name) {
        out.raw("<div class=\"govuk-form-group" + (isWrong(name) ? " govuk-form-group--error" : "") + "\">\n");
    }

    private void beginGroup(String name, Bilingual legend, Bilingual hint) {
        begin(name);
        out.raw("<fieldset class=\"govuk-fieldset\"" + described(name, hint) + ">\n")
                .element("legend", "govuk-fieldset__legend govuk-fieldset__legend--s", say(legend));
        hint(name, hint).error(name);
    }

    private FormHtml label(String name, Bilingual label) {
        out.raw("<label class=\"govuk-label govuk-label--s\" for=\"" + name + "\">")
                .text(say(label))
                .raw("</label>\n");
        return this;
    }

    private FormHtml hint(String name, Bilingual hint) {
        if (hint != Wording.NOTHING) {
            out.raw("<div id=\"" + name + "-hint\" class=\"govuk-hint\">")
                    .text(say(hint))
                    .raw("</div>\n");
        }
        return this;
    }

    private FormHtml error(String name) {
        Bilingual what = problems.get(name);
        if (what != null) {
            out.raw("<p id=\"" + name + "-error\" class=\"govuk-error-message\">")
                    .element("span", "govuk-visually-hidden", say(Wording.ERROR) + ":")
                    .text(say(what))
                    .raw("</p>\n");
        }
        return this;
    }

    private String described(String name, Bilingual hint) {
        String ids = (hint != Wording.NOTHING ? name + "-hint " : "") + (isWrong(name) ? name + "-error" : "");
        return ids.isEmpty() ? "" : " aria-describedby=\"" + ids.strip() + "\"";
    }

    private boolean isWrong(String name) {
        return problems.containsKey(name);
    }

    private String value(String name) {
        return values.getOrDefault(name, "");
    }
}
