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
public final class ForecastJson {
    private ForecastJson() {}

    /// How many parts the text of an alert has, in the variant that takes most: who reads which one is known at
    /// sending only.
    public static int parts(Alert alert, Links links) {
        return alert.variants().stream()
                .map(variant -> SmsParts.of(alert, variant, links))
                .mapToInt(SmsCount::parts)
                .max()
                .orElse(0);
    }

    /// What the texts of a forecast cost at most, in pounds.
    ///
    /// @param price of one part, in pounds
    public static BigDecimal pounds(Alert alert, Forecast forecast, Links links, BigDecimal price) {
        long people = 0;
        for (int i = 0; i < forecast.steps().size(); i++) {
            boolean text = alert.plan().steps().get(i).channel() == ChannelKind.SMS;
            people += text ? forecast.steps().get(i) : 0;
        }
        return price.multiply(BigDecimal.valueOf(people * parts(alert, links)));
    }

    /// @param price of one part of a text, in pounds
    static JsonObject write(Alert alert, Forecast forecast, Links links, BigDecimal price) {
        JsonArray steps = new JsonArray();
        for (int i = 0; i < forecast.steps().size(); i++) {
            Step step = alert.plan().steps().get(i);
            long people = forecast.steps().get(i);
            JsonObject row = AlertJson.write(step).put("people", people).put("atMost", !step.unconditional());
            if (step.channel() == ChannelKind.SMS) {
                int parts = parts(alert, links);
                BigDecimal cost = price.multiply(BigDecimal.valueOf(people * parts));
                row.put("parts", parts).put("pounds", cost.toPlainString());
            }
            steps.add(row);
        }
        return new JsonObject()
                .put("meant", forecast.meant())
                .put("unreachable", forecast.unreachable())
                .put("steps", steps)
                .put("poundsAtMost", pounds(alert, forecast, links, price).toPlainString());
    }
}
