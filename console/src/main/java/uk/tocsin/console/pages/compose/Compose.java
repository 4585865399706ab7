package uk.tocsin.console.pages.compose;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import uk.tocsin.console.Installation;
import uk.tocsin.console.api.Acts;
import uk.tocsin.console.pages.Answer;
import uk.tocsin.console.pages.Form;
import uk.tocsin.console.pages.Names;
import uk.tocsin.console.pages.NotHereException;
import uk.tocsin.console.pages.Pages;
import uk.tocsin.console.pages.Section;
import uk.tocsin.console.pages.Text;
import uk.tocsin.console.pages.Typed;
import uk.tocsin.console.pages.Visit;
import uk.tocsin.console.pages.audience.AudienceDesk;
import uk.tocsin.console.register.Retention;
import uk.tocsin.control.AlertStatus;
import uk.tocsin.control.AlertView;
import uk.tocsin.control.ControlState;
import uk.tocsin.control.Role;

/// Where composing begins: templates, the blank draft, and the drafts that somebody works on.
public final class Compose {
    private static final Logger LOG = LoggerFactory.getLogger(Compose.class);

    /// Templates of the installation's own begin with this.
    private static final String OWN = "own:";

    /// How long a draft is in force whose template does not say: it stands in the form to be changed.
    private static final String USUAL_END = "4 hours";

    private static final int MOST_DRAFTS = 50;

    private final Installation house;
    private final Drafts drafts;
    private final Names names;
    private final Editor editor;

    public Compose(Installation house, Acts acts, Names names, AudienceDesk desk) {
        this.house = house;
        this.drafts = new Drafts(house, acts);
        this.names = names;
        this.editor = new Editor(house, drafts, names, desk);
    }

    /// Opens its doors.
    public void mount(Pages pages) {
        pages.page("/compose", this::start, Role.OFFICER);
        pages.form("/compose", this::begin, Role.OFFICER);
        pages.page("/compose/threat-level", this::threatLevel, Role.OFFICER);
        pages.form("/compose/threat-level", this::beginThreatLevel, Role.OFFICER);
        editor.mount(pages);
        house.retention().give(Retention.Rule.PADS, drafts.pads()::forget);
        drafts.pads().mend().onFailure(e -> LOG.warn("drafts that a crash left twice are still there twice", e));
    }

    // ---- the first page

    private Future<Answer> start(Visit visit) {
        Instant now = house.clock().instant();
        return drafts.pads()
                .all()
                .compose(pads -> house.engine().control(state -> {
                    List<StartPage.Offer> own = new TreeMap<>(state.templates())
                            .entrySet().stream()
                                    .map(each -> new StartPage.Offer(
                                            OWN + each.getKey(), each.getValue().event(), each.getKey()))
                                    .toList();
                    return Answer.page(
                            "compose/start.jte",
                            new StartPage(
                                    visit.frame("New alert", Section.COMPOSE),
                                    now,
                                    holding(state, now),
                                    offers(),
                                    own,
                                    rows(pads, state, now)));
                }));
    }

    private static List<StartPage.Offer> holding(ControlState state, Instant now) {
        return state.holdingMessages().stream()
                .flatMap(view -> view.releasable(now).stream())
                .map(message -> new StartPage.Offer(
                        message.key(),
                        message.content().event(),
                        Text.plain(message.content().severity()) + ", in force for " + Text.span(message.lifetime())))
                .toList();
    }

    private static List<StartPage.Offer> offers() {
        return Template.shipped().stream()
                .map(each -> new StartPage.Offer(each.key(), each.name(), each.use()))
                .toList();
    }

    private List<StartPage.Row> rows(List<Pads.Kept> pads, ControlState state, Instant now) {
        List<StartPage.Row> rows = new ArrayList<>();
        List<String> keys = new ArrayList<>();
        for (Pads.Kept kept : pads) {
            keys.add(kept.key());
            if (!open(kept.key(), state, now)) {
                continue;
            }
            String event = kept.pad().fields().text("event").strip();
            rows.add(new StartPage.Row(
                    kept.key(),
                    named(kept.key(), event),
                    names.of(kept.pad().by()),
                    kept.pad().time()));
        }
        for (AlertView alert : state.alerts()) {
            String key = String.valueOf(alert.number());
            if (isDraft(alert.statusAt(now)) && !keys.contains(key)) {
                AlertView.Version version = alert.versions().getLast();
                int who = version.editors().isEmpty() ? 0 : version.editors().getFirst();
                rows.add(new StartPage.Row(key, named(key, version.content().event()), names.of(who), version.time()));
            }
        }
        rows.sort(Comparator.comparing(StartPage.Row::time).reversed());
        return rows.size() > MOST_DRAFTS ? rows.subList(0, MOST_DRAFTS) : rows;
    }

    /// Whether what was typed can still become a version.
    private static boolean open(String key, ControlState state, Instant now) {
        return key.indexOf('-') >= 0
                || state.alert(Integer.parseInt(key))
                        .map(alert -> isDraft(alert.statusAt(now)))
                        .orElse(false);
    }

    private static boolean isDraft(AlertStatus status) {
        return status == AlertStatus.DRAFT || status == AlertStatus.RETURNED;
    }

    private static String named(String key, String event) {
        String name = event.isEmpty() ? "No event yet" : event;
        return key.indexOf('-') >= 0 ? name : key + " " + name;
    }

    // ---- beginning

    private Future<Answer> begin(Visit visit) {
        String key = visit.form().only("template").text("template");
        if (key.equals(Template.THREAT_LEVEL)) {
            return Future.succeededFuture(Answer.elsewhere("/compose/threat-level"));
        }
        return fields(key)
                .compose(found -> found.map(
                                fields -> drafts.begin(visit.visitor().staff(), fields))
                        .orElseGet(() -> Future.failedFuture(new NotHereException())))
                .map(draft -> Answer.elsewhere("/compose/" + draft));
    }

    private Future<Optional<Fields>> fields(String key) {
        if (!key.startsWith(OWN)) {
            return Future.succeededFuture(template(key).map(Template::fields));
        }
        return house.engine()
                .control(state -> Optional.ofNullable(state.templates().get(key.substring(OWN.length())))
                        .map(content -> FormJson.write(content).with("expires", USUAL_END)));
    }

    private static Optional<Template> template(String key) {
        return Template.shipped().stream()
                .filter(each -> each.key().equals(key))
                .findFirst();
    }

    // ---- a change of the threat level

    private Future<Answer> threatLevel(Visit visit) {
        Typed typed = Typed.of(Map.of("scope", List.of("national"), "decided", List.of("now")));
        return Future.succeededFuture(Answer.page("compose/threat.jte", threatPage(visit, typed)));
    }

    private static ThreatPage threatPage(Visit visit, Typed typed) {
        return new ThreatPage(visit.frame("Threat level change", Section.COMPOSE, typed), typed);
    }

    private Future<Answer> beginThreatLevel(Visit visit) {
        Form form = visit.form().only("scope", "from", "to", "decided");
        Optional<ThreatLevel> from = ThreatLevel.of(form.text("from"));
        Optional<ThreatLevel> to = ThreatLevel.of(form.text("to"));
        Optional<Instant> decided =
                Moments.behind(form.text("decided"), house.clock().instant());
        if (from.isEmpty()) {
            form.wrong("from", "Choose the level until now");
        }
        if (to.isEmpty()) {
            form.wrong("to", "Choose the new level");
        } else if (to.equals(from)) {
            form.wrong("to", "The new level is the one until now");
        }
        if (decided.isEmpty()) {
            form.wrong("decided", "Enter when it was decided, such as now or 18:00");
        }
        if (!form.right()) {
            return Future.succeededFuture(Answer.again("compose/threat.jte", threatPage(visit, form.typed())));
        }
        ThreatLevelChange change = new ThreatLevelChange(
                ThreatLevelChange.Scope.of(form.text("scope")),
                from.orElseThrow(),
                to.orElseThrow(),
                decided.orElseThrow());
        Template template = template(Template.THREAT_LEVEL).orElseThrow();
        return drafts.begin(
                        visit.visitor().staff(),
                        change.fields(template.content()).with("expires", template.ends()))
                .map(draft -> Answer.elsewhere("/compose/" + draft));
    }
}
