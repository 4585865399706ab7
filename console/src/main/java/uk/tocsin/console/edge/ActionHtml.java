package uk.tocsin.console.edge;

import java.net.URI;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import uk.tocsin.model.Action;
import uk.tocsin.model.Alert;
import uk.tocsin.model.Language;
import uk.tocsin.receipt.DeliveryToken;

/// The part of an alert's page on which its reader acts: calls, or goes to other websites. Where the alert's text may
/// travel, buttons lead there by way of `/go`, which counts what may be counted; above public handling `/go` knows
/// nothing of the alert, and those who have signed in get the links themselves. Any thread.
final class ActionHtml {
    private final Page page;
    private final Trainings trainings;

    ActionHtml(Page page, Trainings trainings) {
        this.page = page;
        this.trainings = trainings;
    }

    /// Everything that can be done about an alert; nothing where there is nothing.
    void write(Html body, Alert alert, DeliveryToken token, Language language) {
        Html all = new Html();
        Set<Action.Kind> kinds = EnumSet.noneOf(Action.Kind.class);
        for (int i = 0; i < alert.prompts().actions().size(); i++) {
            Action action = alert.prompts().actions().get(i);
            if (write(all, alert, i, token, language)) {
                kinds.add(action.kind());
            }
        }
        if (kinds.isEmpty()) {
            return;
        }
        body.raw("<section>\n").h2(Phrase.ACTIONS.in(language)).raw(all.toString());
        if (!kinds.equals(EnumSet.of(Action.Kind.CALL))) {
            body.element("p", "govuk-hint", Phrase.ACTIONS_LEAVE.in(language));
        }
        if (kinds.contains(Action.Kind.COMPLETE)) {
            body.element("p", "govuk-hint", Phrase.ACTIONS_COMPLETE.in(language));
        }
        body.raw("</section>\n");
    }

    /// Writes one action; false where it is not offered here.
    private boolean write(Html all, Alert alert, int number, DeliveryToken token, Language language) {
        Action action = alert.prompts().actions().get(number);
        Optional<String> address = address(action, token.ordinal());
        if (address.isEmpty()) {
            return false;
        }
        if (action.kind() == Action.Kind.CALL || !alert.handling().textMayTravel()) {
            link(all, address.get(), action, language);
        } else {
            boolean named = action.kind() == Action.Kind.COMPLETE;
            form(all, token.alert() + "/" + number, named ? trainings.text(token) : "", action, language);
        }
        return true;
    }

    private Optional<String> address(Action action, int ordinal) {
        return switch (action.kind()) {
            case CALL -> Optional.of("tel:" + action.target().replace(" ", ""));
            case OPEN -> Optional.of(action.target());
            case COMPLETE -> trainings.address(action.target(), ordinal);
        };
    }

    /// @param token for what is to be told who comes; empty for what is not
    private void form(Html all, String to, String token, Action action, Language language) {
        FormHtml form = new FormHtml(language, new Given(Map.of())).open(page.path("/go/" + to));
        if (!token.isEmpty()) {
            form.hidden("token", token);
        }
        form.html()
                .raw("<button type=\"submit\" class=\"govuk-button\"" + AnswerHtml.lang(action.words(), language) + ">")
                .text(action.words().in(language))
                .raw("</button>\n");
        all.raw(form.close().html().toString());
    }

    private static void link(Html all, String to, Action action, Language language) {
        all.raw("<div><a class=\"govuk-button\" rel=\"noreferrer noopener\" href=\"" + Html.escape(to) + "\""
                        + AnswerHtml.lang(action.words(), language) + ">")
                .text(action.words().in(language))
                .raw("</a></div>\n");
    }

    /// The schemes of the addresses that the forms of an alert's page lead to, such as `https:`. Browsers hold a form
    /// to
    /// them all the way, through what answers it elsewhere too.
    SortedSet<String> schemes(Alert alert) {
        SortedSet<String> schemes = new TreeSet<>();
        if (alert.handling().textMayTravel()) {
            for (Action action : alert.prompts().actions()) {
                if (action.kind() != Action.Kind.CALL) {
                    address(action, 0)
                            .ifPresent(
                                    address -> schemes.add(URI.create(address).getScheme() + ":"));
                }
            }
        }
        return schemes;
    }
}
