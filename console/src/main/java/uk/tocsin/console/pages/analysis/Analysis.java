package uk.tocsin.console.pages.analysis;

import io.vertx.core.CompositeFuture;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import uk.tocsin.console.Installation;
import uk.tocsin.console.pages.Answer;
import uk.tocsin.console.pages.Away;
import uk.tocsin.console.pages.Choice;
import uk.tocsin.console.pages.Pages;
import uk.tocsin.console.pages.Section;
import uk.tocsin.console.pages.Sheet;
import uk.tocsin.console.pages.Text;
import uk.tocsin.console.pages.Visit;
import uk.tocsin.console.pages.analysis.Subject.Sent;
import uk.tocsin.control.AlertView;
import uk.tocsin.control.Role;
import uk.tocsin.model.ChannelKind;

/// Reach and impact of what was sent, for those who analyse it. The page and the file are made from the same tables.
public final class Analysis {
    /// One analysis takes so many alerts, the newest.
    private static final int MOST = 20;

    /// So many alerts can be chosen from the list; older ones by their number.
    private static final int CHOICES = 100;

    private final Installation house;

    public Analysis(Installation house) {
        this.house = house;
    }

    /// Opens its doors.
    public void mount(Pages pages) {
        Role[] readers = {Role.ANALYST, Role.OFFICER, Role.APPROVER};
        pages.page("/analysis", this::show, readers);
        pages.page("/analysis.csv", this::file, readers);
        pages.page(
                "/analysis/dictionary",
                visit -> Future.succeededFuture(Answer.page(
                        "analysis/dictionary.jte",
                        new DictionaryPage(visit.frame("Data dictionary", Section.ANALYSIS), DictionaryPage.TERMS))),
                readers);
    }

    /// What was found: which alerts there are, and the tables of those that were asked for.
    private record Found(List<AlertView> sent, List<AlertView> chosen, boolean more, List<Sheet> sheets) {}

    private Future<Answer> show(Visit visit) {
        Question question = Question.of(visit);
        return found(visit, question)
                .map(found -> Answer.page(
                        "analysis/analysis.jte",
                        new AnalysisPage(
                                visit.frame("Analysis", Section.ANALYSIS),
                                question,
                                choices(found.sent()),
                                about(found),
                                found.sheets())));
    }

    private Future<Answer> file(Visit visit) {
        return found(visit, Question.of(visit))
                .map(found ->
                        new Answer.Download("analysis.csv", "text/csv; charset=utf-8", Sheet.csv(found.sheets())));
    }

    private Future<Found> found(Visit visit, Question question) {
        Held held = new Held(!visit.visitor().holds(Role.OFFICER, Role.APPROVER));
        return house.engine()
                .control(state -> state.alerts().stream()
                        .filter(alert -> alert.dispatch().isPresent())
                        .toList())
                .compose(sent -> {
                    List<AlertView> all = chosen(sent, question);
                    List<AlertView> some = all.stream().limit(MOST).toList();
                    return ledgers(some)
                            .compose(each -> some.isEmpty()
                                    ? Future.succeededFuture(List.<Sheet>of())
                                    : sheets(each, question, held))
                            .map(sheets -> new Found(sent, some, all.size() > MOST, sheets));
                });
    }

    /// The alerts that are asked for, the newest first; the newest alone where none are.
    private static List<AlertView> chosen(List<AlertView> sent, Question question) {
        if (!question.isAsked()) {
            return sent.stream().limit(1).toList();
        }
        return sent.stream()
                .filter(alert -> question.alert().isEmpty()
                        ? question.holds(time(alert))
                        : alert.number() == question.alert().getAsInt())
                .toList();
    }

    private static Instant time(AlertView alert) {
        return alert.dispatch().orElseThrow().time();
    }

    private Future<List<Sent>> ledgers(List<AlertView> alerts) {
        List<Future<Sent>> each = alerts.stream()
                .map(alert ->
                        house.engine().ledgers(alert.number()).map(ledgers -> new Sent(alert, List.copyOf(ledgers))))
                .toList();
        return Future.all(each).map(CompositeFuture::list);
    }

    /// The work is done in two halves: first the table, shard by shard, then the sheets.
    private Future<List<Sheet>> sheets(List<Sent> alerts, Question question, Held held) {
        List<Sent> begin = alerts.stream().map(Sent::begin).toList();
        List<Sent> end = alerts.stream().map(Sent::end).toList();
        return Away.work(
                        house.vertx(),
                        () -> CrossTable.count(begin, question, house.taxonomy()),
                        () -> CrossTable.count(end, question, house.taxonomy()),
                        CrossTable::sum)
                .compose(counted -> Away.work(
                        house.vertx(),
                        () -> small(new Subject(alerts), held),
                        () -> others(new Subject(alerts), new CrossTable(counted, question, house.taxonomy()), held),
                        Analysis::joined));
    }

    private List<Sheet> small(Subject subject, Held held) {
        SmallBusiness small = new SmallBusiness(subject, house.taxonomy());
        List<Sheet> sheets = new ArrayList<>(List.of(small.reached(held)));
        for (ChannelKind channel : subject.channels()) {
            sheets.add(small.missed(channel, held));
        }
        return sheets;
    }

    private List<Sheet> others(Subject subject, CrossTable cross, Held held) {
        Impact impact = new Impact(subject, held);
        return List.of(
                cross.sheet(held),
                impact.whole(),
                impact.times(),
                impact.cost(house.links(), house.settings().sms().price()));
    }

    private static List<Sheet> joined(List<Sheet> some, List<Sheet> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    private static List<Choice> choices(List<AlertView> sent) {
        List<Choice> choices = new ArrayList<>(List.of(new Choice("", "All of the days below")));
        sent.stream()
                .limit(CHOICES)
                .forEach(alert -> choices.add(new Choice(
                        Integer.toString(alert.number()),
                        alert.number() + " " + alert.content().event() + ", " + Text.time(time(alert)))));
        return choices;
    }

    private static String about(Found found) {
        if (found.chosen().isEmpty()) {
            return "";
        }
        AlertView newest = found.chosen().getFirst();
        Optional<String> one = Optional.of(newest)
                .filter(_ -> found.chosen().size() == 1)
                .map(alert -> "Alert " + alert.number() + ", " + alert.content().event() + ", dispatched "
                        + Text.time(time(alert)));
        String several = Text.number(found.chosen().size()) + " alerts"
                + (found.more() ? ", the newest of the period: choose fewer days for the others" : "");
        return one.orElse(several);
    }
}
