package uk.tocsin.console.pages.holding;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import uk.tocsin.audience.Taxonomy;
import uk.tocsin.console.Installation;
import uk.tocsin.console.api.Acts;
import uk.tocsin.console.api.Problem;
import uk.tocsin.console.pages.Answer;
import uk.tocsin.console.pages.Choice;
import uk.tocsin.console.pages.Form;
import uk.tocsin.console.pages.NotHereException;
import uk.tocsin.console.pages.Pages;
import uk.tocsin.console.pages.Section;
import uk.tocsin.console.pages.Typed;
import uk.tocsin.console.pages.Visit;
import uk.tocsin.control.Act;
import uk.tocsin.control.AlertStatus;
import uk.tocsin.control.AlertView;
import uk.tocsin.control.HoldingMessage;
import uk.tocsin.control.HoldingMessage.PermittedArea;
import uk.tocsin.control.Role;
import uk.tocsin.model.Audience;
import uk.tocsin.model.Dimension;
import uk.tocsin.model.Language;

/// Keeps a draft as a holding message: the same editor writes both.
public final class KeepDesk {
    private static final String PAGE = "holding/keep.jte";
    private static final String ANYWHERE = "anywhere";

    private static final int DAYS_A_MONTH = 30;

    private final Installation house;
    private final Acts acts;
    private final List<Choice> regions;

    public KeepDesk(Installation house, Acts acts) {
        this.house = house;
        this.acts = acts;
        this.regions = regions(house.taxonomy());
    }

    private static List<Choice> regions(Taxonomy taxonomy) {
        List<Choice> regions = new ArrayList<>();
        regions.add(new Choice(ANYWHERE, "Anywhere in the United Kingdom"));
        taxonomy.entries(Dimension.REGION)
                .forEach(entry -> regions.add(new Choice(entry.key(), taxonomy.label(entry.segment(), Language.EN))));
        return List.copyOf(regions);
    }

    /// Opens its doors.
    public void mount(Pages pages) {
        pages.page("/holding/from/:alert", this::ask, Role.OFFICER);
        pages.form("/holding/from/:alert", this::keep, Role.OFFICER);
    }

    private Future<AlertView> draft(Visit visit) {
        int number = visit.number("alert");
        Instant now = house.clock().instant();
        return house.engine()
                .control(state -> state.alert(number))
                .map(found -> found.filter(view -> view.statusAt(now) == AlertStatus.DRAFT)
                        .orElseThrow(NotHereException::new));
    }

    private Future<Answer> ask(Visit visit) {
        Typed usual = Typed.of(
                Map.of("hours", List.of("4"), "months", List.of("6"), "most", List.of("500000"), "area", List.of()));
        return draft(visit).map(draft -> Answer.page(PAGE, page(visit, draft, usual)));
    }

    private KeepPage page(Visit visit, AlertView draft, Typed typed) {
        return new KeepPage(visit.frame("Keep as a holding message", Section.COMPOSE, typed), draft, regions, typed);
    }

    private Future<Answer> keep(Visit visit) {
        Form form = visit.form().only("key", "area", "most", "hours", "months");
        String key = form.needed("key", "Enter a short name");
        List<PermittedArea> areas = permitted(form.all("area"));
        if (areas.isEmpty()) {
            form.wrong("area", "Choose where it may be released");
        }
        Optional<Long> most = number(form, "most", "Enter how many people it may reach at most");
        Optional<Long> hours = number(form, "hours", "Enter how many hours it is in force");
        String months = form.text("months");
        if (HoldingWords.MONTHS.stream().noneMatch(each -> each.toString().equals(months))) {
            form.wrong("months", "Choose when it is read again");
        }
        return draft(visit).compose(draft -> {
            if (!form.right()) {
                return Future.succeededFuture(Answer.again(PAGE, page(visit, draft, form.typed())));
            }
            Instant until = house.clock()
                    .instant()
                    .plus(Duration.ofDays(DAYS_A_MONTH * Long.parseLong(months)))
                    .truncatedTo(ChronoUnit.SECONDS);
            return house.engine()
                    .control(state -> state.holdingMessage(key)
                            .map(view -> view.latest().version() + 1)
                            .orElse(1))
                    .map(version -> new HoldingMessage(
                            key,
                            version,
                            draft.content(),
                            areas,
                            most.orElseThrow(),
                            Duration.ofHours(hours.orElseThrow()),
                            until))
                    .compose(message -> saved(visit, draft, message))
                    .recover(failure -> again(visit, draft, form, failure));
        });
    }

    /// The draft has done its work then.
    private Future<Answer> saved(Visit visit, AlertView draft, HoldingMessage message) {
        int staff = visit.visitor().staff();
        return acts.submit(acts.header(staff, visit.once()), h -> new Act.HoldingSaved(h, message))
                .compose(_ -> acts.submit(
                        acts.header(staff, house.newId()),
                        h -> new Act.Cancelled(h, draft.number(), "Kept as the holding message " + message.key())))
                .map(_ -> Answer.elsewhere("/holding?done=kept"));
    }

    private Future<Answer> again(Visit visit, AlertView draft, Form form, Throwable failure) {
        if (!(failure instanceof Problem problem)) {
            return Future.failedFuture(failure);
        }
        Typed typed = form.typed().wrong("", problem.getMessage() + ".");
        return Future.succeededFuture(Answer.again(PAGE, page(visit, draft, typed)));
    }

    private static Optional<Long> number(Form form, String field, String words) {
        String digits = form.text(field).replace(",", "");
        if (!digits.matches("[1-9][0-9]{0,8}")) {
            form.wrong(field, words);
            return Optional.empty();
        }
        return Optional.of(Long.parseLong(digits));
    }

    private List<PermittedArea> permitted(List<String> chosen) {
        return regions.stream()
                .filter(region -> chosen.contains(region.value()))
                .map(region -> new PermittedArea(audience(region.value()), region.label()))
                .toList();
    }

    private Audience audience(String value) {
        return value.equals(ANYWHERE)
                ? Audience.in(
                        Dimension.REGION,
                        regions.stream()
                                .map(Choice::value)
                                .filter(each -> !each.equals(ANYWHERE))
                                .toList())
                : Audience.in(Dimension.REGION, value);
    }
}
