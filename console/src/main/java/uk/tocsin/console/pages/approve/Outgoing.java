package uk.tocsin.console.pages.approve;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import uk.tocsin.channel.kit.Links;
import uk.tocsin.channel.kit.Wording;
import uk.tocsin.channel.sms.SmsCount;
import uk.tocsin.channel.sms.SmsParts;
import uk.tocsin.channel.sms.SmsText;
import uk.tocsin.model.Alert;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Variant;

/// Exactly what goes out in one variant, by channel: the words that the channels send, with a link in place of each
/// person's own.
///
/// @param words the title, the brief text and the full text
/// @param text the text message, made cheaper where nothing is lost by it
/// @param channels by which it goes out
record Outgoing(Variant variant, Wording words, String text, SmsCount count, Set<ChannelKind> channels) {
    Outgoing {
        channels = Set.copyOf(channels);
    }

    /// Every variant of an alert.
    static List<Outgoing> of(Alert alert, Links links) {
        Set<ChannelKind> channels = EnumSet.noneOf(ChannelKind.class);
        alert.plan().steps().forEach(step -> channels.add(step.channel()));
        return alert.variants().stream()
                .map(variant -> {
                    Wording words = Wording.of(alert, variant);
                    String text = SmsText.downgrade(words.brief()).text() + " " + links.acknowledge("…");
                    return new Outgoing(variant, words, text, SmsParts.of(alert, variant, links), channels);
                })
                .toList();
    }

    boolean goesBy(ChannelKind channel) {
        return channels.contains(channel);
    }
}
