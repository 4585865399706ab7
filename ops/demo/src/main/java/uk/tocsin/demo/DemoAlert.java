package uk.tocsin.demo;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// A realistic national alert, in English and Welsh: the threat level has been raised. Push and email at once, texts
/// after a few seconds.
public final class DemoAlert {
    private static final Duration IN_FORCE = Duration.ofHours(12);
    private static final String TEXT_AFTER = "PT3S";

    private DemoAlert() {}

    /// The alert as the API takes it, in force from now.
    public static JsonObject content(Instant now) {
        return new JsonObject()
                .put("mode", "Actual")
                .put("type", "Alert")
                .put("handling", "OFFICIAL-PUBLIC")
                .put("event", "Threat level raised to SEVERE")
                .put("categories", new JsonArray().add("Security"))
                .put("responses", new JsonArray().add("Prepare").add("Monitor"))
                .put("urgency", "Expected")
                .put("severity", "Severe")
                .put("certainty", "Likely")
                .put("area", new JsonObject().put("description", "United Kingdom"))
                .put(
                        "expires",
                        now.plus(IN_FORCE).truncatedTo(ChronoUnit.MILLIS).toString())
                .put("audience", "everyone")
                .put("variants", new JsonArray().add(english()).add(welsh()))
                .put(
                        "plan",
                        new JsonArray()
                                .add(new JsonObject().put("channel", "push").put("after", "PT0S"))
                                .add(new JsonObject().put("channel", "email").put("after", "PT0S"))
                                .add(new JsonObject().put("channel", "sms").put("after", TEXT_AFTER)));
    }

    private static JsonObject english() {
        return new JsonObject()
                .put("tier", "public")
                .put("language", "en-GB")
                .put("headline", "The UK terrorism threat level is now SEVERE")
                .put(
                        "shortText",
                        "UK terrorism threat level raised to SEVERE: an attack is highly likely. Review your plans today.")
                .put("description", """
                        The national terrorism threat level has been raised from SUBSTANTIAL to SEVERE. \
                        SEVERE means that an attack is highly likely.

                        There is no information about a particular place or event.""")
                .put("instruction", """
                        Check that everyone on duty knows how to respond and whom to call.
                        Walk your entrances, exits and evacuation routes today.
                        Report anything that does not look right to the police; in an emergency call 999.""");
    }

    private static JsonObject welsh() {
        return new JsonObject()
                .put("tier", "public")
                .put("language", "cy-GB")
                .put("headline", "Mae lefel bygythiad terfysgaeth y DU bellach yn SEVERE")
                .put(
                        "shortText",
                        "Mae lefel bygythiad terfysgaeth y DU wedi codi i SEVERE. Adolygwch eich cynlluniau heddiw.")
                .put("description", """
                        Mae lefel y bygythiad terfysgaeth cenedlaethol wedi codi o SUBSTANTIAL i SEVERE. \
                        Mae hyn yn golygu bod ymosodiad yn debygol iawn.

                        Nid oes gwybodaeth am unrhyw le neu ddigwyddiad penodol.""")
                .put("instruction", """
                        Sicrhewch fod pawb ar ddyletswydd yn gwybod sut i ymateb.
                        Rhowch wybod i'r heddlu am unrhyw beth amheus; mewn argyfwng ffoniwch 999.""");
    }
}
