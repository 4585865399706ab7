package uk.tocsin.console.pages.analysis;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import uk.tocsin.channel.kit.Links;
import uk.tocsin.console.api.ForecastJson;
import uk.tocsin.console.pages.Sheet;
import uk.tocsin.console.pages.Sheet.Cell;
import uk.tocsin.console.pages.Sheet.Row;
import uk.tocsin.console.pages.Text;
import uk.tocsin.model.AgeBuckets;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.DeliveryState;
import uk.tocsin.reach.Percentiles;
import uk.tocsin.reach.Reach;

/// Reach as a whole, how long it took, and what it cost. For one thread.
final class Impact {
    /// A text in one of these states was taken by the provider, or may have been: it is charged.
    private static final Set<DeliveryState> CHARGED = EnumSet.of(
            DeliveryState.ACCEPTED,
            DeliveryState.DELIVERED,
            DeliveryState.READ,
            DeliveryState.ACKNOWLEDGED,
            DeliveryState.FAILED,
            DeliveryState.UNKNOWN);

    private final Subject subject;
    private final Held held;

    Impact(Subject subject, Held held) {
        this.subject = subject;
        this.held = held;
    }

    /// People and premises, stage by stage.
    Sheet whole() {
        return new Sheet(
                "whole",
                "Reach as a whole",
                held.note(),
                List.of("Stage", "People", "Premises"),
                List.of(
                        new Row(
                                "Meant",
                                held.of(subject.sum(report -> report.persons().audience())),
                                held.of(subject.sum(report -> report.premises().audience()))),
                        both("Has one of the channels", Reach.People::planned),
                        both("Taken by a provider", Reach.People::accepted),
                        both("Reached", Reach.People::reached),
                        both("Read, at least", Reach.People::read),
                        both("Acknowledged", Reach.People::acknowledged)));
    }

    private Row both(String label, ToLongFunction<Reach.People> figure) {
        return new Row(label, cell(Reach.Report::persons, figure), cell(Reach.Report::premises, figure));
    }

    private Cell cell(Function<Reach.Report, Reach.People> who, ToLongFunction<Reach.People> figure) {
        long part = subject.sum(report -> figure.applyAsLong(who.apply(report)));
        long whole = subject.sum(report -> who.apply(report).audience());
        return held.of(part, whole);
    }

    /// How long it took until people were reached.
    Sheet times() {
        long people = subject.sum(report -> report.persons().audience());
        List<Row> rows = new ArrayList<>();
        rows.add(times("Any channel", subject.ages(Reach.Report::anyDelivered), people));
        for (ChannelKind channel : subject.channels()) {
            Percentiles ages = subject.ages(report -> {
                Reach.Funnel funnel = report.channels().get(channel);
                return funnel == null ? new Percentiles(new long[AgeBuckets.COUNT]) : funnel.delivered();
            });
            rows.add(times(Text.channelTitle(channel), ages, people));
        }
        return new Sheet(
                "times",
                "Time to reach",
                "From the dispatch to the first report that a message arrived. The first three are of those who were"
                        + " reached, the others of everybody meant; a dash means that so many were never reached. Times"
                        + " are never shorter than the truth, and at most 1.75 times it.",
                List.of("Channel", "Half of those reached", "95%", "99%", "Half of those meant", "90%", "99%"),
                rows);
    }

    private Row times(String label, Percentiles ages, long people) {
        boolean few = held.small() && ages.total() < SmallCells.LEAST;
        List<Cell> cells = new ArrayList<>();
        for (double share : new double[] {0.5, 0.95, 0.99}) {
            cells.add(few ? Held.CONFIDENTIAL : span(ages.ofThose(share)));
        }
        for (double share : new double[] {0.5, 0.9, 0.99}) {
            cells.add(few ? Held.CONFIDENTIAL : span(ages.ofAudience(share, people)));
        }
        return new Row(label, cells, false);
    }

    private static Cell span(OptionalLong ms) {
        return ms.isEmpty()
                ? Cell.of("–")
                : new Cell(
                        Text.span(Duration.ofMillis(ms.getAsLong())),
                        BigDecimal.valueOf(ms.getAsLong(), 3).toPlainString(),
                        -1);
    }

    /// What texts cost for each premises that acknowledged.
    Sheet cost(Links links, BigDecimal price) {
        long texts = 0;
        long parts = 0;
        for (int i = 0; i < subject.alerts().size(); i++) {
            Reach.Funnel funnel = subject.reports().get(i).channels().get(ChannelKind.SMS);
            long charged = funnel == null
                    ? 0
                    : CHARGED.stream()
                            .mapToLong(state -> funnel.states().getOrDefault(state, 0L))
                            .sum();
            texts += charged;
            parts +=
                    charged * ForecastJson.parts(subject.alerts().get(i).alert().content(), links);
        }
        long premises = subject.sum(report -> report.premises().acknowledged());
        long all = subject.sum(report -> report.premises().audience());
        BigDecimal pounds = price.multiply(BigDecimal.valueOf(parts));
        boolean few = held.small()
                && (texts < SmallCells.LEAST || premises < SmallCells.LEAST || all - premises < SmallCells.LEAST);
        Cell each = few
                ? Held.CONFIDENTIAL
                : premises == 0
                        ? Cell.of("–")
                        : pounds(pounds.divide(BigDecimal.valueOf(premises), 4, RoundingMode.UP));
        return new Sheet(
                "cost",
                "Cost per acknowledged premises",
                "Texts that the provider took, or may have taken, times the parts of the longest variant, times the price"
                        + " of a part: at most. Push and email cost nothing for each message.",
                List.of("Figure", "Value"),
                List.of(
                        new Row("Texts sent", held.of(texts)),
                        new Row("Parts, at most", held.of(parts)),
                        new Row("Price of a part", pounds(price)),
                        new Row(
                                "Cost, at most",
                                held.small() && texts < SmallCells.LEAST ? Held.CONFIDENTIAL : pounds(pounds)),
                        new Row("Premises that acknowledged", held.of(premises, all)),
                        new Row("Cost per acknowledged premises", each)));
    }

    private static Cell pounds(BigDecimal value) {
        BigDecimal shown = value.scale() > 2 ? value.stripTrailingZeros() : value;
        BigDecimal two = shown.scale() < 2 ? shown.setScale(2, RoundingMode.UNNECESSARY) : shown;
        return new Cell("£" + two.toPlainString(), two.toPlainString(), -1);
    }
}
