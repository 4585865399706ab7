package uk.tocsin.console.pages.registry;

import io.vertx.core.Future;
import java.util.Optional;
import java.util.OptionalInt;
import uk.tocsin.console.Installation;
import uk.tocsin.console.pages.Answer;
import uk.tocsin.console.pages.Form;
import uk.tocsin.console.pages.Frame;
import uk.tocsin.console.pages.Names;
import uk.tocsin.console.pages.Pages;
import uk.tocsin.console.pages.Section;
import uk.tocsin.console.pages.Typed;
import uk.tocsin.console.pages.Visit;
import uk.tocsin.console.register.Addresses;
import uk.tocsin.control.ControlState;
import uk.tocsin.control.Role;

/// The room's first page: finding somebody, and what the register comes to. Everything that is known of somebody is
/// sealed, so they are found by what there is an index of: their number, or an address of theirs.
public final class Registry {
    static final String Q = "q";

    private final Installation house;
    private final Names names;
    private final Addresses addresses;

    public Registry(Installation house, Names names) {
        this.house = house;
        this.names = names;
        this.addresses = new Addresses(house.settings().sms().countries());
    }

    /// Opens its doors.
    public void mount(Pages pages) {
        pages.page("/register", this::show, Role.REGISTER_OFFICER);
        pages.form("/register/find", this::find, Role.REGISTER_OFFICER);
    }

    private Future<Answer> show(Visit visit) {
        String done = visit.asked("done").filter("erased"::equals).isPresent()
                ? "The person was forgotten. Figures of past alerts stay as they were."
                : "";
        return page(visit, Typed.NOTHING, false, done).map(page -> Answer.page("registry/registry.jte", page));
    }

    /// What is looked for is personal data: it comes in a form, never in an address.
    private Future<Answer> find(Visit visit) {
        Form form = visit.form().only(Q);
        String text = form.needed(Q, "Enter an email address, a mobile number or a subscriber number");
        Optional<Sought> sought = Sought.of(text, addresses);
        if (form.right() && sought.isEmpty()) {
            form.wrong(Q, "Enter an email address, a mobile number or a subscriber number");
        }
        if (!form.right()) {
            return page(visit, form.typed(), false, "").map(page -> Answer.again("registry/registry.jte", page));
        }
        return whose(sought.orElseThrow())
                .compose(found -> found.isPresent()
                        ? Future.succeededFuture(Answer.elsewhere("/register/people/" + found.getAsInt()))
                        : page(visit, form.typed(), true, "").map(page -> Answer.page("registry/registry.jte", page)));
    }

    private Future<OptionalInt> whose(Sought sought) {
        return switch (sought) {
            case Sought.ByNumber number -> known(OptionalInt.of(number.ordinal()));
            case Sought.ByAddress named ->
                house.desk()
                        .owner(named.address().channel(), named.address().value())
                        .compose(this::known);
        };
    }

    /// Whoever was erased keeps their claims for a while, and is nobody.
    private Future<OptionalInt> known(OptionalInt number) {
        return number.isEmpty()
                ? Future.succeededFuture(number)
                : house.desk().find(number.getAsInt()).map(found -> found.isEmpty() ? OptionalInt.empty() : number);
    }

    private RegistryPage.Known known(ControlState state) {
        return new RegistryPage.Known(
                state.sponsorships().size(),
                state.suspensions().stream()
                        .map(each -> new PersonPage.Suspended(each, names.of(each.by())))
                        .toList());
    }

    private Future<RegistryPage> page(Visit visit, Typed typed, boolean nobody, String done) {
        Frame frame = visit.frame("Register", Section.REGISTER, typed);
        return house.engine()
                .suppressed()
                .compose(suppressed -> house.engine()
                        .control(this::known)
                        .compose(known -> house.vertx()
                                .executeBlocking(
                                        () -> new RegistryPage(
                                                frame,
                                                typed,
                                                nobody,
                                                done,
                                                Totals.of(house.engine().segments(), house.taxonomy()),
                                                suppressed,
                                                known),
                                        false)));
    }
}
