package uk.tocsin.simulator;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// What the network does with a text, and the signed status callbacks about it. Owned by the SMS channel's
/// event loop.
final class TwilioCallbacks {

    private static final double SENDING_MEAN_MS = 60;
    private static final double DELIVERING_MEAN_MS = 300;
    /// Between the tries of a callback; doubled each time.
    private static final long BACKOFF_MS = 250;

    private static final DateTimeFormatter DONE_DATE =
            DateTimeFormatter.ofPattern("yyMMddHHmm").withZone(ZoneOffset.UTC);

    /// A callback's retries (Twilio, webhooks, connection overrides): `rc` tries more, on what `rp` names.
    record Retries(int count, List<String> policy) {

        /// One more try on anything but success unless the URL's fragment says otherwise.
        static Retries of(String url) {
            int hash = url.indexOf('#');
            Map<String, String> overrides = hash < 0 ? Map.of() : Forms.parse(url.substring(hash + 1));
            String count = overrides.getOrDefault("rc", "1");
            List<String> policy = List.of(overrides.getOrDefault("rp", "all").split(",", -1));
            return new Retries(count.matches("[0-5]") ? Integer.parseInt(count) : 1, policy);
        }

        boolean again(int retry, int status) {
            if (retry >= count || (status >= 200 && status < 300)) {
                return false;
            }
            String kind = status < 0 ? "rt" : status >= 500 ? "5xx" : "4xx";
            return policy.contains("all") || policy.contains(kind) || (status < 0 && policy.contains("ct"));
        }
    }

    private final ChannelLoop loop;
    private final People people;
    private final TwilioSignature signature;

    TwilioCallbacks(ChannelLoop loop, People people) {
        this.loop = loop;
        this.people = people;
        this.signature = new TwilioSignature(loop.world.credentials.authToken());
    }

    /// Sends the text on its way: sent, then delivered or undelivered, or no word at all.
    void send(Text text, String sid, TwilioRequest request, Delivery delivery, long endpoint) {
        Behaviour.Sms shares = loop.world.behaviour().sms();
        long message = delivery.chanceKey();
        double fate = loop.world.chance.draw(Chance.Purpose.FATE, endpoint, message);
        String code =
                fate < shares.delivered() ? "" : ChannelLoop.pick(shares.undelivered(), fate - shares.delivered());
        boolean delivered = fate < shares.delivered();
        if (!delivered && code.isEmpty()) {
            // The network never says what became of it.
            text.reached(Text.Status.SENT, "");
            return;
        }
        ChannelFaults faults = loop.faults();
        long sent =
                people.delay(Chance.Purpose.DELAY_1, endpoint, message, SENDING_MEAN_MS) + faults.delayCallbacksMs();
        long done = sent + people.delay(Chance.Purpose.DELAY_2, endpoint, message, DELIVERING_MEAN_MS);
        Text.Status last = delivered ? Text.Status.DELIVERED : Text.Status.UNDELIVERED;
        boolean shuffled = faults.shuffleCallbacks();
        Report report = new Report(text, sid, request.callback(), delivery);
        schedule(report, Text.Status.SENT, "", shuffled ? done + 1 : sent);
        schedule(report, last, code, shuffled ? sent : done);
        if (delivered) {
            String link = People.acknowledgementLink(request.body());
            people.linked(delivery, endpoint, link, done, shares.scanned(), shares.acknowledged());
        }
    }

    /// What a callback is about.
    private record Report(Text text, String sid, String url, Delivery delivery) {}

    private void schedule(Report report, Text.Status status, String code, long delayMs) {
        Runnable task = () -> {
            report.text.reached(status, code);
            if (!report.url.isEmpty()) {
                post(report, status, code, Retries.of(report.url), 0);
            }
        };
        loop.wheel.after(delayMs, task);
        long message = report.delivery.chanceKey();
        double twice = loop.world.chance.draw(Chance.Purpose.DUPLICATE, Chance.hash(status.name()), message);
        if (twice < loop.faults().duplicateCallbacks()) {
            loop.wheel.after(
                    delayMs + people.delay(Chance.Purpose.DELAY_3, message, message, DELIVERING_MEAN_MS), task);
        }
    }

    private void post(Report report, Text.Status status, String code, Retries retries, int retry) {
        Map<String, String> form = form(report, status, code);
        String kind = status.label();
        loop.counts.posted(kind);
        loop.poster.post(report.url, People.FORM, Forms.write(form), signature.of(report.url, form), answer -> {
            loop.world.log.posted(Channel.SMS, "callback", report.delivery, kind, code, answer);
            if (answer >= 200 && answer < 300) {
                loop.counts.acked(kind);
                note(report.delivery, status);
            } else if (retries.again(retry, answer)) {
                loop.wheel.after(BACKOFF_MS << retry, () -> post(report, status, code, retries, retry + 1));
            } else {
                loop.counts.abandoned.increment();
            }
        });
    }

    private Map<String, String> form(Report report, Text.Status status, String code) {
        Credentials account = loop.world.credentials;
        Map<String, String> form = new LinkedHashMap<>();
        form.put("SmsSid", report.sid);
        form.put("SmsStatus", status.label());
        form.put("MessageStatus", status.label());
        form.put("To", report.text.to);
        form.put("MessageSid", report.sid);
        form.put("AccountSid", account.accountSid());
        form.put("From", report.text.from);
        form.put("ApiVersion", "2010-04-01");
        if (report.text.byService) {
            form.put("MessagingServiceSid", account.messagingServiceSid());
        }
        if (status.isFinal()) {
            form.put("RawDlrDoneDate", DONE_DATE.format(Instant.ofEpochMilli(report.text.updatedMs)));
        }
        if (!code.isEmpty()) {
            form.put("ErrorCode", code);
        }
        return form;
    }

    private void note(Delivery delivery, Text.Status status) {
        switch (status) {
            case DELIVERED -> loop.deliveries.mark(delivery, Deliveries.DELIVERED);
            case UNDELIVERED, FAILED -> loop.deliveries.mark(delivery, Deliveries.FAILED);
            case ACCEPTED, QUEUED, SENT -> {
                // Nothing more than was known at acceptance.
            }
        }
    }

    /// Posts a text from a phone to the reply webhook, signed, and hands on the texts that the answer sends back.
    void reply(String url, Map<String, String> form, Delivery delivery, Consumer<String> sendBack) {
        loop.counts.posted("reply");
        loop.poster
                .ask(url, People.FORM, Forms.write(form), signature.of(url, form))
                .onComplete(done -> {
                    int status = done.succeeded() ? done.result().status() : Poster.NO_ANSWER;
                    loop.world.log.posted(Channel.SMS, "reply", delivery, "reply", "", status);
                    if (status >= 200 && status < 300) {
                        loop.counts.acked("reply");
                        Twiml.messages(done.result().text()).forEach(sendBack);
                    }
                });
    }

    /// The form of an inbound text.
    Map<String, String> replyForm(String from, String to, String body) {
        String sid = "SM" + HexFormat.of().toHexDigits(Chance.hash(from + body))
                + HexFormat.of().toHexDigits(Chance.mix(System.nanoTime()));
        Map<String, String> form = new LinkedHashMap<>();
        form.put("ToCountry", "GB");
        form.put("SmsMessageSid", sid);
        form.put("NumMedia", "0");
        form.put("SmsSid", sid);
        form.put("SmsStatus", "received");
        form.put("Body", body);
        form.put("FromCountry", "GB");
        form.put("To", to);
        form.put("MessagingServiceSid", loop.world.credentials.messagingServiceSid());
        form.put("NumSegments", Integer.toString(Segments.count(body)));
        form.put("MessageSid", sid);
        form.put("AccountSid", loop.world.credentials.accountSid());
        form.put("From", from);
        form.put("ApiVersion", "2010-04-01");
        return form;
    }
}
