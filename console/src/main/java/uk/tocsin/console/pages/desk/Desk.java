package uk.tocsin.console.pages.desk;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import uk.tocsin.console.Installation;
import uk.tocsin.console.pages.Answer;
import uk.tocsin.console.pages.Names;
import uk.tocsin.console.pages.Pages;
import uk.tocsin.console.pages.Section;
import uk.tocsin.console.pages.Text;
import uk.tocsin.console.pages.Visit;
import uk.tocsin.console.pages.desk.DeskPage.Live;
import uk.tocsin.console.pages.desk.DeskPage.Row;
import uk.tocsin.control.AlertStatus;
import uk.tocsin.control.AlertView;
import uk.tocsin.control.ControlState;
import uk.tocsin.engine.Unready;
import uk.tocsin.model.DeliveryState;
import uk.tocsin.model.LedgerView;
import uk.tocsin.reach.Reach;

/// The first page: what whoever takes over has to know.
public final class Desk {
    /// More alerts than an officer can hold in mind; the others are in the list of all.
    private static final int MOST = 20;

    private static final Set<AlertStatus> IN_FORCE = EnumSet.of(AlertStatus.DISPATCHED, AlertStatus.CLOSED);

    private final Installation house;
    private final Names names;

    public Desk(Installation house, Names names) {
        this.house = house;
        this.names = names;
    }

    /// Opens its door.
    public void mount(Pages pages) {
        pages.page("/", this::show);
    }

    /// What the control log knows.
    private record Known(
            boolean halted,
            List<AlertView> waiting,
            List<AlertView> live,
            List<AlertView> mine,
            List<AlertView> planned,
            List<AlertView> reviews,
            List<Integer> onCall) {}

    private Future<Answer> show(Visit visit) {
        Instant now = house.clock().instant();
        int me = visit.visitor().staff();
        return house.engine()
                .control(state -> known(state, me, now))
                .compose(known -> Future.all(
                                lives(known.live(), now), house.engine().unready())
                        .map(all -> page(visit, now, known, all.resultAt(0), all.resultAt(1))))
                .map(page -> Answer.page("desk/desk.jte", page));
    }

    private static Known known(ControlState state, int me, Instant now) {
        List<AlertView> all = state.alerts();
        return new Known(
                state.isHalted(),
                of(all, now, EnumSet.of(AlertStatus.SUBMITTED))
                        .sorted(Comparator.comparing(Desk::since))
                        .toList(),
                of(all, now, IN_FORCE)
                        .filter(alert -> now.isBefore(alert.content().expires()))
                        .limit(MOST)
                        .toList(),
                of(all, now, EnumSet.of(AlertStatus.DRAFT, AlertStatus.RETURNED))
                        .filter(alert -> alert.editors().contains(me))
                        .limit(MOST)
                        .toList(),
                of(all, now, EnumSet.of(AlertStatus.SCHEDULED))
                        .sorted(Comparator.comparing(Desk::due))
                        .toList(),
                state.reviewsOwed(),
                state.onCall(now));
    }

    private static Stream<AlertView> of(List<AlertView> all, Instant now, Set<AlertStatus> statuses) {
        return all.stream().filter(alert -> statuses.contains(alert.statusAt(now)));
    }

    private static Instant since(AlertView alert) {
        return alert.submission().map(AlertView.Submission::time).orElse(Instant.EPOCH);
    }

    private static Instant due(AlertView alert) {
        return alert.approval().flatMap(AlertView.Approval::at).orElse(Instant.EPOCH);
    }

    private static Instant sent(AlertView alert) {
        return alert.dispatch().map(AlertView.Dispatch::time).orElse(Instant.EPOCH);
    }

    private static Instant saved(AlertView alert) {
        return alert.versions().getLast().time();
    }

    private Future<List<Live>> lives(List<AlertView> alerts, Instant now) {
        List<Future<Live>> lives = alerts.stream()
                .map(alert -> house.engine()
                        .ledgers(alert.number())
                        .compose(ledgers -> house.vertx().executeBlocking(() -> live(alert, ledgers, now), false)))
                .toList();
        return Future.all(lives).map(all -> all.list());
    }

    private Live live(AlertView alert, Collection<LedgerView> ledgers, Instant now) {
        Reach.People persons = Reach.persons(ledgers);
        return new Live(
                row(alert, now, alert.dispatch().orElseThrow().time()),
                alert.content().expires(),
                persons.audience(),
                persons.reached(),
                persons.acknowledged(),
                Reach.deliveries(ledgers, DeliveryState.UNKNOWN),
                Reach.deliveries(ledgers, DeliveryState.FAILED));
    }

    private Row row(AlertView alert, Instant now, Instant time) {
        int who = alert.submission()
                .map(AlertView.Submission::submitter)
                .orElseGet(() -> alert.editors().isEmpty() ? 0 : alert.editors().first());
        return new Row(
                alert.number(),
                alert.content().event(),
                alert.content().severity(),
                alert.content().mode(),
                alert.statusAt(now),
                time,
                names.of(who));
    }

    private DeskPage page(Visit visit, Instant now, Known known, List<Live> live, Collection<Unready> unready) {
        return new DeskPage(
                visit.frame("Desk", Section.DESK),
                now,
                known.halted(),
                unready.stream().map(Text::unready).toList(),
                known.waiting().stream().map(a -> row(a, now, since(a))).toList(),
                live,
                known.mine().stream().map(a -> row(a, now, saved(a))).toList(),
                known.planned().stream().map(a -> row(a, now, due(a))).toList(),
                known.reviews().stream().map(a -> row(a, now, sent(a))).toList(),
                house.engine().lanes(),
                known.onCall().stream().map(names::of).toList());
    }
}
