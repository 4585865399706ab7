package uk.tocsin.console.pages.compose;

import java.time.Instant;
import java.util.List;
import uk.tocsin.channel.email.EmailOptions;
import uk.tocsin.channel.email.MailText;
import uk.tocsin.channel.kit.Links;
import uk.tocsin.channel.push.PushText;
import uk.tocsin.channel.sms.SmsCount;
import uk.tocsin.channel.sms.SmsParts;
import uk.tocsin.lane.Content;
import uk.tocsin.model.Alert;
import uk.tocsin.model.Language;
import uk.tocsin.model.Tier;
import uk.tocsin.model.Variant;

/// What people with a tier and a language get, made by the channels themselves.
///
/// @param sms the text with a link of the usual length
record Preview(Tier tier, Language language, PushText push, String sms, SmsCount count, MailText mail) {
    /// Stands for the 24 characters that differ from one person to the next.
    private static final String TOKEN = "x".repeat(24);

    /// One of every variant.
    ///
    /// @param now before the alert's end
    static List<Preview> of(int number, Alert alert, EmailOptions.Sender sender, Instant now) {
        Content content = new Content(number, alert, 0);
        return alert.variants().stream()
                .map(variant -> of(content, variant, sender, now))
                .toList();
    }

    private static Preview of(Content content, Variant variant, EmailOptions.Sender sender, Instant now) {
        Links links = sender.links();
        return new Preview(
                variant.tier(),
                variant.language(),
                PushText.of(content, variant, links, now),
                SmsParts.text(content.alert(), variant, links, TOKEN),
                SmsParts.of(content.alert(), variant, links),
                MailText.of(content, variant, sender, TOKEN));
    }
}
