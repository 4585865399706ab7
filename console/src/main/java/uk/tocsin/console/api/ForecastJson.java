package uk.tocsin.console.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import uk.tocsin.channel.kit.Links;
import uk.tocsin.channel.sms.SmsCount;
import uk.tocsin.channel.sms.SmsParts;
import uk.tocsin.engine.Forecast;
import uk.tocsin.model.Alert;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Step;

/// A forecast as JSON: whom each step would serve, and what its texts would cost at most.
final class ForecastJson {
    private ForecastJson() {}

    /// @param price of one part of a text, in pounds
    static JsonObject write(Alert alert, Forecast forecast, Links links, BigDecimal price) {
        JsonArray steps = new JsonArray();
        BigDecimal total = BigDecimal.ZERO;
        for (int i = 0; i < forecast.steps().size(); i++) {
            Step step = alert.plan().steps().get(i);
            long people = forecast.steps().get(i);
            JsonObject row = AlertJson.write(step).put("people", people).put("atMost", !step.unconditional());
            if (step.channel() == ChannelKind.SMS) {
                int parts = parts(alert, links);
                BigDecimal cost = price.multiply(BigDecimal.valueOf(people * parts));
                total = total.add(cost);
                row.put("parts", parts).put("pounds", cost.toPlainString());
            }
            steps.add(row);
        }
        return new JsonObject()
                .put("meant", forecast.meant())
                .put("unreachable", forecast.unreachable())
                .put("steps", steps)
                .put("poundsAtMost", total.toPlainString());
    }

    /// Of the variant that takes most: who reads which one is known at sending only.
    private static int parts(Alert alert, Links links) {
        return alert.variants().stream()
                .map(variant -> SmsParts.of(alert, variant, links))
                .mapToInt(SmsCount::parts)
                .max()
                .orElse(0);
    }
}
