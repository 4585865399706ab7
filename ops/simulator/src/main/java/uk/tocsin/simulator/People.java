package uk.tocsin.simulator;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The handsets that report, the people who read and press "I have read this", and the machines that fetch links.
///
/// Whether somebody does something, and when, depends on the seed, the endpoint and the message only. Owned by the
/// channel's event loop.
final class People {

    static final String FORM = "application/x-www-form-urlencoded";
    private static final String JSON = "application/json";
    /// A receipt the product does not take is posted again so often.
    private static final int RETRIES = 5;
    /// Before the first repeat; doubled for each further one.
    private static final long BACKOFF_MS = 200;

    private static final double TRANSIT_MEAN_MS = 150;
    private static final double OPENING_MEAN_MS = 1_000;
    private static final double READING_MEAN_MS = 2_000;
    /// A scanner is quicker than any person.
    private static final double SCAN_MEAN_MS = 100;
    private static final int SEE_OTHER = 303;
    private static final Pattern LINK = Pattern.compile("https?://[^\\s<>\"']+");

    private final ChannelLoop loop;

    People(ChannelLoop loop) {
        this.loop = loop;
    }

    /// A push reached a handset (or not): it reports, its owner opens and acknowledges.
    void pushed(Delivery delivery, long endpoint, @Nullable String receiptUrl, @Nullable String link) {
        Behaviour.Push shares = loop.world.behaviour().push();
        long message = delivery.chanceKey();
        double fate = loop.world.chance.draw(Chance.Purpose.FATE, endpoint, message);
        if (fate >= shares.delivered()) {
            return;
        }
        boolean opens = fate < shares.opened();
        boolean acknowledges = fate < shares.acknowledged();
        long arrives = delay(Chance.Purpose.DELAY_1, endpoint, message, TRANSIT_MEAN_MS);
        long opened = arrives + delay(Chance.Purpose.DELAY_2, endpoint, message, OPENING_MEAN_MS);
        long pressed = opened + delay(Chance.Purpose.DELAY_3, endpoint, message, READING_MEAN_MS);
        if (loop.faults().shuffleCallbacks()) {
            long first = arrives;
            arrives = acknowledges ? pressed : opened;
            pressed = first;
        }
        if (receiptUrl != null && delivery.token() != null) {
            receipt(delivery, receiptUrl, "delivered", arrives);
            if (opens) {
                receipt(delivery, receiptUrl, "opened", opened);
            }
            if (acknowledges) {
                receipt(delivery, receiptUrl, "acknowledged", pressed);
            }
        } else if (acknowledges && link != null) {
            press(delivery, link, pressed);
        }
    }

    /// A text or mail with a link lies before a person: a machine may fetch it, the person may press the button.
    ///
    /// @param arrivesMs when it gets there
    void linked(
            Delivery delivery, long endpoint, @Nullable String link, long arrivesMs, double scanned, double pressed) {
        if (link == null) {
            return;
        }
        Chance chance = loop.world.chance;
        long message = delivery.chanceKey();
        if (chance.draw(Chance.Purpose.SCAN, endpoint, message) < scanned) {
            scan(delivery, link, arrivesMs + delay(Chance.Purpose.DELAY_1, endpoint, ~message, SCAN_MEAN_MS));
        }
        if (chance.draw(Chance.Purpose.ACKNOWLEDGE, endpoint, message) < pressed) {
            long opening = delay(Chance.Purpose.DELAY_2, endpoint, message, OPENING_MEAN_MS);
            long reading = delay(Chance.Purpose.DELAY_3, endpoint, message, READING_MEAN_MS);
            press(delivery, link, arrivesMs + opening + reading);
        }
    }

    long delay(Chance.Purpose purpose, long endpoint, long message, double meanMs) {
        return loop.world.chance.delayMs(
                purpose, endpoint, message, meanMs * loop.world.behaviour().delayScale());
    }

    /// How long a text or mail takes to its reader.
    long transit(long endpoint, long message) {
        return delay(Chance.Purpose.DELAY_1, endpoint, message, TRANSIT_MEAN_MS);
    }

    private void receipt(Delivery delivery, String url, String kind, long delayMs) {
        String body = "{\"token\":\"" + delivery.token() + "\",\"kind\":\"" + kind + "\"}";
        later(delivery, kind, delayMs, () -> post(delivery, url, JSON, body, "receipt", kind, 0));
    }

    private void press(Delivery delivery, String link, long delayMs) {
        later(
                delivery,
                "acknowledge",
                delayMs,
                () -> post(delivery, link, FORM, "kind=acknowledge", "acknowledge", "acknowledge", 0));
    }

    /// Runs the task after the delay and what the switches add; perhaps twice.
    private void later(Delivery delivery, String kind, long delayMs, Runnable task) {
        ChannelFaults faults = loop.faults();
        long due = delayMs + faults.delayCallbacksMs();
        loop.wheel.after(due, task);
        long message = delivery.chanceKey();
        if (loop.world.chance.draw(Chance.Purpose.DUPLICATE, Chance.hash(kind), message)
                < faults.duplicateCallbacks()) {
            loop.wheel.after(due + delay(Chance.Purpose.DELAY_3, message, message, OPENING_MEAN_MS), task);
        }
    }

    private void post(Delivery delivery, String url, String type, String body, String event, String kind, int retry) {
        loop.counts.posted(kind);
        loop.poster.post(url, type, body, null, status -> {
            loop.world.log.posted(loop.channel, event, delivery, kind, "", status);
            if (taken(status)) {
                loop.counts.acked(kind);
                note(delivery, kind);
            } else if (retry < RETRIES && worthRepeating(status)) {
                loop.wheel.after(BACKOFF_MS << retry, () -> post(delivery, url, type, body, event, kind, retry + 1));
            } else {
                loop.counts.abandoned.increment();
            }
        });
    }

    /// Success, or the redirect with which a page answers a posted form.
    static boolean taken(int status) {
        return (status >= 200 && status < 300) || status == SEE_OTHER;
    }

    /// A 4xx means the same tomorrow, except "too early" and "too many".
    private static boolean worthRepeating(int status) {
        return status < 400 || status >= 500 || status == 408 || status == 425 || status == 429;
    }

    private void note(Delivery delivery, String kind) {
        switch (kind) {
            case "delivered" -> loop.deliveries.mark(delivery, Deliveries.DELIVERED);
            case "opened" -> loop.deliveries.mark(delivery, Deliveries.READ);
            case "acknowledged", "acknowledge" -> acknowledged(loop.world, loop.channel, delivery);
            default -> throw new IllegalArgumentException("kind: " + kind);
        }
    }

    /// Notes an acknowledgement that the product took; also used by the pages.
    static void acknowledged(World world, Channel channel, Delivery delivery) {
        if (world.deliveries(channel).mark(delivery, Deliveries.ACKNOWLEDGED)) {
            world.counts(channel).distinctAcknowledgements.increment();
        }
    }

    private void scan(Delivery delivery, String link, long delayMs) {
        loop.wheel.after(delayMs, () -> {
            loop.counts.scans.increment();
            loop.poster.get(link, status -> loop.world.log.posted(loop.channel, "scan", delivery, "scan", "", status));
        });
    }

    /// The acknowledgement link in a text: the first URL whose path starts with `/a/`, or null.
    static @Nullable String acknowledgementLink(String text) {
        if (!text.contains("/a/")) {
            return null;
        }
        Matcher matcher = LINK.matcher(text);
        while (matcher.find()) {
            String url = matcher.group();
            int path = url.indexOf('/', url.indexOf("://") + 3);
            if (path > 0 && url.startsWith("/a/", path)) {
                return url.replaceAll("[.,;:!?)\\]]+$", "");
            }
        }
        return null;
    }
}
