package uk.tocsin.console.pages.live;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import uk.tocsin.console.Installation;
import uk.tocsin.console.api.Acts;
import uk.tocsin.console.api.Problem;
import uk.tocsin.console.pages.Answer;
import uk.tocsin.console.pages.NotHereException;
import uk.tocsin.console.pages.Pages;
import uk.tocsin.console.pages.Section;
import uk.tocsin.console.pages.Typed;
import uk.tocsin.console.pages.Visit;
import uk.tocsin.console.pages.alerts.Alerts;
import uk.tocsin.console.pages.live.LivePage.Relative;
import uk.tocsin.control.Act;
import uk.tocsin.control.ActHeader;
import uk.tocsin.control.AlertView;
import uk.tocsin.control.ControlState;
import uk.tocsin.control.Role;
import uk.tocsin.model.Alert;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Relation;

/// The page of an alert that went out, its stream of figures, and what can be done about it. Who only analyses is led
/// to the analysis, where small figures are held back.
public final class Live implements Alerts.View {
    private static final Role[] EITHER = {Role.OFFICER, Role.APPROVER};
    private static final Map<String, String> DONE = Map.of(
            "sent", "The alert is on its way",
            "cancelled", "The alert is withdrawn: nothing more of it is sent",
            "halted", "The alert is halted: nothing more of it is sent until it is resumed",
            "resumed", "The alert is resumed",
            "stopped", "The step is stopped: it starts nothing more");

    private final Installation house;
    private final Acts acts;
    private final Watchings watchings;

    public Live(Installation house, Acts acts, Pages pages) {
        this.house = house;
        this.acts = acts;
        this.watchings = new Watchings(house, pages);
    }

    /// Opens its doors.
    public void mount(Pages pages, Alerts alerts) {
        String one = "/alerts/:number";
        pages.page(one + "/stream", this::stream, EITHER);
        alerts.decision(pages, one + "/update", this::update, Role.OFFICER);
        alerts.decision(pages, one + "/all-clear", this::allClear, Role.OFFICER);
        alerts.decision(pages, one + "/resend", this::resend, EITHER);
        alerts.decision(
                pages,
                one + "/halt",
                (visit, alert) -> reasoned(visit, alert, "halt-reason", "halted", Act.Halted::new),
                EITHER);
        alerts.decision(pages, one + "/resume", this::resume, EITHER);
        alerts.raisedDecision(
                pages,
                one + "/cancel",
                (visit, alert) -> reasoned(visit, alert, "cancel-reason", "cancelled", Act.Cancelled::new),
                EITHER);
        alerts.decision(pages, one + "/steps/:step/stop", this::stopStep, EITHER);
    }

    // ---- looking

    @Override
    public Future<Answer> show(Visit visit, AlertView alert, Typed typed) {
        if (!visit.visitor().holds(EITHER)) {
            return Future.succeededFuture(Answer.elsewhere("/analysis?alert=" + alert.number()));
        }
        return Future.all(watchings.figures(alert.number()), house.engine().control(state -> relatives(state, alert)))
                .map(all -> new LivePage(
                        visit.frame(alert.content().event(), Section.ALERTS, typed),
                        typed,
                        DONE.getOrDefault(visit.asked("done").orElse(""), ""),
                        all.<Figures>resultAt(0).of(alert, house.clock().instant()),
                        all.resultAt(1)))
                .map(page -> typed.faults().isEmpty()
                        ? Answer.page("live/live.jte", page)
                        : Answer.again("live/live.jte", page));
    }

    private List<Relative> relatives(ControlState state, AlertView alert) {
        List<Relative> relatives = new ArrayList<>();
        Stream<AlertView> parent = state.alert(alert.parent()).stream();
        parent.forEach(each -> relatives.add(
                relative(each, alert.relation() == Relation.RESEND ? "This sends it again" : "This changes it")));
        alert.children()
                .forEach(child ->
                        state.alert(child).ifPresent(each -> relatives.add(relative(each, LivePage.relation(each)))));
        return relatives;
    }

    private Relative relative(AlertView alert, String what) {
        return new Relative(
                alert.number(),
                what,
                alert.statusAt(house.clock().instant()),
                alert.dispatch().isEmpty());
    }

    private Future<Answer> stream(Visit visit) {
        int number = visit.number("number");
        return house.engine().control(state -> state.alert(number)).map(found -> {
            if (found.filter(alert -> alert.dispatch().isPresent()).isEmpty()) {
                throw new NotHereException();
            }
            watchings.watch(visit, number);
            return new Answer.Streamed();
        });
    }

    // ---- deciding

    /// An act with a reason.
    @FunctionalInterface
    private interface Reasoned {
        Act of(ActHeader header, int alert, String reason);
    }

    private ActHeader header(Visit visit) {
        return acts.header(visit.visitor().staff(), visit.once());
    }

    private static String page(int alert, String done) {
        return "/alerts/" + alert + "?done=" + done;
    }

    private Optional<Future<String>> reasoned(Visit visit, int alert, String field, String done, Reasoned act) {
        String reason = visit.form().only(field).needed(field, "Enter a reason: it is recorded");
        return visit.form().right()
                ? Optional.of(acts.submit(header(visit), h -> act.of(h, alert, reason))
                        .map(_ -> page(alert, done)))
                : Optional.empty();
    }

    private Optional<Future<String>> resume(Visit visit, int alert) {
        visit.form().only();
        return Optional.of(
                acts.submit(header(visit), h -> new Act.Resumed(h, alert)).map(_ -> page(alert, "resumed")));
    }

    private Optional<Future<String>> resend(Visit visit, int alert) {
        visit.form().only();
        return Optional.of(
                acts.submit(header(visit), h -> new Act.Resent(h, alert)).map(done -> page(done.alert(), "sent")));
    }

    private Optional<Future<String>> stopStep(Visit visit, int alert) {
        visit.form().only();
        int step = visit.number("step");
        return Optional.of(acts.submit(header(visit), h -> new Act.StepStopped(h, alert, step))
                .map(_ -> page(alert, "stopped")));
    }

    private Optional<Future<String>> update(Visit visit, int alert) {
        return child(
                visit,
                alert,
                (parent, channels) ->
                        Child.update(alert, parent, channels, house.clock().instant()));
    }

    private Optional<Future<String>> allClear(Visit visit, int alert) {
        return child(
                visit,
                alert,
                (parent, channels) ->
                        Child.allClear(alert, parent, channels, house.clock().instant()));
    }

    /// Makes the first version of a change.
    @FunctionalInterface
    private interface Beginning {
        Alert of(Alert parent, Set<ChannelKind> channels);
    }

    private Optional<Future<String>> child(Visit visit, int alert, Beginning beginning) {
        visit.form().only();
        ActHeader header = header(visit);
        List<Integer> editors = List.of(header.actor());
        return Optional.of(house.engine()
                .control(state -> state.alert(alert).map(parent -> beginning.of(parent.content(), line(state, parent))))
                .compose(child -> child.isEmpty()
                        ? Future.failedFuture(new Problem(404, "not-found", "alert " + alert + " is not known"))
                        : acts.submit(header, h -> new Act.Updated(h, alert, child.get(), editors)))
                .map(done -> "/compose/" + done.alert()));
    }

    /// The channels that an alert and those before it went by.
    private static Set<ChannelKind> line(ControlState state, AlertView alert) {
        Set<ChannelKind> channels = EnumSet.noneOf(ChannelKind.class);
        Optional<AlertView> each = Optional.of(alert);
        while (each.isPresent()) {
            each.get().content().plan().steps().forEach(step -> channels.add(step.channel()));
            each = state.alert(each.get().parent());
        }
        return channels;
    }
}
