package uk.tocsin.console.pages.compose;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import uk.tocsin.console.Installation;
import uk.tocsin.console.api.AlertJson;
import uk.tocsin.console.api.Problem;
import uk.tocsin.console.pages.audience.AudienceDesk;
import uk.tocsin.model.Alert;
import uk.tocsin.model.Audience;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Condition;
import uk.tocsin.model.Mode;
import uk.tocsin.model.Step;
import uk.tocsin.model.Tier;

/// What is to be reckoned about the audience of a draft, also of one that is no alert yet.
final class Questions {
    private Questions() {}

    static AudienceDesk.Question of(Fields fields, Installation house, Instant now) {
        int parts = 1;
        for (int row = 0; row < fields.rows("variants"); row++) {
            if (!fields.blank("variants[" + row + "].shortText")) {
                SmsCounter counter = SmsCounter.of(
                        fields, row, house.links(), house.settings().sms().price());
                parts = Math.max(parts, counter.count().parts());
            }
        }
        return new AudienceDesk.Question(
                fields.text("audience").strip(),
                lowest(fields),
                Words.of(Mode.class, fields.text("mode"), Mode.ACTUAL),
                steps(fields, house, now),
                parts);
    }

    /// The same of an alert.
    static AudienceDesk.Question of(Alert alert, Installation house, Instant now) {
        return of(FormJson.write(alert), house, now);
    }

    private static Tier lowest(Fields fields) {
        return Arrays.stream(Tier.values())
                .filter(tier -> fields.values().entrySet().stream()
                        .anyMatch(each -> each.getKey().endsWith("].tier")
                                && each.getValue().contains(tier.word())))
                .min(Comparator.naturalOrder())
                .orElse(Tier.PUBLIC);
    }

    /// The steps of the plan; push, text and email at once while it cannot be read.
    private static List<Step> steps(Fields fields, Installation house, Instant now) {
        JsonArray plan = FormJson.read(fields, now, "Alert").json().getJsonArray("plan");
        JsonObject json = new JsonObject()
                .put("event", "-")
                .put("expires", now.plusSeconds(1).toString())
                .put("audience", "everyone")
                .put("plan", plan);
        try {
            return AlertJson.read(json, house.taxonomy(), 0).plan().steps();
        } catch (Problem _) {
            return Arrays.stream(ChannelKind.values())
                    .map(channel -> new Step(channel, Duration.ZERO, Audience.everyone(), Condition.ALWAYS, 0))
                    .toList();
        }
    }
}
