package uk.tocsin.console.pages.preview;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import uk.tocsin.channel.email.EmailOptions;
import uk.tocsin.channel.email.MailText;
import uk.tocsin.channel.kit.Links;
import uk.tocsin.channel.push.PushText;
import uk.tocsin.channel.sms.SmsCount;
import uk.tocsin.channel.sms.SmsParts;
import uk.tocsin.console.Installation;
import uk.tocsin.console.config.Settings;
import uk.tocsin.console.pages.Text;
import uk.tocsin.lane.Content;
import uk.tocsin.model.Alert;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Language;
import uk.tocsin.model.Variant;

/// Exactly what people with a tier and a language get, made by the channels themselves. Only the link differs from one
/// person to the next.
///
/// @param variant whose words these are; the page behind the link shows them, where the handling lets it
/// @param channels by which the plan sends it
/// @param sms the text with a link of the usual length
public record Preview(
        Variant variant, Set<ChannelKind> channels, PushText push, String sms, SmsCount count, MailText mail) {
    /// Stands for the 24 characters that differ from one person to the next.
    private static final String TOKEN = "x".repeat(24);

    public Preview {
        channels = Set.copyOf(channels);
    }

    /// One of every variant, as this installation sends it.
    public static List<Preview> of(int number, Alert alert, Installation house) {
        Settings.Email email = house.settings().email();
        EmailOptions.Sender sender = new EmailOptions.Sender(
                email.fromName(), email.fromAddress(), house.settings().edge().bounceDomain(), house.links());
        return of(number, alert, sender, house.clock().instant());
    }

    /// One of every variant. Pure.
    ///
    /// @param now of an alert that has ended, it shows what would have gone out last
    static List<Preview> of(int number, Alert alert, EmailOptions.Sender sender, Instant now) {
        Content content = new Content(number, alert, 0);
        Instant last = alert.expires().minusSeconds(1);
        Instant sent = now.isBefore(last) ? now : last;
        Set<ChannelKind> channels = EnumSet.noneOf(ChannelKind.class);
        alert.plan().steps().forEach(step -> channels.add(step.channel()));
        return alert.variants().stream()
                .map(variant -> of(content, variant, channels, sender, sent))
                .toList();
    }

    private static Preview of(
            Content content, Variant variant, Set<ChannelKind> channels, EmailOptions.Sender sender, Instant sent) {
        Links links = sender.links();
        return new Preview(
                variant,
                channels,
                PushText.of(content, variant, links, sent),
                SmsParts.text(content.alert(), variant, links, TOKEN),
                SmsParts.of(content.alert(), variant, links),
                MailText.of(content, variant, sender, TOKEN));
    }

    boolean goesBy(ChannelKind channel) {
        return channels.contains(channel);
    }

    /// Whom it is for, such as "Public and above, in Welsh".
    String whom() {
        String language = variant.language() == Language.CY ? "Welsh" : "English";
        return Text.tier(variant.tier()) + " and above, in " + language;
    }

    /// The language that a browser reads it in; null for that of the page.
    @Nullable
    String lang() {
        return variant.language() == Language.CY ? "cy" : null;
    }
}
