package uk.tocsin.console.edge;

import io.vertx.core.Future;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import uk.tocsin.engine.Engine;
import uk.tocsin.model.Action;
import uk.tocsin.receipt.DeliveryToken;

/// Where the buttons of an alert's actions lead: `POST /go/{alert}/{action}` answers by sending the browser on, and
/// the other website does not learn where it comes from. Opening a page is counted and names nobody; completing
/// something carries the delivery token in the body, which stays here, and gives the other website a token of its
/// own. Nothing is there of alerts above public handling.
final class ActionPages implements Door {
    private static final Pattern ACTION = Pattern.compile("([0-9]{1,9})/([0-9])");

    private final Engine engine;
    private final Receipts receipts;
    private final Openings openings;
    private final Trainings trainings;
    private final Page page;

    ActionPages(Engine engine, Receipts receipts, Openings openings, Trainings trainings, Page page) {
        this.engine = engine;
        this.receipts = receipts;
        this.openings = openings;
        this.trainings = trainings;
        this.page = page;
    }

    @Override
    public Future<Answer> answer(Inquiry inquiry) {
        Matcher parts = ACTION.matcher(inquiry.rest());
        if (!parts.matches()) {
            return Future.succeededFuture(nothing());
        }
        int alert = Integer.parseInt(parts.group(1));
        int number = Integer.parseInt(parts.group(2));
        return engine.control(state -> Story.of(state, alert))
                .map(story -> story.map(Story::content)
                        .filter(content -> content.handling().textMayTravel())
                        .map(content -> content.prompts().actions())
                        .flatMap(actions -> at(actions, number))
                        .map(action -> follow(inquiry, alert, number, action))
                        .orElseGet(this::nothing));
    }

    private static Optional<Action> at(List<Action> actions, int number) {
        return number < actions.size() ? Optional.of(actions.get(number)) : Optional.empty();
    }

    private Answer nothing() {
        return Answer.NOT_HERE.withPage(page.both(Phrase.NOT_FOUND, Phrase.NOT_FOUND_TEXT));
    }

    private Answer follow(Inquiry inquiry, int alert, int number, Action action) {
        return switch (action.kind()) {
            case CALL -> nothing();
            case OPEN -> {
                openings.add(alert, number);
                yield Answer.seeOther(URI.create(action.target()).toASCIIString());
            }
            case COMPLETE -> complete(inquiry, alert, action);
        };
    }

    private Answer complete(Inquiry inquiry, int alert, Action action) {
        Map<String, String> form = Forms.parse(inquiry.body()).orElse(Map.of());
        Optional<DeliveryToken> token =
                receipts.token(form.getOrDefault("token", "")).filter(named -> named.alert() == alert);
        if (token.isEmpty()) {
            return Answer.refused(Refusal.UNKNOWN_TOKEN).withPage(page.both(Phrase.NOT_FOUND, Phrase.NOT_FOUND_TEXT));
        }
        return trainings
                .address(action.target(), token.get().ordinal())
                .map(Answer::seeOther)
                .orElseGet(this::nothing);
    }
}
