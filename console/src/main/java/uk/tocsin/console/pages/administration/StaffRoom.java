package uk.tocsin.console.pages.administration;

import io.vertx.core.Future;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import uk.tocsin.console.accounts.Account;
import uk.tocsin.console.api.Acts;
import uk.tocsin.console.pages.Answer;
import uk.tocsin.console.pages.Choice;
import uk.tocsin.console.pages.Form;
import uk.tocsin.console.pages.Frame;
import uk.tocsin.console.pages.NotHereException;
import uk.tocsin.console.pages.Pages;
import uk.tocsin.console.pages.Section;
import uk.tocsin.console.pages.Text;
import uk.tocsin.console.pages.Typed;
import uk.tocsin.console.pages.Visit;
import uk.tocsin.control.Act;
import uk.tocsin.control.ActHeader;
import uk.tocsin.control.Role;
import uk.tocsin.control.StaffView;

/// Members of staff: who they are, what they may do, and the codes with which they set up their accounts.
final class StaffRoom {
    private static final String PATH = "/administration/staff";
    private static final String STAFF = "staff";
    private static final String ROLES = "roles";
    private static final String ACTIVE = "active";
    private static final int NO_SLOT = -1;

    private final Desks desks;

    StaffRoom(Desks desks) {
        this.desks = desks;
    }

    void mount(Pages pages) {
        pages.page(PATH, visit -> list(visit, 200, Typed.NOTHING), Role.ADMINISTRATOR);
        pages.raisedForm(PATH, this::add, Role.ADMINISTRATOR);
        pages.page(PATH + "/:staff", visit -> one(visit, 200, Optional.empty()), Role.ADMINISTRATOR);
        pages.raisedForm(PATH + "/:staff", this::set, Role.ADMINISTRATOR);
        pages.raisedForm(PATH + "/:staff/reset", this::reset, Role.ADMINISTRATOR);
        pages.raisedForm(PATH + "/:staff/code", this::code, Role.ADMINISTRATOR);
        pages.raisedForm(PATH + "/:staff/sign-out", this::signOut, Role.ADMINISTRATOR);
    }

    /// A member in the list.
    record Row(StaffView view, String name, boolean account) {
        String roles() {
            return words(view.roles());
        }
    }

    /// All of them.
    record ListPage(Frame frame, Typed typed, List<Row> rows, List<Choice> roles, String done) {}

    /// One of them.
    ///
    /// @param own whether it is the visitor
    record OnePage(
            Frame frame,
            Typed typed,
            StaffView view,
            Optional<Account> account,
            List<Choice> roles,
            boolean own,
            String done) {}

    /// A code to set up an account, this once.
    record CodePage(Frame frame, StaffView view, String name, String code, String enrol) {}

    static String words(Set<Role> roles) {
        return roles.isEmpty()
                ? "None"
                : roles.stream().sorted().map(Text::role).collect(Collectors.joining(", "));
    }

    private static List<Choice> choices() {
        return Choice.of(Role.class, Text::role);
    }

    // ---- all

    private Future<Answer> list(Visit visit, int status, Typed typed) {
        return desks.house()
                .engine()
                .control(state -> List.copyOf(state.staff()))
                .compose(staff -> desks.house().accounts().all().map(accounts -> {
                    Set<Integer> known = accounts.stream().map(Account::staff).collect(Collectors.toSet());
                    int next = staff.stream().mapToInt(StaffView::staff).max().orElse(0) + 1;
                    Typed form = typed.values().isEmpty()
                            ? new Typed(Map.of(STAFF, List.of(Integer.toString(next))), typed.faults())
                            : typed;
                    List<Row> rows = staff.stream()
                            .map(view -> new Row(view, desks.names().of(view.staff()), known.contains(view.staff())))
                            .toList();
                    return new Answer.Shown(
                            status,
                            "administration/staff.jte",
                            new ListPage(
                                    visit.frame("Staff", Section.ADMINISTRATION, form),
                                    form,
                                    rows,
                                    choices(),
                                    Desks.done(visit)));
                }));
    }

    private static Set<Role> roles(Form form) {
        Set<String> ticked = Set.copyOf(form.all(ROLES));
        Set<Role> roles = EnumSet.noneOf(Role.class);
        Arrays.stream(Role.values())
                .filter(role -> ticked.contains(role.word()))
                .forEach(roles::add);
        return roles;
    }

    private Future<Answer> add(Visit visit) {
        Form form = visit.form().only(STAFF, ROLES);
        String number = form.text(STAFF);
        if (!number.matches("[1-9][0-9]{0,6}")) {
            form.wrong(STAFF, "Enter a staff number, such as 12");
        }
        Set<Role> roles = roles(form);
        if (roles.isEmpty()) {
            form.wrong(ROLES, "Choose at least one role");
        }
        if (!form.right()) {
            return list(visit, 422, form.typed());
        }
        int staff = Integer.parseInt(number);
        return desks.house()
                .engine()
                .control(state -> state.staff(staff).isPresent())
                .compose(known -> known
                        ? list(visit, 422, form.typed().wrong(STAFF, "There is a member of staff with this number"))
                        : desks.after(
                                        put(visit, staff, NO_SLOT, true, roles, false),
                                        PATH + "/" + staff,
                                        form.typed(),
                                        (status, typed) -> list(visit, status, typed))
                                .map(answer -> elsewhere(answer, staff)));
    }

    /// Who was only proposed has no page yet.
    private static Answer elsewhere(Answer answer, int staff) {
        String proposed = PATH + "/" + staff + "?done=proposed";
        return answer.equals(Answer.elsewhere(proposed)) ? Answer.elsewhere(PATH + "?done=proposed") : answer;
    }

    private Future<Acts.Done> put(
            Visit visit, int staff, int slot, boolean active, Set<Role> roles, boolean sameRoles) {
        ActHeader header = desks.header(visit);
        Function<ActHeader, Act.Privileged> rolesSet = h -> new Act.RolesSet(h, staff, roles);
        return desks.acts()
                .change(header, h -> new Act.UserSet(h, staff, slot, active))
                .compose(done -> sameRoles
                        ? Future.succeededFuture(done)
                        : desks.acts().change(desks.acts().further(header), rolesSet));
    }

    // ---- one

    private Future<StaffView> member(Visit visit) {
        int staff = visit.number(STAFF);
        return desks.house()
                .engine()
                .control(state -> state.staff(staff))
                .map(found -> found.orElseThrow(NotHereException::new));
    }

    private Future<Answer> one(Visit visit, int status, Optional<Typed> given) {
        return member(visit)
                .compose(view -> desks.house().accounts().account(view.staff()).map(account -> {
                    Typed typed = given.orElseGet(() -> Typed.of(Map.of(
                            ROLES,
                            view.roles().stream().map(Role::word).toList(),
                            ACTIVE,
                            List.of(view.active() ? "yes" : "no"))));
                    String title = desks.names().of(view.staff());
                    return new Answer.Shown(
                            status,
                            "administration/member.jte",
                            new OnePage(
                                    visit.frame(title, Section.ADMINISTRATION, typed),
                                    typed,
                                    view,
                                    account,
                                    choices(),
                                    view.staff() == visit.visitor().staff(),
                                    Desks.done(visit)));
                }));
    }

    private Future<Answer> set(Visit visit) {
        Form form = visit.form().only(ROLES, ACTIVE);
        Set<Role> roles = roles(form);
        boolean active = form.text(ACTIVE).equals("yes");
        return member(visit)
                .compose(view -> desks.after(
                        put(visit, view.staff(), view.ordinal(), active, roles, roles.equals(view.roles())),
                        PATH + "/" + view.staff(),
                        form.typed(),
                        (status, typed) -> one(visit, status, Optional.of(typed))));
    }

    private Future<Answer> reset(Visit visit) {
        visit.form().only();
        return member(visit)
                .compose(view -> desks.after(
                        desks.change(visit, h -> new Act.EnrolmentOpened(h, view.staff())),
                        PATH + "/" + view.staff(),
                        Typed.NOTHING,
                        (status, typed) -> one(visit, status, Optional.of(typed))));
    }

    /// A code takes over an account: it is only made while the enrolment is open, which takes two administrators.
    private Future<Answer> code(Visit visit) {
        visit.form().only();
        return member(visit).compose(view -> {
            if (!view.active() || !view.enrolling()) {
                String words = "Their credentials are set. Reset them first, which takes a second administrator";
                return one(visit, 422, Optional.of(Typed.NOTHING.wrong("", words)));
            }
            return desks.house().accounts().enrolment().issue(view.staff()).map(code -> {
                String enrol = desks.house().settings().console().publicUrl() + "/enrol";
                String title = "Code for staff " + view.staff();
                return Answer.page(
                        "administration/code.jte",
                        new CodePage(
                                visit.frame(title, Section.ADMINISTRATION),
                                view,
                                desks.names().of(view.staff()),
                                code,
                                enrol));
            });
        });
    }

    private Future<Answer> signOut(Visit visit) {
        visit.form().only();
        return member(visit)
                .compose(view ->
                        desks.house().accounts().endSessions(view.staff()).map(_ -> view))
                .map(view -> Answer.elsewhere(PATH + "/" + view.staff() + "?done=made"));
    }
}
