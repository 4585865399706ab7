package uk.tocsin.console;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import uk.tocsin.channel.email.EmailChannel;
import uk.tocsin.channel.email.EmailOptions;
import uk.tocsin.channel.email.SmtpCredentials;
import uk.tocsin.channel.kit.Links;
import uk.tocsin.channel.kit.wire.WireListener;
import uk.tocsin.channel.push.PushChannel;
import uk.tocsin.channel.push.PushOptions;
import uk.tocsin.channel.sms.SmsChannel;
import uk.tocsin.channel.sms.SmsSettings;
import uk.tocsin.channel.sms.TwilioErrors;
import uk.tocsin.console.config.ConfigException;
import uk.tocsin.console.config.Settings;
import uk.tocsin.lane.Channel;
import uk.tocsin.lane.LaneSettings;
import uk.tocsin.model.ChannelKind;

/// Opens the channels that the settings enable.
final class Providers {
    private static final Logger LOG = LoggerFactory.getLogger(Providers.class);

    private Providers() {}

    static Map<ChannelKind, LaneSettings> lanes(Settings settings) {
        Map<ChannelKind, LaneSettings> lanes = new EnumMap<>(ChannelKind.class);
        lanes.put(ChannelKind.PUSH, lane(settings.push().quota()));
        lanes.put(ChannelKind.SMS, lane(settings.sms().quota()));
        lanes.put(ChannelKind.EMAIL, lane(settings.email().quota()));
        return lanes;
    }

    private static LaneSettings lane(Settings.Quota quota) {
        return new LaneSettings(quota.perSecond(), quota.maxInFlight(), quota.maxBatch());
    }

    static List<Channel> open(Vertx vertx, Settings settings, InstantSource clock) {
        Links links = new Links(settings.edge().publicUrl());
        List<Channel> channels = new ArrayList<>();
        try {
            Settings.Rehearsal rehearsal = settings.rehearsal();
            if (settings.push().enabled()) {
                channels.add(push(vertx, settings.push(), links, clock));
                rehearsal.push().ifPresent(other -> rehearsed(channels, push(vertx, other, links, clock)));
            }
            if (settings.sms().enabled()) {
                channels.add(sms(vertx, settings.sms(), links, clock));
                rehearsal.sms().ifPresent(other -> rehearsed(channels, sms(vertx, other, links, clock)));
            }
            if (settings.email().enabled()) {
                channels.add(email(vertx, settings.email(), settings.edge(), links, clock));
                rehearsal
                        .email()
                        .ifPresent(other -> rehearsed(channels, email(vertx, other, settings.edge(), links, clock)));
            }
            return channels;
        } catch (IllegalArgumentException e) {
            channels.forEach(Channel::close);
            throw new ConfigException(List.of(String.valueOf(e.getMessage())));
        }
    }

    /// Gives the channel that was opened last another one for tests.
    private static void rehearsed(List<Channel> channels, Channel rehearsal) {
        channels.add(new ByMode(channels.removeLast(), rehearsal));
    }

    private static Channel push(Vertx vertx, Settings.Push push, Links links, InstantSource clock) {
        PushOptions options = new PushOptions(
                push.credentials(),
                push.project(),
                push.origin(),
                push.trust(),
                push.quota().maxInFlight(),
                push.timeout(),
                links);
        return PushChannel.open(
                vertx, options, clock, problem -> LOG.warn("push: operator needed: {}", problem), WireListener.NONE);
    }

    private static Channel sms(Vertx vertx, Settings.Sms sms, Links links, InstantSource clock) {
        SmsSettings.Sender sender = sms.service().isEmpty()
                ? new SmsSettings.Sender.From(sms.from())
                : new SmsSettings.Sender.Service(sms.service());
        SmsSettings options = new SmsSettings(
                sms.origin(),
                sms.trust(),
                sms.account(),
                sms.token().reveal(),
                sender,
                sms.connections(),
                sms.quota().maxInFlight(),
                sms.timeout());
        return SmsChannel.open(
                vertx,
                options,
                links,
                clock,
                TwilioErrors.standard(),
                (code, note) -> LOG.warn("sms: operator needed: {} {}", code, note));
    }

    private static Channel email(
            Vertx vertx, Settings.Email email, Settings.Edge edge, Links links, InstantSource clock) {
        List<EmailOptions.Relay> relays =
                email.relays().stream().map(Providers::relay).toList();
        EmailOptions.StartTls startTls;
        try {
            startTls = EmailOptions.StartTls.valueOf(email.startTls().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("email.startTls: is not required, opportunistic or none", e);
        }
        Optional<SmtpCredentials> credentials = email.user().isEmpty()
                ? Optional.empty()
                : Optional.of(new SmtpCredentials(email.user(), email.password().reveal()));
        EmailOptions.Limits usual = EmailOptions.Limits.DEFAULT;
        EmailOptions options = new EmailOptions(
                relays,
                email.helo(),
                new EmailOptions.Sender(email.fromName(), email.fromAddress(), edge.bounceDomain(), links),
                new EmailOptions.Security(startTls, credentials, email.trust().map(Providers::pem)),
                new EmailOptions.Limits(
                        email.connections(),
                        usual.messagesPerConnection(),
                        usual.connect(),
                        usual.command(),
                        usual.reply(),
                        usual.idle(),
                        usual.throttlePause()));
        return EmailChannel.open(vertx, options, clock);
    }

    private static EmailOptions.Relay relay(String text) {
        int colon = text.lastIndexOf(':');
        try {
            return new EmailOptions.Relay(
                    text.substring(0, Math.max(0, colon)), Integer.parseInt(text.substring(colon + 1)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("email.relays: \"" + text + "\" is not host:port", e);
        }
    }

    private static String pem(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalArgumentException("email.trust: cannot be read: " + file, e);
        }
    }
}
