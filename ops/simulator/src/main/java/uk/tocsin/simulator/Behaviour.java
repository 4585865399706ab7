package uk.tocsin.simulator;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Set;

/// How providers, devices and people behave when nothing is broken. Shares are of accepted messages unless said.
///
/// @param push what handsets do
/// @param sms what networks and people do with texts
/// @param email what mailboxes and people do
/// @param delayScale multiplies every delay of devices, networks and people; 0 makes them immediate
public record Behaviour(Push push, Sms sms, Email email, double delayScale) {

    /// Handsets and the people who hold them.
    ///
    /// @param refused share of device tokens refused, by FCM error code; a property of the token
    /// @param delivered share that reports delivery; the rest is silent
    /// @param opened share that also reports opening, at most as many as report delivery
    /// @param acknowledged share that also acknowledges (at most opened)
    public record Push(Map<String, Double> refused, double delivered, double opened, double acknowledged) {
        public Push {
            refused = Fields.sorted(refused);
        }
    }

    /// Networks, and people with texts.
    ///
    /// @param refused share of messages refused at the API, by Twilio code
    /// @param delivered share with a `delivered` callback
    /// @param undelivered share with an `undelivered` callback, by Twilio code; the rest has no callback at all
    /// @param acknowledged share of delivered texts whose link is followed and the button pressed
    /// @param scanned share of texts whose link is fetched by a machine
    public record Sms(
            Map<String, Double> refused,
            double delivered,
            Map<String, Double> undelivered,
            double acknowledged,
            double scanned) {
        public Sms {
            refused = Fields.sorted(refused);
            undelivered = Fields.sorted(undelivered);
        }
    }

    /// Mailboxes, their gateways and the people who read them.
    ///
    /// @param refused share of mailboxes refused at RCPT (or after DATA), by reply code such as `550 5.1.1`;
    ///     a property of the address
    /// @param bounced share answered later with a delivery status notification, `5.1.1`
    /// @param acknowledged share (of those not bounced) whose link is followed and the button pressed
    /// @param scanned share whose link is fetched by a mail gateway
    public record Email(Map<String, Double> refused, double bounced, double acknowledged, double scanned) {
        public Email {
            refused = Fields.sorted(refused);
        }
    }

    /// Shares as a national alert might meet them.
    public static Behaviour realistic() {
        return new Behaviour(
                new Push(Map.of("UNREGISTERED", 0.02), 0.93, 0.35, 0.20),
                new Sms(Map.of(), 0.96, Map.of("30003", 0.015, "30005", 0.010, "30006", 0.005), 0.10, 0.05),
                new Email(Map.of("550 5.1.1", 0.015), 0.01, 0.12, 0.20),
                1.0);
    }

    /// Everybody is reached and does everything, at once: for tests of a single path.
    public static Behaviour perfect() {
        return new Behaviour(
                new Push(Map.of(), 1, 1, 1), new Sms(Map.of(), 1, Map.of(), 1, 0), new Email(Map.of(), 0, 1, 0), 0);
    }

    /// This behaviour with the fields of the JSON replaced; refuses unknown fields and shares beyond 1 by name.
    Behaviour with(JsonObject json) {
        Fields fields = new Fields(json, Set.of("push", "sms", "email", "delayScale"));
        Fields p = new Fields(
                fields.object("push", new JsonObject()), Set.of("refused", "delivered", "opened", "acknowledged"));
        Fields s = new Fields(
                fields.object("sms", new JsonObject()),
                Set.of("refused", "delivered", "undelivered", "acknowledged", "scanned"));
        Fields e = new Fields(
                fields.object("email", new JsonObject()), Set.of("refused", "bounced", "acknowledged", "scanned"));
        return new Behaviour(
                new Push(
                        p.shares("refused", push.refused),
                        p.share("delivered", push.delivered),
                        p.share("opened", push.opened),
                        p.share("acknowledged", push.acknowledged)),
                new Sms(
                        s.shares("refused", sms.refused),
                        s.share("delivered", sms.delivered),
                        s.shares("undelivered", sms.undelivered),
                        s.share("acknowledged", sms.acknowledged),
                        s.share("scanned", sms.scanned)),
                new Email(
                        e.shares("refused", email.refused),
                        e.share("bounced", email.bounced),
                        e.share("acknowledged", email.acknowledged),
                        e.share("scanned", email.scanned)),
                fields.positive("delayScale", delayScale));
    }

    Map<String, Double> refused(Channel channel) {
        return switch (channel) {
            case PUSH -> push.refused;
            case SMS -> sms.refused;
            case EMAIL -> email.refused;
        };
    }

    JsonObject toJson() {
        return new JsonObject()
                .put(
                        "push",
                        new JsonObject()
                                .put("refused", Fields.sharesToJson(push.refused))
                                .put("delivered", push.delivered)
                                .put("opened", push.opened)
                                .put("acknowledged", push.acknowledged))
                .put(
                        "sms",
                        new JsonObject()
                                .put("refused", Fields.sharesToJson(sms.refused))
                                .put("delivered", sms.delivered)
                                .put("undelivered", Fields.sharesToJson(sms.undelivered))
                                .put("acknowledged", sms.acknowledged)
                                .put("scanned", sms.scanned))
                .put(
                        "email",
                        new JsonObject()
                                .put("refused", Fields.sharesToJson(email.refused))
                                .put("bounced", email.bounced)
                                .put("acknowledged", email.acknowledged)
                                .put("scanned", email.scanned))
                .put("delayScale", delayScale);
    }
}
