package uk.tocsin.console.pages.holding;

import io.vertx.core.Future;
import uk.tocsin.console.Installation;
import uk.tocsin.console.api.Acts;
import uk.tocsin.console.api.Glass;
import uk.tocsin.console.api.Problem;
import uk.tocsin.console.pages.Answer;
import uk.tocsin.console.pages.Form;
import uk.tocsin.console.pages.Names;
import uk.tocsin.console.pages.NotHereException;
import uk.tocsin.console.pages.Pages;
import uk.tocsin.console.pages.Section;
import uk.tocsin.console.pages.Typed;
import uk.tocsin.console.pages.Visit;
import uk.tocsin.control.Act;
import uk.tocsin.control.AlertView;
import uk.tocsin.control.Role;
import uk.tocsin.model.Digest;

/// The glass, and the review that is owed when it was broken.
public final class OnePerson {
    private static final String GLASS = "holding/glass.jte";
    private static final String REVIEW = "holding/review.jte";

    private final Installation house;
    private final Acts acts;
    private final Names names;
    private final Glass glass;

    public OnePerson(Installation house, Acts acts, Names names) {
        this.house = house;
        this.acts = acts;
        this.names = names;
        this.glass = new Glass(house, acts);
    }

    /// Opens its doors.
    public void mount(Pages pages) {
        pages.page("/alerts/:alert/break-glass", visit -> glass(visit, Typed.NOTHING, 200), Role.OFFICER);
        pages.raisedForm("/alerts/:alert/break-glass", this::broken, Role.OFFICER);
        pages.page("/alerts/:alert/review", visit -> review(visit, Typed.NOTHING, 200), Role.APPROVER);
        pages.raisedForm("/alerts/:alert/review", this::reviewed, Role.APPROVER);
    }

    private Future<AlertView> alert(Visit visit) {
        int number = visit.number("alert");
        return house.engine()
                .control(state -> state.alert(number))
                .map(found -> found.orElseThrow(NotHereException::new));
    }

    private Future<Answer> glass(Visit visit, Typed typed, int status) {
        return alert(visit).compose(alert -> {
            if (alert.dispatch().isPresent()) {
                return Future.succeededFuture(Answer.elsewhere("/alerts/" + alert.number()));
            }
            return house.vertx()
                    .executeBlocking(() -> house.engine().forecast(alert.content()), false)
                    .map(forecast -> new Answer.Shown(
                            status,
                            GLASS,
                            new GlassPage(
                                    visit.frame("Send this alone", Section.ALERTS, typed), alert, forecast, typed)));
        });
    }

    private Future<Answer> broken(Visit visit) {
        Form form = visit.form().only("digest", "reason", "life");
        String reason = form.needed("reason", "Enter whose life is at risk, and how");
        if (!form.text("life").equals("yes")) {
            form.wrong("life", "Confirm that a life is at risk");
        }
        String digest = form.text("digest");
        if (!form.right() || !digest.matches("[0-9a-f]{64}")) {
            return glass(visit, form.typed(), 422);
        }
        int number = visit.number("alert");
        return glass.broken(acts.header(visit.visitor().staff(), visit.once()), number, Digest.ofHex(digest), reason)
                .map(_ -> Answer.elsewhere("/alerts/" + number))
                .recover(failure -> failure instanceof Problem problem
                        ? glass(visit, form.typed().wrong("", problem.getMessage() + "."), 422)
                        : Future.failedFuture(failure));
    }

    private Future<Answer> review(Visit visit, Typed typed, int status) {
        return alert(visit)
                .map(alert -> alert.reviewOwed()
                        ? new Answer.Shown(
                                status,
                                REVIEW,
                                new ReviewPage(visit.frame("Review", Section.ALERTS, typed), alert, typed, names))
                        : Answer.elsewhere("/alerts/" + alert.number()));
    }

    private Future<Answer> reviewed(Visit visit) {
        Form form = visit.form().only("justified", "finding");
        String finding = form.needed("finding", "Enter what you found");
        String justified = form.needed("justified", "Say whether it was justified");
        if (!form.right()) {
            return review(visit, form.typed(), 422);
        }
        int number = visit.number("alert");
        return acts.submit(
                        acts.header(visit.visitor().staff(), visit.once()),
                        h -> new Act.Reviewed(h, number, finding, justified.equals("yes")))
                .map(_ -> Answer.elsewhere("/alerts/" + number))
                .recover(failure -> failure instanceof Problem problem
                        ? review(visit, form.typed().wrong("", problem.getMessage() + "."), 422)
                        : Future.failedFuture(failure));
    }
}
