package uk.tocsin.console.pages.registry;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import uk.tocsin.console.Installation;
import uk.tocsin.console.api.Acts;
import uk.tocsin.console.api.Merger;
import uk.tocsin.console.api.Problem;
import uk.tocsin.console.pages.Answer;
import uk.tocsin.console.pages.Form;
import uk.tocsin.console.pages.NotHereException;
import uk.tocsin.console.pages.Pages;
import uk.tocsin.console.pages.Section;
import uk.tocsin.console.pages.Typed;
import uk.tocsin.console.pages.Visit;
import uk.tocsin.control.Act;
import uk.tocsin.control.Note;
import uk.tocsin.control.Role;
import uk.tocsin.model.Contact;
import uk.tocsin.model.Language;
import uk.tocsin.register.Premises;

/// Two records that may be one person's, side by side, with what would come of them. Both are in the audit before they
/// are shown.
public final class Merging {
    private static final String TWO = "/register/people/:number/merge";
    private static final String OTHER = "other";

    private final Installation house;
    private final Acts acts;
    private final Merger merger;

    public Merging(Installation house, Acts acts) {
        this.house = house;
        this.acts = acts;
        this.merger = new Merger(house, acts);
    }

    /// Opens its doors.
    public void mount(Pages pages) {
        pages.page(TWO, this::compare, Role.REGISTER_OFFICER);
        pages.form(TWO, this::merge, Role.REGISTER_OFFICER);
    }

    private Future<Answer> compare(Visit visit) {
        String other = visit.asked(OTHER).orElse("");
        return show(visit, other, Typed.of(Map.of(OTHER, List.of(other))));
    }

    private Future<Answer> show(Visit visit, String other, Typed typed) {
        int staying = visit.number("number");
        Optional<Integer> going = number(other);
        if (going.isEmpty()) {
            return Future.succeededFuture(unknown(visit, staying, typed, other));
        }
        return side(visit, staying)
                .compose(stays -> stays.map(mine -> page(visit, typed, staying, mine, going.get()))
                        .orElseGet(() -> Future.failedFuture(new NotHereException())));
    }

    private static Optional<Integer> number(String text) {
        return Optional.of(text.strip())
                .filter(Sought.NUMBER.asMatchPredicate())
                .map(Integer::parseInt);
    }

    private Future<Void> noted(Visit visit, int number) {
        return acts.submit(
                        acts.header(visit.visitor().staff(), house.newId()),
                        h -> new Act.Noted(h, Note.RECORD_READ, number, 1))
                .mapEmpty();
    }

    private Answer unknown(Visit visit, int staying, Typed typed, String other) {
        Typed back = typed.faults().isEmpty() && !other.isEmpty()
                ? typed.wrong(OTHER, "Nobody in the register has the number " + other)
                : typed;
        return answer(visit, new MergePage.Sides(staying, Optional.empty(), Optional.empty(), Optional.empty()), back);
    }

    private Future<Answer> page(Visit visit, Typed typed, int staying, MergePage.Side mine, int going) {
        return side(visit, going).compose(theirs -> {
            if (theirs.isEmpty()) {
                return Future.succeededFuture(unknown(visit, staying, typed, Integer.toString(going)));
            }
            return merger.preview(going, staying)
                    .map(after -> answer(
                            visit,
                            new MergePage.Sides(
                                    staying,
                                    Optional.of(mine),
                                    theirs,
                                    Optional.of(new MergePage.Side(
                                            staying, after, sites(mine, theirs.get()), segments(after)))),
                            typed))
                    .recover(failure -> failure instanceof Problem problem
                            ? Future.succeededFuture(answer(
                                    visit,
                                    new MergePage.Sides(staying, Optional.of(mine), theirs, Optional.empty()),
                                    Words.wrong(typed, OTHER, problem)))
                            : Future.failedFuture(failure));
        });
    }

    private static List<Premises> sites(MergePage.Side one, MergePage.Side other) {
        return Stream.concat(one.sites().stream(), other.sites().stream())
                .distinct()
                .toList();
    }

    /// A record, once the audit says that it was read; empty for nobody's.
    private Future<Optional<MergePage.Side>> side(Visit visit, int number) {
        return house.desk()
                .find(number)
                .compose(found -> found.isEmpty()
                        ? Future.succeededFuture(Optional.empty())
                        : noted(visit, number)
                                .compose(_ -> house.desk().premises(number, found.get()))
                                .map(sites -> Optional.of(
                                        new MergePage.Side(number, found.get(), sites, segments(found.get())))));
    }

    private List<String> segments(Contact contact) {
        return contact.profile().segments().stream()
                .map(segment -> house.taxonomy().label(segment, Language.EN))
                .toList();
    }

    private Answer answer(Visit visit, MergePage.Sides sides, Typed typed) {
        MergePage page = new MergePage(
                visit.frame("Merge into subscriber " + sides.number(), Section.REGISTER, typed), typed, sides);
        return typed.faults().isEmpty()
                ? Answer.page("registry/merge.jte", page)
                : Answer.again("registry/merge.jte", page);
    }

    private Future<Answer> merge(Visit visit) {
        Form form = visit.form().only(OTHER, "same");
        int staying = visit.number("number");
        Optional<Integer> going = number(form.text(OTHER));
        if (!form.text("same").equals("yes")) {
            form.wrong("same", "Confirm that both are the same person");
        }
        if (!form.right() || going.isEmpty()) {
            return show(visit, form.text(OTHER), form.typed());
        }
        return merger.submit(acts.header(visit.visitor().staff(), visit.once()), going.get(), staying)
                .map(done -> Answer.elsewhere("/register/people/" + staying + "?done=" + (done ? "merged" : "waits")))
                .recover(failure -> failure instanceof Problem problem
                        ? show(visit, form.text(OTHER), Words.wrong(form.typed(), OTHER, problem))
                        : Future.failedFuture(failure));
    }
}
