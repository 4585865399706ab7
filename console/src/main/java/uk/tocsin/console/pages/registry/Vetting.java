package uk.tocsin.console.pages.registry;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import uk.tocsin.console.Installation;
import uk.tocsin.console.api.Acts;
import uk.tocsin.console.api.Problem;
import uk.tocsin.console.pages.Answer;
import uk.tocsin.console.pages.Form;
import uk.tocsin.console.pages.Names;
import uk.tocsin.console.pages.NotHereException;
import uk.tocsin.console.pages.Pages;
import uk.tocsin.console.pages.Section;
import uk.tocsin.console.pages.Text;
import uk.tocsin.console.pages.Typed;
import uk.tocsin.console.pages.Visit;
import uk.tocsin.control.Act;
import uk.tocsin.control.ControlState;
import uk.tocsin.control.Role;
import uk.tocsin.control.Sponsorship;
import uk.tocsin.control.TierDecision;
import uk.tocsin.model.NoticeKind;
import uk.tocsin.model.Tier;

/// Tiers that need vetting: one person puts somebody forward, another decides.
public final class Vetting {
    private static final Duration SOON = Duration.ofDays(30);
    private static final int MOST = 50;
    private static final String ONE = "/register/vetting/:number";

    private static final Map<String, String> DONE =
            Map.of("granted", "The tier was granted. The person is told.", "refused", "The tier was not granted.");

    private final Installation house;
    private final Acts acts;
    private final Names names;

    public Vetting(Installation house, Acts acts, Names names) {
        this.house = house;
        this.acts = acts;
        this.names = names;
    }

    /// Opens its doors.
    public void mount(Pages pages) {
        pages.page("/register/vetting", this::list, Role.REGISTER_OFFICER);
        pages.page(ONE, visit -> show(visit, Typed.NOTHING), Role.REGISTER_OFFICER);
        pages.form(ONE, this::decide, Role.REGISTER_OFFICER);
    }

    private Future<Answer> list(Visit visit) {
        Instant now = house.clock().instant();
        return house.engine()
                .control(state -> new VettingPage(
                        visit.frame("Vetting", Section.REGISTER),
                        now,
                        visit.asked("done").map(DONE::get).orElse(""),
                        waiting(state),
                        ending(state, now)))
                .map(page -> Answer.page("registry/vetting.jte", page));
    }

    private List<VettingPage.Waiting> waiting(ControlState state) {
        return state.sponsorships().stream()
                .sorted(Comparator.comparing(Sponsorship::time))
                .map(each -> new VettingPage.Waiting(each, names.of(each.sponsor())))
                .toList();
    }

    private static List<VettingPage.Ending> ending(ControlState state, Instant now) {
        List<VettingPage.Ending> ending = new ArrayList<>();
        for (int number : state.tiersEnding(now, now.plus(SOON), MOST)) {
            state.tier(number)
                    .ifPresent(tier -> tier.until()
                            .ifPresent(until -> ending.add(new VettingPage.Ending(number, tier.tier(), until))));
        }
        return ending;
    }

    /// One who was put forward.
    private record Asked(Sponsorship sponsorship, Optional<TierDecision> held) {}

    private Future<Asked> asked(int number) {
        Instant now = house.clock().instant();
        return house.engine()
                .control(state -> state.sponsorships().stream()
                        .filter(each -> each.ordinal() == number)
                        .findFirst()
                        .map(each -> new Asked(
                                each, state.tier(number).filter(tier -> !Tier.BUSINESS.mayRead(tier.at(now))))))
                .map(found -> found.orElseThrow(NotHereException::new));
    }

    private Future<Answer> show(Visit visit, Typed typed) {
        int number = visit.number("number");
        return asked(number).map(asked -> {
            DecisionPage page = new DecisionPage(
                    visit.frame("Decide about subscriber " + number, Section.REGISTER, typed),
                    typed,
                    house.clock().instant(),
                    asked.sponsorship(),
                    names.of(asked.sponsorship().sponsor()),
                    asked.sponsorship().sponsor() == visit.visitor().staff(),
                    asked.held());
            return typed.faults().isEmpty()
                    ? Answer.page("registry/decision.jte", page)
                    : Answer.again("registry/decision.jte", page);
        });
    }

    private Future<Answer> decide(Visit visit) {
        Form form = visit.form().only("decision", "until");
        String decision = form.text("decision");
        if (!decision.equals("grant") && !decision.equals("refuse")) {
            form.wrong("decision", "Choose whether to grant it");
        }
        Optional<Instant> until = decision.equals("grant") ? until(form) : Optional.empty();
        if (!form.right()) {
            return show(visit, form.typed());
        }
        int number = visit.number("number");
        return asked(number).compose(asked -> {
            Tier tier = decision.equals("grant") ? asked.sponsorship().tier() : Tier.PUBLIC;
            return acts.submit(
                            acts.header(visit.visitor().staff(), visit.once()),
                            h -> new Act.TierDecided(h, number, tier, until))
                    .compose(_ -> People.told(
                            house.desk().tell(number, NoticeKind.TIER_CHANGED),
                            Answer.elsewhere(
                                    "/register/vetting?done=" + (decision.equals("grant") ? "granted" : "refused"))))
                    .recover(failure -> failure instanceof Problem problem
                            ? show(visit, Words.wrong(form.typed(), "decision", problem))
                            : Future.failedFuture(failure));
        });
    }

    /// The end of the day that was named.
    private Optional<Instant> until(Form form) {
        String text = form.needed("until", "Enter the last day of the tier");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            Instant end =
                    LocalDate.parse(text).plusDays(1).atStartOfDay(Text.ZONE).toInstant();
            if (end.isAfter(house.clock().instant())) {
                return Optional.of(end);
            }
            form.wrong("until", "The last day must be today or later");
        } catch (DateTimeParseException _) {
            form.wrong("until", "Enter a real date, such as 2027-03-31");
        }
        return Optional.empty();
    }
}
