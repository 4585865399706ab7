package uk.tocsin.console.pages.audience;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import uk.tocsin.console.pages.Text;
import uk.tocsin.engine.SendEstimate;

/// What an audience means: figures for a page, or why there are none.
///
/// @param trouble what is wrong with the expression; empty for nothing
/// @param channels how many have each channel
/// @param sizes how many there are of each size, those of none last
/// @param unreached who cannot be reached, by the reason
/// @param suppressed who has a channel, but no address there that may be used, by channel and cause
/// @param pounds what the texts cost at most
public record AudiencePanel(
        String trouble,
        long meant,
        long reachable,
        List<Line> channels,
        List<Line> sizes,
        List<Line> unreached,
        List<Line> suppressed,
        SendEstimate estimate,
        BigDecimal pounds) {
    public AudiencePanel {
        channels = List.copyOf(channels);
        sizes = List.copyOf(sizes);
        unreached = List.copyOf(unreached);
        suppressed = List.copyOf(suppressed);
    }

    /// A figure with its name.
    public record Line(String name, long count) {}

    /// No figures.
    static AudiencePanel trouble(String words) {
        SendEstimate none = new SendEstimate(Optional.empty(), Optional.empty(), Optional.empty());
        return new AudiencePanel(words, 0, 0, List.of(), List.of(), List.of(), List.of(), none, BigDecimal.ZERO);
    }

    /// Whether somebody is meant.
    public boolean isSomebody() {
        return meant > 0;
    }

    /// How long until a share was sent their first message.
    public String until(Optional<Duration> span) {
        if (reachable == 0) {
            return "–";
        }
        return span.map(each -> each.toMillis() < 1000 ? "< 1 s" : Text.span(Duration.ofSeconds(each.toSeconds())))
                .orElse("Never");
    }

    /// What the texts cost, as money.
    public String cost() {
        return "£" + Text.number(pounds.longValue())
                + pounds.remainder(BigDecimal.ONE)
                        .setScale(2, java.math.RoundingMode.HALF_UP)
                        .toPlainString()
                        .substring(1);
    }
}
