package uk.tocsin.console.pages;

import java.util.Map;
import uk.tocsin.model.ChannelKind;

/// How many an alert would go to, in words that say what size it has: exact below a thousand, about that above.
///
/// @param byChannel how many of the people each channel serves at most; a channel that is not used is missing
public record Magnitude(long people, long premises, Map<ChannelKind, Long> byChannel) {
    /// From so many people on, the number has to be typed before the alert is approved.
    public static final long VERY_LARGE = 100_000;

    private static final int EXACT = 1000;

    public Magnitude {
        byChannel = Map.copyOf(byChannel);
    }

    /// Whether somebody who approves it has to type how many it means.
    public boolean isVeryLarge() {
        return people >= VERY_LARGE;
    }

    /// Such as "about 41,300 people at 12,900 premises, 4,100 by text".
    public String words() {
        if (people == 0) {
            return "nobody";
        }
        StringBuilder words = new StringBuilder(people >= EXACT ? "about " : "");
        words.append(Text.count(rounded(people), "person", "people"));
        if (premises > 0) {
            words.append(" at ").append(Text.count(rounded(premises), "premises", "premises"));
        }
        long texts = byChannel.getOrDefault(ChannelKind.SMS, 0L);
        if (texts > 0) {
            words.append(", ").append(Text.number(rounded(texts))).append(" by text");
        }
        return words.toString();
    }

    /// To three figures, from a thousand on.
    static long rounded(long value) {
        long unit = 1;
        while (value / unit >= EXACT) {
            unit *= 10;
        }
        return (value + unit / 2) / unit * unit;
    }
}
