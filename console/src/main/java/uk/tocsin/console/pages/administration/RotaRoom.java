package uk.tocsin.console.pages.administration;

import io.vertx.core.Future;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import uk.tocsin.console.pages.Answer;
import uk.tocsin.console.pages.Choice;
import uk.tocsin.console.pages.Form;
import uk.tocsin.console.pages.Frame;
import uk.tocsin.console.pages.Pages;
import uk.tocsin.console.pages.Section;
import uk.tocsin.console.pages.Text;
import uk.tocsin.console.pages.Typed;
import uk.tocsin.console.pages.Visit;
import uk.tocsin.control.Act;
import uk.tocsin.control.ControlState;
import uk.tocsin.control.Role;
import uk.tocsin.control.Shift;
import uk.tocsin.control.StaffView;

/// Who is on call, and when: the shifts in the order in which they are paged.
final class RotaRoom {
    private static final String PATH = "/administration/on-call";
    private static final int SPARE = 3;
    private static final int MOST = 100;

    private final Desks desks;

    RotaRoom(Desks desks) {
        this.desks = desks;
    }

    void mount(Pages pages) {
        pages.page(PATH, visit -> show(visit, 200, Optional.empty()), Role.ADMINISTRATOR, Role.APPROVER);
        pages.form(PATH, this::set, Role.ADMINISTRATOR, Role.APPROVER);
    }

    /// The rota as a form.
    ///
    /// @param lines how many there are to fill in
    record RotaPage(Frame frame, Typed typed, int lines, List<Choice> people, String now, String done) {}

    private record Known(List<Shift> rota, List<Integer> now, List<Integer> people) {
        static Known of(ControlState state, Instant now) {
            return new Known(
                    state.rota(),
                    state.onCall(now),
                    state.staff().stream()
                            .filter(StaffView::active)
                            .filter(each -> each.roles().contains(Role.APPROVER))
                            .map(StaffView::staff)
                            .toList());
        }
    }

    private Future<Answer> show(Visit visit, int status, Optional<Typed> given) {
        Instant now = desks.house().clock().instant();
        return desks.house().engine().control(state -> Known.of(state, now)).map(known -> {
            Typed typed = given.orElseGet(() -> Typed.of(values(known.rota())));
            List<Choice> people = new ArrayList<>(List.of(new Choice("", "Nobody")));
            known.people()
                    .forEach(staff -> people.add(
                            new Choice(Integer.toString(staff), desks.names().of(staff))));
            String onCall = String.join(
                    ", ", known.now().stream().map(desks.names()::of).toList());
            return new Answer.Shown(
                    status,
                    "administration/on-call.jte",
                    new RotaPage(
                            visit.frame("On call", Section.ADMINISTRATION, typed),
                            typed,
                            Math.min(MOST, known.rota().size() + SPARE),
                            people,
                            onCall,
                            Desks.done(visit)));
        });
    }

    private static Map<String, List<String>> values(List<Shift> rota) {
        Map<String, List<String>> values = new HashMap<>();
        for (int i = 0; i < rota.size(); i++) {
            Shift shift = rota.get(i);
            values.put("staff-" + i, List.of(Integer.toString(shift.staff())));
            values.put("from-" + i, List.of(shift.from().map(RotaRoom::local).orElse("")));
            values.put("until-" + i, List.of(shift.until().map(RotaRoom::local).orElse("")));
        }
        return values;
    }

    private static String local(Instant time) {
        return LocalDateTime.ofInstant(time, Text.ZONE)
                .truncatedTo(ChronoUnit.MINUTES)
                .toString();
    }

    private Future<Answer> set(Visit visit) {
        Form form = visit.form().matching("(staff|from|until)-[0-9]{1,2}");
        List<Shift> shifts = new ArrayList<>();
        for (int i = 0; i < MOST; i++) {
            shift(form, i).ifPresent(shifts::add);
        }
        if (!form.right()) {
            return show(visit, 422, Optional.of(form.typed()));
        }
        return desks.after(
                desks.acts().submit(desks.header(visit), h -> new Act.OnCallSet(h, shifts)),
                PATH,
                form.typed(),
                (status, typed) -> show(visit, status, Optional.of(typed)));
    }

    private static Optional<Shift> shift(Form form, int line) {
        String staff = form.text("staff-" + line);
        if (!staff.matches("[1-9][0-9]{0,8}")) {
            return Optional.empty();
        }
        Optional<Instant> from = time(form, "from-" + line);
        Optional<Instant> until = time(form, "until-" + line);
        if (from.isPresent() && until.isPresent() && !from.get().isBefore(until.get())) {
            form.wrong("until-" + line, "Line " + (line + 1) + ": the end must be after the beginning");
            return Optional.empty();
        }
        return Optional.of(new Shift(Integer.parseInt(staff), from, until));
    }

    private static Optional<Instant> time(Form form, String field) {
        try {
            return form.given(field)
                    .map(text -> LocalDateTime.parse(text.replace(' ', 'T'))
                            .atZone(Text.ZONE)
                            .toInstant());
        } catch (DateTimeParseException _) {
            form.wrong(field, "Enter a date and time, such as 2026-11-26 09:00");
            return Optional.empty();
        }
    }
}
