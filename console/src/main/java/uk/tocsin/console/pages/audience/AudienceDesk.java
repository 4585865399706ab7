package uk.tocsin.console.pages.audience;

import io.vertx.core.Future;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import uk.tocsin.audience.AudienceException;
import uk.tocsin.audience.AudienceFigures;
import uk.tocsin.audience.AudienceText;
import uk.tocsin.audience.Taxonomy;
import uk.tocsin.console.Installation;
import uk.tocsin.console.pages.Away;
import uk.tocsin.console.pages.Text;
import uk.tocsin.console.pages.audience.AudiencePanel.Line;
import uk.tocsin.engine.Forecast;
import uk.tocsin.engine.LaneHealth;
import uk.tocsin.engine.SendEstimate;
import uk.tocsin.model.Audience;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Dimension;
import uk.tocsin.model.Handling;
import uk.tocsin.model.Language;
import uk.tocsin.model.Mode;
import uk.tocsin.model.Step;
import uk.tocsin.model.SuppressionCause;
import uk.tocsin.model.Tier;
import uk.tocsin.shard.Blocked;

/// Reckons what an audience means. Any thread; the counting is done on a worker.
public final class AudienceDesk {
    private final Installation house;

    public AudienceDesk(Installation house) {
        this.house = house;
    }

    /// What is asked.
    ///
    /// @param text the audience's
    /// @param steps the plan's; one at least
    /// @param parts that a text takes at most
    public record Question(String text, Tier lowest, Mode mode, List<Step> steps, int parts) {
        public Question {
            steps = List.copyOf(steps);
        }
    }

    /// Completes with the figures, or with what is wrong with the expression.
    public Future<AudiencePanel> panel(Question question) {
        if (question.text().isBlank()) {
            return Future.succeededFuture(AudiencePanel.trouble("Nobody is chosen yet."));
        }
        Audience audience;
        try {
            audience = AudienceText.parse(question.text(), house.taxonomy());
        } catch (AudienceException e) {
            return Future.succeededFuture(AudiencePanel.trouble("This cannot be read: " + e.getMessage()));
        }
        Set<ChannelKind> used = EnumSet.noneOf(ChannelKind.class);
        question.steps().forEach(step -> used.add(step.channel()));
        return Away.work(
                        house.vertx(), () -> house.engine().blocked(audience, question.lowest(), question.mode(), used))
                .compose(blocked -> blocked)
                .compose(blocked -> Away.work(house.vertx(), () -> reckon(audience, question, used, blocked)));
    }

    private AudiencePanel reckon(Audience audience, Question question, Set<ChannelKind> used, Blocked blocked) {
        AudienceFigures figures = house.engine().figures(audience, question.lowest(), question.mode());
        Sketch sketch = new Sketch(audience, question.lowest(), question.mode(), Handling.PUBLIC, question.steps());
        Forecast forecast = house.engine().forecast(sketch.alert());
        long texts = 0;
        for (int i = 0; i < question.steps().size(); i++) {
            ChannelKind channel = question.steps().get(i).channel();
            texts += channel == ChannelKind.SMS ? forecast.steps().get(i) : 0;
        }
        long other = figures.onlyOther(used);
        BigDecimal pounds = house.settings().sms().price().multiply(BigDecimal.valueOf(texts * question.parts()));
        return new AudiencePanel(
                "",
                figures.meant(),
                figures.meant() - figures.without() - other - blocked.everywhere(),
                channels(figures),
                sizes(figures),
                unreached(figures, other, blocked),
                causes(blocked),
                SendEstimate.of(question.steps(), forecast.steps(), figures, rates()::get),
                pounds);
    }

    private Map<ChannelKind, Double> rates() {
        Map<ChannelKind, Double> rates = new EnumMap<>(ChannelKind.class);
        for (ChannelKind channel : ChannelKind.values()) {
            rates.put(channel, 0.0);
        }
        for (LaneHealth lane : house.engine().lanes()) {
            rates.put(lane.channel(), lane.open() ? lane.perSecond() : 0.0);
        }
        return rates;
    }

    private static List<Line> channels(AudienceFigures figures) {
        List<Line> lines = new ArrayList<>();
        for (ChannelKind channel : ChannelKind.values()) {
            lines.add(new Line(Text.channelTitle(channel), figures.with(channel)));
        }
        return lines;
    }

    private List<Line> sizes(AudienceFigures figures) {
        List<Line> lines = new ArrayList<>();
        List<Taxonomy.Entry> bands = house.taxonomy().entries(Dimension.SIZE);
        for (int i = 0; i < bands.size(); i++) {
            lines.add(new Line(
                    house.taxonomy().label(bands.get(i).segment(), Language.EN),
                    figures.bySize().get(i)));
        }
        lines.add(new Line("No size", figures.bySize().getLast()));
        return lines;
    }

    private static List<Line> causes(Blocked blocked) {
        List<Line> lines = new ArrayList<>();
        for (ChannelKind channel : ChannelKind.values()) {
            for (SuppressionCause cause : SuppressionCause.values()) {
                long count = blocked.of(channel, cause);
                if (count > 0) {
                    lines.add(new Line(Text.channelTitle(channel) + ": " + Text.cause(cause), count));
                }
            }
        }
        return lines;
    }

    private static List<Line> unreached(AudienceFigures figures, long other, Blocked blocked) {
        return List.of(
                new Line("No address that can be used", figures.without()),
                new Line("Only channels that the plan does not use", other),
                new Line("Suppressed on every channel that the plan uses", blocked.everywhere()),
                new Line("Chosen, but their tier may read none of the texts", figures.tooLow()),
                new Line("Chosen, but they take no part in exercises and tests", figures.notTakingPart()));
    }
}
