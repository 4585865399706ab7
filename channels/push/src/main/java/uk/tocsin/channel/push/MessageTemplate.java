package uk.tocsin.channel.push;

import com.google.firebase.messaging.AndroidConfig;
import com.google.firebase.messaging.AndroidNotification;
import com.google.firebase.messaging.ApnsConfig;
import com.google.firebase.messaging.Aps;
import com.google.firebase.messaging.Message;
import com.google.firebase.messaging.Notification;
import com.google.firebase.messaging.WebpushConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.BreakIterator;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.function.ToIntFunction;
import uk.tocsin.channel.kit.Links;
import uk.tocsin.channel.kit.Wording;
import uk.tocsin.lane.Content;
import uk.tocsin.model.Severity;
import uk.tocsin.model.Variant;

/// What all recipients of one variant share, built once; only the device token and the delivery token differ.
///
/// A repetition replaces the first message instead of ringing twice: one collapse key, tag, apns-collapse-id and
/// web Topic for the alert, or for notices of one kind: the newest code is the one that counts. The whole message but
/// the device token stays within FCM's 4,096 bytes, which is more
/// than FCM asks (it counts notification and data only): if need be the body is cut at a grapheme boundary.
final class MessageTemplate {
    /// firebase.google.com/docs/cloud-messaging/concept-options: "maximum payload for both message types is 4096
    /// bytes".
    static final int MAX_BYTES = 4096;
    /// FCM's longest time to live: "maximum … 4 weeks", 2,419,200 s.
    static final Duration MAX_TTL = Duration.ofDays(28);

    private static final String ELLIPSIS = "…";
    /// As long as every delivery token: 18 bytes in base64url.
    private static final String SOME_TOKEN = "A".repeat(24);

    private final Links links;
    private final Content content;
    private final String alert;
    private final PushText text;
    private final Notification notification;
    private final AndroidConfig android;
    private final ApnsConfig apns;
    private final WebpushConfig webpush;

    /// @param now decides the time to live; the alert must not have expired
    MessageTemplate(Content content, Variant variant, Links links, Instant now) {
        this.links = links;
        this.content = content;
        alert = Integer.toString(content.number());
        String key = "tocsin-" + alert;
        Instant expires = content.alert().expires();
        Duration left = Duration.between(now, expires);
        Duration ttl = left.compareTo(MAX_TTL) > 0 ? MAX_TTL : left;
        boolean urgent = urgent(content.alert().severity());
        android = AndroidConfig.builder()
                .setCollapseKey(key)
                .setPriority(urgent ? AndroidConfig.Priority.HIGH : AndroidConfig.Priority.NORMAL)
                .setTtl(ttl.toMillis())
                .setNotification(AndroidNotification.builder().setTag(key).build())
                .build();
        apns = ApnsConfig.builder()
                .putHeader("apns-collapse-id", key)
                .putHeader("apns-expiration", Long.toString(expires.getEpochSecond()))
                .putHeader("apns-priority", urgent ? "10" : "5")
                .setAps(Aps.builder().setSound("default").build())
                .build();
        webpush = WebpushConfig.builder()
                .putHeader("Topic", key)
                .putHeader("TTL", Long.toString(ttl.toSeconds()))
                .putHeader("Urgency", urgent ? "high" : "normal")
                .build();
        text = fitting(Wording.of(content.alert(), variant));
        notification = shown(text.title(), text.body());
    }

    /// What is shown.
    PushText text() {
        return text;
    }

    private static boolean urgent(Severity severity) {
        return switch (severity) {
            case EXTREME, SEVERE -> true;
            case MODERATE, MINOR, UNKNOWN -> false;
        };
    }

    /// The message to one device.
    Message to(String device, String token) {
        return message(device, token, notification);
    }

    @SuppressWarnings("deprecation") // registration tokens are what the devices of this installation have
    private Message message(String device, String token, Notification shown) {
        return Message.builder()
                .setToken(device)
                .setNotification(shown)
                .putData("alert", alert)
                .putData("receipt", token)
                .putData("receipt_url", links.deviceReceipts())
                .putData("link", links.page(content, token))
                .setAndroidConfig(android)
                .setApnsConfig(apns)
                .setWebpushConfig(webpush)
                .build();
    }

    private PushText fitting(Wording wording) {
        String title = longest(wording.title(), text -> size(text, ""));
        String body = longest(wording.brief(), text -> size(title, text));
        return new PushText(title, body);
    }

    /// The text, or as much of it as fits with an ellipsis.
    private static String longest(String text, ToIntFunction<String> size) {
        if (size.applyAsInt(text) <= MAX_BYTES) {
            return text;
        }
        BreakIterator graphemes = BreakIterator.getCharacterInstance(Locale.ROOT);
        graphemes.setText(text);
        int fits = 0;
        int tooLong = text.length();
        while (true) {
            int middle = (fits + tooLong) >>> 1;
            int cut = graphemes.isBoundary(middle) ? middle : graphemes.preceding(middle);
            if (cut <= fits) {
                cut = graphemes.following(fits);
            }
            if (cut >= tooLong) {
                return text.substring(0, fits) + ELLIPSIS;
            }
            if (size.applyAsInt(text.substring(0, cut) + ELLIPSIS) <= MAX_BYTES) {
                fits = cut;
            } else {
                tooLong = cut;
            }
        }
    }

    private int size(String title, String body) {
        try {
            int device = 1;
            return FcmSdk.JSON.toByteArray(message("d", SOME_TOKEN, shown(title, body))).length - device;
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
    }

    private static Notification shown(String title, String body) {
        return Notification.builder().setTitle(title).setBody(body).build();
    }
}
