package uk.tocsin.console.pages.alerts;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import uk.tocsin.console.Installation;
import uk.tocsin.console.api.Problem;
import uk.tocsin.console.pages.Answer;
import uk.tocsin.console.pages.Choice;
import uk.tocsin.console.pages.NotHereException;
import uk.tocsin.console.pages.Pages;
import uk.tocsin.console.pages.Section;
import uk.tocsin.console.pages.Text;
import uk.tocsin.console.pages.Typed;
import uk.tocsin.console.pages.Visit;
import uk.tocsin.console.pages.Visitor;
import uk.tocsin.control.AlertStatus;
import uk.tocsin.control.AlertView;
import uk.tocsin.control.Role;

/// The list of alerts, and the page of one: before its dispatch what is decided about it, from then on what becomes
/// of it.
public final class Alerts {
    private static final int PAGE = 50;
    private static final Role[] READERS = {Role.OFFICER, Role.APPROVER, Role.ANALYST};

    private final Installation house;
    private final View before;
    private final View live;

    /// @param before shows alerts that were never dispatched
    /// @param live shows those that were
    public Alerts(Installation house, View before, View live) {
        this.house = house;
        this.before = before;
        this.live = live;
    }

    /// Shows one alert.
    @FunctionalInterface
    public interface View {
        /// Completes with its page.
        ///
        /// @param typed a form of the page that came back, or nothing
        Future<Answer> show(Visit visit, AlertView alert, Typed typed);
    }

    /// Does what a form of an alert's page asks for.
    @FunctionalInterface
    public interface Decision {
        /// Completes with the page to go on to; fails with a [Problem] when it does not count; empty when the form
        /// says what is wrong with it.
        Optional<Future<String>> of(Visit visit, int alert);
    }

    /// Opens its doors.
    public void mount(Pages pages) {
        pages.page("/alerts", this::list, READERS);
        pages.page("/alerts/:number", visit -> show(visit, visit.number("number"), Typed.NOTHING), READERS);
    }

    /// Opens the door of a form; what is wrong with it comes back in the page of the alert.
    public void decision(Pages pages, String path, Decision decision, Role... roles) {
        pages.form(path, visit -> decide(visit, decision), roles);
    }

    /// The same of a form that takes a step up.
    public void raisedDecision(Pages pages, String path, Decision decision, Role... roles) {
        pages.raisedForm(path, visit -> decide(visit, decision), roles);
    }

    private Future<Answer> decide(Visit visit, Decision decision) {
        int number = visit.number("number");
        Optional<Future<String>> done = decision.of(visit, number);
        return done.isEmpty()
                ? show(visit, number, visit.form().typed())
                : done.get()
                        .map(Answer::elsewhere)
                        .recover(failure -> failure instanceof Problem problem
                                ? show(visit, number, wrong(visit.form().typed(), problem))
                                : Future.failedFuture(failure));
    }

    private static Typed wrong(Typed typed, Problem problem) {
        Typed wrong = typed;
        for (Problem.Field field : problem.fields()) {
            wrong = wrong.wrong(field.field(), field.reason());
        }
        return problem.fields().isEmpty() ? typed.wrong("", words(problem)) : wrong;
    }

    /// What the log said, for people.
    private static String words(Problem problem) {
        return switch (problem.code()) {
            case "status", "version", "digest" ->
                "This alert has changed since you opened this page, so nothing was done. Read it again.";
            case "two-people" ->
                "You edited a part of this alert: a second person has to approve it. Nothing was done.";
            case "time" -> "That time is not between now and the end of the alert. Nothing was done.";
            case "key-reused" -> "This page was used for something else before. Nothing was done: try again.";
            default -> "Nothing was done. " + sentence(String.valueOf(problem.getMessage()));
        };
    }

    private static String sentence(String words) {
        String first = words.substring(0, 1).toUpperCase(Locale.UK) + words.substring(1);
        return first.endsWith(".") ? first : first + ".";
    }

    private Future<Answer> show(Visit visit, int number, Typed typed) {
        return house.engine().control(state -> state.alert(number)).compose(found -> {
            AlertView alert = found.filter(view -> isFor(visit.visitor(), view)).orElseThrow(NotHereException::new);
            return (alert.dispatch().isPresent() ? live : before).show(visit, alert, typed);
        });
    }

    /// Whether somebody may look at an alert: who only analyses sees those that went out.
    private static boolean isFor(Visitor visitor, AlertView alert) {
        return visitor.holds(Role.OFFICER, Role.APPROVER) || alert.dispatch().isPresent();
    }

    private Future<Answer> list(Visit visit) {
        Instant now = house.clock().instant();
        int before = visit.askedNumber("before").orElse(Integer.MAX_VALUE);
        Optional<AlertStatus> status = visit.asked("status").flatMap(Alerts::status);
        Visitor visitor = visit.visitor();
        return house.engine()
                .control(state -> state.alerts().stream()
                        .filter(alert -> alert.number() < before && isFor(visitor, alert))
                        .filter(alert -> status.isEmpty() || alert.statusAt(now) == status.get())
                        .limit(PAGE + 1L)
                        .toList())
                .map(found -> Answer.page("alerts/alerts.jte", page(visit, now, status, found, before)));
    }

    private static AlertsPage page(
            Visit visit, Instant now, Optional<AlertStatus> status, List<AlertView> found, int before) {
        List<Choice> statuses = new ArrayList<>(List.of(new Choice("", "All")));
        statuses.addAll(Choice.of(AlertStatus.class, Text::status));
        String filter = status.map(AlertStatus::word).orElse("");
        return new AlertsPage(
                visit.frame("Alerts", Section.ALERTS),
                now,
                Typed.of(Map.of("status", List.of(filter))),
                filter,
                statuses,
                found.stream().limit(PAGE).toList(),
                found.size() > PAGE ? found.get(PAGE - 1).number() : 0,
                before == Integer.MAX_VALUE);
    }

    private static Optional<AlertStatus> status(String word) {
        return Arrays.stream(AlertStatus.values())
                .filter(each -> each.word().equals(word))
                .findFirst();
    }
}
