package uk.tocsin.console.pages.live;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import uk.tocsin.console.pages.Sheet;
import uk.tocsin.console.pages.Sheet.Cell;
import uk.tocsin.console.pages.Sheet.Row;
import uk.tocsin.console.pages.Text;
import uk.tocsin.model.Action;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.DeliveryState;
import uk.tocsin.model.Dimension;
import uk.tocsin.model.FailureReason;
import uk.tocsin.model.Question;
import uk.tocsin.model.Response;
import uk.tocsin.reach.Reach;

/// The figures of the live page as tables. For one thread.
record LiveSheets(Figures figures) {
    private static final List<DeliveryState> TAKEN =
            List.of(DeliveryState.ACCEPTED, DeliveryState.DELIVERED, DeliveryState.READ, DeliveryState.ACKNOWLEDGED);

    private Reach.Report reach() {
        return figures.reach();
    }

    /// People and premises, stage by stage.
    Sheet people() {
        Reach.People people = reach().persons();
        Reach.People premises = reach().premises();
        return new Sheet(
                "people",
                "People and premises",
                "Reached is delivered or better on any channel. Read is a lower bound: not every phone or mail program"
                        + " tells.",
                List.of("Stage", "People", "Premises"),
                List.of(
                        both("Meant", people, premises, Reach.People::audience),
                        both("Has one of the channels", people, premises, Reach.People::planned),
                        both("Taken by a provider", people, premises, Reach.People::accepted),
                        both("Reached", people, premises, Reach.People::reached),
                        both("Read", people, premises, Reach.People::read),
                        both("Acknowledged", people, premises, Reach.People::acknowledged)));
    }

    private static Row both(
            String label, Reach.People people, Reach.People premises, ToLongFunction<Reach.People> figure) {
        return new Row(label, Cell.of(figure.applyAsLong(people)), Cell.of(figure.applyAsLong(premises)));
    }

    private List<String> channels(String first) {
        List<String> columns = new ArrayList<>(List.of(first));
        figures.channels().keySet().forEach(channel -> columns.add(Text.channelTitle(channel)));
        return columns;
    }

    private Row row(String label, ToLongFunction<Reach.Funnel> figure, boolean sum) {
        return new Row(
                label,
                figures.channels().values().stream()
                        .map(funnel -> Cell.of(figure.applyAsLong(funnel)))
                        .toList(),
                sum);
    }

    /// How far deliveries came, on each channel: each stage holds the next.
    Sheet funnel() {
        return new Sheet(
                "funnel",
                "How far messages came",
                "",
                channels("Stage"),
                List.of(
                        row("Planned", Reach.Funnel::planned, false),
                        row("Taken by the provider", funnel -> from(funnel, 0), false),
                        row("Delivered", funnel -> from(funnel, 1), false),
                        row("Read", funnel -> from(funnel, 2), false),
                        row("Acknowledged", funnel -> from(funnel, 3), false)));
    }

    private static long from(Reach.Funnel funnel, int stage) {
        return TAKEN.subList(stage, TAKEN.size()).stream()
                .mapToLong(state -> funnel.states().getOrDefault(state, 0L))
                .sum();
    }

    /// Every delivery in its one state.
    Sheet states() {
        List<Row> rows = new ArrayList<>();
        for (DeliveryState state : DeliveryState.values()) {
            rows.add(row(Text.state(state), funnel -> funnel.states().getOrDefault(state, 0L), false));
        }
        rows.add(row("Planned", Reach.Funnel::planned, true));
        return new Sheet(
                "states",
                "Where every message is",
                "Each message is in exactly one state, so the states add up to what was planned.",
                channels("State"),
                rows);
    }

    /// People reached by when, against the estimate.
    Sheet curve() {
        List<Row> rows = figures.curve().points().stream()
                .map(point -> new Row(
                        Text.span(point.age()),
                        Cell.of(point.reached()),
                        Cell.of(point.taken()),
                        Cell.of(point.estimate())))
                .toList();
        return new Sheet(
                "curve-table",
                "People reached over time",
                "Within so long after the dispatch. The estimate is what the channels take at their present rates, at"
                        + " least.",
                List.of("Within", "Reached", "Taken by a provider", "Estimate of taken"),
                rows);
    }

    /// The reach by the values of a dimension.
    ///
    /// @param wide whether there is room for bars and for those who acknowledged
    Sheet by(Dimension dimension, String title, boolean wide) {
        List<Row> rows = figures.slices().of(dimension).stream()
                .map(slice -> {
                    Reach.People people = slice.reach().persons();
                    List<Cell> cells = new ArrayList<>(List.of(Cell.of(people.audience()), Cell.of(people.reached())));
                    Cell share = Cell.share(people.reached(), people.audience());
                    cells.add(wide ? share : new Cell(share.shown(), share.plain(), -1));
                    if (wide) {
                        cells.add(Cell.of(people.acknowledged()));
                    }
                    return new Row(slice.value().english(), cells, false);
                })
                .toList();
        List<String> columns = List.of("Value", "Meant", "Reached", "Share", "Acknowledged");
        return new Sheet("by-" + dimension.word(), title, "", wide ? columns : columns.subList(0, 4), rows);
    }

    /// A failure, how many there are by channel, and what to do.
    record Failure(FailureReason reason, Map<ChannelKind, Long> counts) {
        String what() {
            return Remedy.what(reason);
        }

        String todo() {
            return Remedy.todo(reason);
        }

        long total() {
            return counts.values().stream().mapToLong(Long::longValue).sum();
        }

        /// Such as "12 by text, 3 by email".
        String by() {
            List<String> words = new ArrayList<>();
            counts.forEach((channel, count) -> words.add(Text.number(count) + " by " + Text.channel(channel)));
            return String.join(", ", words);
        }
    }

    /// Failures by reason, the most frequent first.
    List<Failure> failures() {
        Map<FailureReason, Map<ChannelKind, Long>> byReason = new TreeMap<>();
        figures.channels()
                .forEach((channel, funnel) -> funnel.failures().forEach((reason, count) -> {
                    if (count > 0) {
                        byReason.computeIfAbsent(reason, _ -> new EnumMap<>(ChannelKind.class))
                                .put(channel, count);
                    }
                }));
        return byReason.entrySet().stream()
                .map(entry -> new Failure(entry.getKey(), entry.getValue()))
                .sorted((one, other) -> Long.compare(other.total(), one.total()))
                .toList();
    }

    /// Channels on which something is unknown.
    List<ChannelKind> unknown() {
        return figures.channels().keySet().stream()
                .filter(channel -> figures.in(channel, DeliveryState.UNKNOWN) > 0)
                .toList();
    }

    /// What people answered to each question.
    List<Sheet> answers() {
        List<Sheet> sheets = new ArrayList<>();
        List<Question> questions = figures.alert().prompts().questions();
        for (int i = 0; i < questions.size(); i++) {
            List<Row> rows = new ArrayList<>();
            for (int k = 0; k < questions.get(i).choices().size(); k++) {
                long count = reach().responses().getOrDefault(new Response(i, k).code(), 0L);
                rows.add(new Row(questions.get(i).choices().get(k).english(), Cell.of(count)));
            }
            sheets.add(new Sheet(
                    "question-" + i, questions.get(i).words().english(), "", List.of("Answer", "People"), rows));
        }
        return sheets;
    }

    /// How many people say that they have acted.
    long acted() {
        return reach().responses().getOrDefault(Response.ACTION_TAKEN.code(), 0L);
    }

    /// How often each action's page was opened.
    Sheet opened() {
        List<Row> rows = new ArrayList<>();
        List<Action> actions = figures.alert().prompts().actions();
        for (int i = 0; i < actions.size(); i++) {
            if (figures.opened().get(i) >= 0) {
                rows.add(new Row(
                        actions.get(i).words().english(),
                        Cell.of(figures.opened().get(i))));
            }
        }
        return new Sheet(
                "opened",
                "Pages opened from the alert",
                "Counted without knowing who: one person may open a page more than once.",
                List.of("Action", "Times opened"),
                rows);
    }
}
