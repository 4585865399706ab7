package uk.tocsin.console.pages.compose;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import uk.tocsin.console.Installation;
import uk.tocsin.console.pages.Answer;
import uk.tocsin.console.pages.Pages;
import uk.tocsin.console.pages.Section;
import uk.tocsin.console.pages.Typed;
import uk.tocsin.console.pages.Visit;
import uk.tocsin.console.pages.audience.AudienceDesk;
import uk.tocsin.console.pages.preview.Preview;
import uk.tocsin.control.Role;
import uk.tocsin.model.Alert;

/// What people will get, exactly as the channels send it, and from there to the approvers: exactly the version that
/// was looked at.
final class Previews {
    private final Installation house;
    private final Drafts drafts;
    private final AudienceDesk desk;

    Previews(Installation house, Drafts drafts, AudienceDesk desk) {
        this.house = house;
        this.drafts = drafts;
        this.desk = desk;
    }

    void mount(Pages pages) {
        pages.page("/compose/:draft/preview", this::show, Role.OFFICER);
        pages.form("/compose/:draft/submit", this::submit, Role.OFFICER);
    }

    private Instant now() {
        return house.clock().instant();
    }

    private Future<Answer> show(Visit visit) {
        return drafts.find(Editor.key(visit, drafts)).compose(draft -> open(draft, visit, List.of()));
    }

    private Future<Answer> open(Draft draft, Visit visit, List<Typed.Fault> faults) {
        if (draft.number() == 0) {
            return Future.succeededFuture(Answer.elsewhere("/compose/" + draft.key()));
        }
        if (!draft.isOpen(now())) {
            return Future.succeededFuture(Answer.elsewhere("/alerts/" + draft.number()));
        }
        Alert alert = draft.content().orElseThrow();
        Check check = check(draft, alert);
        List<Typed.Fault> wrong = new ArrayList<>(faults);
        check.faults().forEach(each -> wrong.add(new Typed.Fault("", each.words())));
        return desk.panel(Questions.of(alert, house, now())).map(panel -> {
            PreviewPage page = new PreviewPage(
                    visit.frame("Preview of alert " + draft.number(), Section.COMPOSE, new Typed(Map.of(), wrong)),
                    draft.number(),
                    draft.version(),
                    alert,
                    Preview.of(draft.number(), alert, house),
                    panel,
                    check.notes());
            return wrong.isEmpty()
                    ? Answer.page("compose/preview.jte", page)
                    : Answer.again("compose/preview.jte", page);
        });
    }

    private Check check(Draft draft, Alert alert) {
        return Check.of(FormJson.write(alert), draft, house.links(), house.taxonomy(), now());
    }

    private Future<Answer> submit(Visit visit) {
        String shown = visit.form().only("version").text("version");
        return drafts.with(Editor.key(visit, drafts), draft -> {
            boolean typedSince =
                    draft.pad().map(pad -> !pad.editors().isEmpty()).orElse(false);
            if (draft.number() == 0 || !draft.isOpen(now())) {
                return open(draft, visit, List.of());
            }
            if (typedSince || !shown.equals(String.valueOf(draft.version()))) {
                return open(
                        draft,
                        visit,
                        List.of(new Typed.Fault(
                                "", "The draft was changed after this preview: look at it again before you submit.")));
            }
            Alert alert = draft.content().orElseThrow();
            if (!check(draft, alert).isRight()) {
                return open(draft, visit, List.of());
            }
            return drafts.submit(new Drafts.Made(draft.number(), draft.version()), alert, visit)
                    .map(Answer.elsewhere("/alerts/" + draft.number()));
        });
    }
}
