package uk.tocsin.console.pages.compose;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import uk.tocsin.console.Installation;
import uk.tocsin.console.api.Problem;
import uk.tocsin.console.pages.Answer;
import uk.tocsin.console.pages.Names;
import uk.tocsin.console.pages.NotHereException;
import uk.tocsin.console.pages.Pages;
import uk.tocsin.console.pages.Section;
import uk.tocsin.console.pages.Text;
import uk.tocsin.console.pages.Typed;
import uk.tocsin.console.pages.Visit;
import uk.tocsin.console.pages.audience.AudienceBuilder;
import uk.tocsin.console.pages.audience.AudienceDesk;
import uk.tocsin.console.pages.audience.AudiencePart;
import uk.tocsin.console.pages.audience.Audiences;
import uk.tocsin.control.Role;
import uk.tocsin.model.Alert;

/// The editor of a draft. What was typed is kept first, whatever button was pressed, and judged afterwards.
final class Editor {
    private final Installation house;
    private final Drafts drafts;
    private final Names names;
    private final AudienceDesk desk;
    private final Previews previews;

    Editor(Installation house, Drafts drafts, Names names, AudienceDesk desk) {
        this.house = house;
        this.drafts = drafts;
        this.names = names;
        this.desk = desk;
        this.previews = new Previews(house, drafts, desk);
    }

    /// Opens its doors.
    void mount(Pages pages) {
        String one = "/compose/:draft";
        pages.page(one, this::show, Role.OFFICER);
        pages.form(one, this::sent, Role.OFFICER);
        pages.form(one + "/keep", this::keep, Role.OFFICER);
        pages.form(one + "/texts", this::texts, Role.OFFICER);
        pages.form(one + "/audience", this::audience, Role.OFFICER);
        pages.page(one + "/discard", this::askDiscard, Role.OFFICER);
        pages.form(one + "/discard", this::discard, Role.OFFICER);
        previews.mount(pages);
    }

    /// The key in the address; where a draft has got a number meanwhile, that.
    static String key(Visit visit, Drafts drafts) {
        String key = visit.part("draft");
        if (!key.matches(Draft.KEY)) {
            throw new NotHereException();
        }
        Integer number = drafts.numberOf(key);
        return number == null ? key : String.valueOf(number);
    }

    private Instant now() {
        return house.clock().instant();
    }

    private static Future<Answer> elsewhere(String path) {
        return Future.succeededFuture(Answer.elsewhere(path));
    }

    // ---- showing

    private Future<Answer> show(Visit visit) {
        String key = key(visit, drafts);
        if (!key.equals(visit.part("draft"))) {
            return elsewhere("/compose/" + key);
        }
        return drafts.find(key)
                .compose(draft -> draft.isOpen(now())
                        ? page(visit, draft, draft.fields(), new Shown(List.of(), List.of(), List.of(), false))
                        : elsewhere("/alerts/" + draft.number()));
    }

    /// What a page says about its form.
    ///
    /// @param checked whether it was checked and is right
    private record Shown(
            List<Typed.Fault> faults, List<Typed.Fault> notes, List<EditorPage.Other> others, boolean checked) {}

    private Future<Answer> page(Visit visit, Draft draft, Fields fields, Shown shown) {
        Typed typed = new Typed(fields.values(), shown.faults());
        return desk.panel(Questions.of(fields, house, now())).map(panel -> {
            EditorPage page = new EditorPage(
                    visit.frame(title(draft), Section.COMPOSE, typed),
                    draft,
                    house.newId().toString(),
                    draft.pad().map(Pad::revision).orElse(0),
                    saved(draft),
                    fields,
                    typed,
                    AudienceBuilder.of(typed, house.taxonomy()),
                    panel,
                    counters(fields),
                    shown.notes(),
                    shown.others(),
                    shown.checked());
            return shown.faults().isEmpty()
                    ? Answer.page("compose/editor.jte", page)
                    : Answer.again("compose/editor.jte", page);
        });
    }

    private static String title(Draft draft) {
        return draft.number() == 0 ? "New alert" : "Alert " + draft.number();
    }

    private String saved(Draft draft) {
        return draft.pad()
                .map(pad -> "Kept at " + Text.exactly(pad.time()) + ", " + names.of(pad.by()))
                .orElseGet(() -> "As in version " + draft.version());
    }

    private List<SmsCounter> counters(Fields fields) {
        List<SmsCounter> counters = new ArrayList<>();
        for (int row = 0; row < fields.rows("variants"); row++) {
            counters.add(SmsCounter.of(
                    fields, row, house.links(), house.settings().sms().price()));
        }
        return counters;
    }

    // ---- the buttons

    private Future<Answer> sent(Visit visit) {
        return drafts.with(key(visit, drafts), draft -> {
            if (!draft.isOpen(now())) {
                return elsewhere("/alerts/" + draft.number());
            }
            Sent sent = Sent.read(visit.form(), draft, house.taxonomy());
            if (Drafts.clashes(draft, sent)) {
                return clash(visit, draft, sent);
            }
            Optional<Rows.Changed> changed = Rows.after(sent.deed(), sent.fields());
            Sent whole = changed.map(each -> sent.with(each.fields())).orElse(sent);
            return drafts.save(draft, whole, visit.visitor().staff()).compose(kept -> {
                if (whole.clash().isPresent()) {
                    String words = Audiences.clash(whole.clash().orElseThrow());
                    return page(visit, kept, whole.fields(), wrong(List.of(new Typed.Fault("audience", words))));
                }
                return changed.map(each -> elsewhere("/compose/" + kept.key() + "#" + each.part()))
                        .orElseGet(() -> pressed(visit, kept, whole));
            });
        });
    }

    private static Shown wrong(List<Typed.Fault> faults) {
        return new Shown(faults, List.of(), List.of(), false);
    }

    private Future<Answer> pressed(Visit visit, Draft draft, Sent sent) {
        return switch (sent.deed()) {
            case "check" -> checked(visit, draft, sent);
            case "preview" -> made(visit, draft, sent, made -> elsewhere("/compose/" + made.alert() + "/preview"));
            case "submit" -> submitted(visit, draft, sent);
            default -> elsewhere("/compose/" + draft.key());
        };
    }

    private Check check(Draft draft, Fields fields) {
        return Check.of(fields, draft, house.links(), house.taxonomy(), now());
    }

    private Future<Answer> checked(Visit visit, Draft draft, Sent sent) {
        Check check = check(draft, sent.fields());
        return page(visit, draft, sent.fields(), new Shown(check.faults(), check.notes(), List.of(), check.isRight()));
    }

    /// Goes on with a version of what was sent, if it is right; shows what is wrong with it if not.
    private Future<Answer> made(Visit visit, Draft draft, Sent sent, Function<Drafts.Made, Future<Answer>> then) {
        Check check = check(draft, sent.fields());
        if (!check.isRight()) {
            return page(visit, draft, sent.fields(), new Shown(check.faults(), check.notes(), List.of(), false));
        }
        Alert alert = check.alert().orElseThrow();
        return drafts.version(draft, alert, visit)
                .compose(then)
                .recover(failure -> refused(visit, draft, sent, failure));
    }

    private Future<Answer> submitted(Visit visit, Draft draft, Sent sent) {
        return made(
                visit,
                draft,
                sent,
                made -> drafts.find(String.valueOf(made.alert()))
                        .compose(kept -> drafts.submit(made, kept.content().orElseThrow(), visit))
                        .compose(_ -> elsewhere("/alerts/" + made.alert())));
    }

    /// What the control log does not take comes back with the form.
    private Future<Answer> refused(Visit visit, Draft draft, Sent sent, Throwable failure) {
        if (!(failure instanceof Problem problem) || problem.status() == 403 || problem.status() == 404) {
            return Future.failedFuture(failure);
        }
        String key = Optional.ofNullable(drafts.numberOf(draft.key()))
                .map(String::valueOf)
                .orElse(draft.key());
        List<Typed.Fault> faults = List.of(new Typed.Fault("", problem.getMessage() + "."));
        return drafts.find(key).compose(now -> page(visit, now, sent.fields(), wrong(faults)));
    }

    // ---- two on one draft

    private Future<Answer> clash(Visit visit, Draft draft, Sent sent) {
        return page(visit, draft, sent.fields(), new Shown(clashes(draft), List.of(), others(draft, sent), false));
    }

    private List<Typed.Fault> clashes(Draft draft) {
        String who = draft.pad()
                .map(pad -> names.of(pad.by()) + " saved this draft at " + Text.clock(pad.time()))
                .orElse("Another version of this draft was made");
        return List.of(new Typed.Fault(
                "", who + " after you opened it. What you typed is below and is not saved yet: save to keep yours."));
    }

    private static List<EditorPage.Other> others(Draft draft, Sent sent) {
        Fields theirs = draft.fields();
        return sent.fields().differing(theirs).stream()
                .map(field -> new EditorPage.Other(Labels.of(field, sent.fields()), theirs.shown(field)))
                .toList();
    }

    // ---- while somebody types

    private Future<Answer> keep(Visit visit) {
        return drafts.with(key(visit, drafts), draft -> {
            Sent sent = Sent.read(visit.form(), draft, house.taxonomy());
            if (!draft.isOpen(now())) {
                return parts("Not kept: this draft was submitted or discarded.", sent.revision(), sent);
            }
            if (Drafts.clashes(draft, sent)) {
                String words = clashes(draft).getFirst().words();
                return parts("Not kept. " + words, sent.revision(), sent);
            }
            return drafts.save(draft, sent, visit.visitor().staff())
                    .compose(kept ->
                            parts(saved(kept), kept.pad().map(Pad::revision).orElse(sent.revision()), sent));
        });
    }

    private Future<Answer> texts(Visit visit) {
        return drafts.find(key(visit, drafts)).compose(draft -> {
            Sent sent = Sent.read(visit.form(), draft, house.taxonomy());
            return parts("", sent.revision(), sent);
        });
    }

    private Future<Answer> parts(String saved, int revision, Sent sent) {
        return Future.succeededFuture(
                Answer.page("compose/parts.jte", new Parts(saved, revision, counters(sent.fields()))));
    }

    private Future<Answer> audience(Visit visit) {
        return drafts.find(key(visit, drafts)).compose(draft -> {
            Sent sent = Sent.read(visit.form(), draft, house.taxonomy());
            Typed typed = Typed.of(sent.fields().values());
            return desk.panel(Questions.of(sent.fields(), house, now()))
                    .map(panel -> Answer.page(
                            "audience/part.jte",
                            new AudiencePart(
                                    panel,
                                    AudienceBuilder.of(typed, house.taxonomy()),
                                    sent.chosen().boxesChanged())));
        });
    }

    // ---- discarding

    private Future<Answer> askDiscard(Visit visit) {
        return drafts.find(key(visit, drafts)).map(draft -> {
            String event = draft.fields().text("event").strip();
            return Answer.page(
                    "compose/discard.jte",
                    new DiscardPage(
                            visit.frame("Discard this draft?", Section.COMPOSE),
                            draft.key(),
                            event.isEmpty() ? "No event yet" : event,
                            draft.number() > 0));
        });
    }

    private Future<Answer> discard(Visit visit) {
        visit.form().only("nothing");
        return drafts.with(
                key(visit, drafts),
                draft -> draft.isOpen(now())
                        ? drafts.discard(draft, visit).map(Answer.elsewhere("/compose"))
                        : elsewhere("/alerts/" + draft.number()));
    }
}
