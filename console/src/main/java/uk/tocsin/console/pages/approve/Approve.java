package uk.tocsin.console.pages.approve;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import uk.tocsin.audience.AudienceQuery;
import uk.tocsin.audience.SegmentView;
import uk.tocsin.console.Installation;
import uk.tocsin.console.api.Acts;
import uk.tocsin.console.api.Approvals;
import uk.tocsin.console.api.Deed;
import uk.tocsin.console.api.Deeds;
import uk.tocsin.console.api.ForecastJson;
import uk.tocsin.console.pages.Answer;
import uk.tocsin.console.pages.Away;
import uk.tocsin.console.pages.Form;
import uk.tocsin.console.pages.Magnitude;
import uk.tocsin.console.pages.Names;
import uk.tocsin.console.pages.Pages;
import uk.tocsin.console.pages.Section;
import uk.tocsin.console.pages.Sheet;
import uk.tocsin.console.pages.Text;
import uk.tocsin.console.pages.Typed;
import uk.tocsin.console.pages.Visit;
import uk.tocsin.console.pages.alerts.Alerts;
import uk.tocsin.console.pages.approve.ApprovePage.Reckoning;
import uk.tocsin.console.pages.approve.ApprovePage.Since;
import uk.tocsin.console.pages.preview.Preview;
import uk.tocsin.control.Act;
import uk.tocsin.control.ActHeader;
import uk.tocsin.control.AlertView;
import uk.tocsin.control.Role;
import uk.tocsin.engine.Forecast;
import uk.tocsin.model.Alert;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Digest;
import uk.tocsin.model.Dimension;
import uk.tocsin.model.Step;
import uk.tocsin.shard.Blocked;

/// The page on which a second person decides about exactly what will go out. What is approved is named by the digest
/// that the page shows: if anything was saved meanwhile, nothing is.
public final class Approve implements Alerts.View {
    private static final Map<String, String> DONE = Map.of(
            "submitted", "The alert waits for a second person",
            "scheduled", "The alert is approved and scheduled",
            "returned", "The alert is back with its editors",
            "rejected", "The alert is rejected",
            "voided", "The scheduled alert is called off");

    private final Installation house;
    private final Acts acts;
    private final Approvals approvals;
    private final Deeds deeds;
    private final Names names;

    public Approve(Installation house, Acts acts, Deeds deeds, Names names) {
        this.house = house;
        this.acts = acts;
        this.approvals = new Approvals(house, acts);
        this.deeds = deeds;
        this.names = names;
    }

    /// Opens the doors of its forms.
    public void mount(Pages pages, Alerts alerts) {
        alerts.raisedDecision(pages, "/alerts/:number/approve", this::approve, Role.APPROVER);
        alerts.decision(
                pages,
                "/alerts/:number/return",
                (visit, alert) -> reasoned(visit, alert, "return-reason", "returned", Act.Returned::new),
                Role.OFFICER,
                Role.APPROVER);
        alerts.decision(
                pages,
                "/alerts/:number/reject",
                (visit, alert) -> reasoned(visit, alert, "reject-reason", "rejected", Act.Rejected::new),
                Role.APPROVER);
        alerts.decision(
                pages,
                "/alerts/:number/void",
                (visit, alert) -> reasoned(visit, alert, "void-reason", "voided", Act.Voided::new),
                Role.OFFICER,
                Role.APPROVER);
    }

    // ---- decisions

    /// An act with a reason.
    @FunctionalInterface
    private interface Reasoned {
        Act of(ActHeader header, int alert, String reason);
    }

    private Optional<Future<String>> reasoned(Visit visit, int alert, String field, String done, Reasoned act) {
        Form form = visit.form().only(field);
        String reason = form.needed(field, "Enter a reason: it is recorded, and shown to those who wrote the alert");
        if (!form.right()) {
            return Optional.empty();
        }
        ActHeader header = acts.header(visit.visitor().staff(), visit.once());
        return Optional.of(acts.submit(header, h -> act.of(h, alert, reason)).map(_ -> page(alert, done)));
    }

    private static String page(int alert, String done) {
        return "/alerts/" + alert + "?done=" + done;
    }

    private Optional<Future<String>> approve(Visit visit, int alert) {
        Form form = visit.form().only("digest", "when", "date", "time", "people", "meant");
        String digest = form.text("digest");
        if (!digest.matches("[0-9a-f]{64}")) {
            form.wrong("", "The page that was sent does not say which version it is about. Load it again.");
        }
        boolean later = form.text("when").equals("later");
        Optional<Instant> at = later ? Moment.read(form, "date", "time") : Optional.empty();
        if (!form.right()) {
            return Optional.empty();
        }
        ActHeader header = acts.header(visit.visitor().staff(), visit.once());
        return Optional.of(counted(visit, alert)
                .compose(_ -> approvals.approve(header, alert, Digest.ofHex(digest), at))
                .map(_ -> page(alert, later ? "scheduled" : "sent")));
    }

    /// Makes sure that who approves a very large alert has read its number.
    private Future<Void> counted(Visit visit, int alert) {
        Form form = visit.form();
        return acts.find(state -> state.alert(alert), "alert " + alert)
                .compose(view -> Away.work(house.vertx(), () -> house.engine().forecast(view.content())))
                .compose(forecast -> Typing.fault(forecast.meant(), form.text("meant"), form.text("people"))
                        .map(words -> Future.<Void>failedFuture(Typing.problem(words)))
                        .orElseGet(Future::succeededFuture));
    }

    // ---- the page

    @Override
    public Future<Answer> show(Visit visit, AlertView alert, Typed typed) {
        AlertView.Version shown = alert.submission()
                .flatMap(submission -> alert.version(submission.version()))
                .filter(_ -> ApproveRules.isDecided(alert))
                .orElseGet(() -> alert.versions().getLast());
        return Future.all(
                        since(alert, shown),
                        house.engine().premises(shown.content()),
                        Away.work(house.vertx(), () -> house.engine().blocked(shown.content()))
                                .compose(blocked -> blocked))
                .compose(all -> reckoning(shown.content(), all.resultAt(1), all.resultAt(2))
                        .map(reckoning -> page(visit, alert, shown, typed, all.resultAt(0), reckoning)))
                .map(page -> typed.faults().isEmpty()
                        ? Answer.page("approve/approve.jte", page)
                        : Answer.again("approve/approve.jte", page));
    }

    private ApprovePage page(
            Visit visit,
            AlertView alert,
            AlertView.Version shown,
            Typed typed,
            Optional<Since> since,
            Reckoning reckoning) {
        return new ApprovePage(
                visit.frame(shown.content().event(), Section.ALERTS, typed),
                house.clock().instant(),
                typed,
                DONE.getOrDefault(visit.asked("done").orElse(""), ""),
                alert,
                shown,
                people(alert),
                since,
                Preview.of(alert.number(), shown.content(), house),
                reckoning);
    }

    private ApprovePage.People people(AlertView alert) {
        return new ApprovePage.People(
                alert.editors().stream().map(names::of).toList(),
                alert.submission().map(s -> names.of(s.submitter())).orElse(""),
                alert.paged().stream().map(names::of).toList(),
                alert.approval().map(a -> names.of(a.approver())).orElse(""));
    }

    /// Compares with the version that was submitted last before this one, else with the alert that this changes.
    private Future<Optional<Since>> since(AlertView alert, AlertView.Version shown) {
        return deeds.of(alert).compose(done -> {
            Optional<AlertView.Version> before = done.stream()
                    .filter(deed -> deed.kind() == Deed.Kind.SUBMITTED && deed.number() < shown.number())
                    .reduce((_, last) -> last)
                    .flatMap(deed -> alert.version(deed.number()));
            if (before.isPresent()) {
                String what = "version " + before.get().number() + ", which was submitted before";
                return Future.succeededFuture(
                        Optional.of(new Since(what, Changes.between(before.get().content(), shown.content()))));
            }
            return alert.parent() == 0 ? Future.succeededFuture(Optional.empty()) : sinceParent(alert, shown);
        });
    }

    private Future<Optional<Since>> sinceParent(AlertView alert, AlertView.Version shown) {
        return house.engine()
                .control(state -> state.alert(alert.parent()))
                .map(found -> found.map(parent -> new Since(
                        "alert " + parent.number() + ", which this changes",
                        Changes.between(parent.content(), shown.content()))));
    }

    private Future<Reckoning> reckoning(Alert alert, LongSupplier premises, Blocked blocked) {
        return Away.work(house.vertx(), () -> {
            Forecast forecast = house.engine().forecast(alert);
            List<SegmentView> segments = house.engine().segments();
            Sheet parts = Breakdown.parts(
                    AudienceQuery.compile(alert.audience(), house.taxonomy()).explain(segments));
            return new Reckoning(
                    new Magnitude(forecast.meant(), premises.getAsLong(), byChannel(alert, forecast)),
                    forecast.unreachable() + blocked.everywhere(),
                    ForecastJson.parts(alert, house.links()),
                    ForecastJson.pounds(
                            alert,
                            forecast,
                            house.links(),
                            house.settings().sms().price()),
                    plan(alert, forecast),
                    List.of(
                            parts,
                            Breakdown.by(Dimension.REGION, "By region", alert, segments, house.taxonomy()),
                            Breakdown.by(Dimension.SIZE, "By size", alert, segments, house.taxonomy())));
        });
    }

    private static Map<ChannelKind, Long> byChannel(Alert alert, Forecast forecast) {
        Map<ChannelKind, Long> byChannel = new EnumMap<>(ChannelKind.class);
        for (int i = 0; i < forecast.steps().size(); i++) {
            byChannel.merge(
                    alert.plan().steps().get(i).channel(), forecast.steps().get(i), Long::sum);
        }
        return byChannel;
    }

    private static Sheet plan(Alert alert, Forecast forecast) {
        List<Sheet.Row> rows = new ArrayList<>();
        for (int i = 0; i < forecast.steps().size(); i++) {
            Step step = alert.plan().steps().get(i);
            String most = step.unconditional() ? "" : "at most ";
            long people = forecast.steps().get(i);
            rows.add(new Sheet.Row(
                    Changes.step(step), new Sheet.Cell(most + Text.number(people), Long.toString(people), -1)));
        }
        return new Sheet("plan", "Step by step", "", List.of("Step", "People"), rows);
    }
}
