package uk.tocsin.channel.sms;

import uk.tocsin.channel.kit.Links;
import uk.tocsin.channel.kit.Wording;
import uk.tocsin.lane.Content;
import uk.tocsin.model.Alert;
import uk.tocsin.model.Variant;

/// What the text of an alert takes to carry, link and all. Pure; any thread.
public final class SmsParts {
    /// Every token is as long as this one and of the GSM alphabet.
    private static final String TOKEN = "A".repeat(24);

    private SmsParts() {}

    /// The encoding, units and parts of one variant's text, as it would be sent by a step of an alert.
    public static SmsCount of(Alert alert, Variant variant, Links links) {
        return SmsText.count(text(alert, variant, links, TOKEN));
    }

    /// What somebody with that token would read.
    public static String text(Alert alert, Variant variant, Links links, String token) {
        String words = SmsText.downgrade(Wording.of(alert, variant).brief()).text();
        return words + " " + links.page(new Content(1, alert, 0), token);
    }
}
