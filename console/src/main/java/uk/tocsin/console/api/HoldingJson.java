package uk.tocsin.console.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import uk.tocsin.audience.AudienceText;
import uk.tocsin.audience.Taxonomy;
import uk.tocsin.control.HoldingMessage;
import uk.tocsin.control.HoldingMessage.PermittedArea;
import uk.tocsin.control.HoldingView;
import uk.tocsin.model.Alert;

/// Holding messages as JSON, both ways.
final class HoldingJson {
    private HoldingJson() {}

    /// A message as it was typed.
    ///
    /// @param next the version it gets where the body names none
    static HoldingMessage read(JsonObject json, Taxonomy taxonomy, String key, int next) {
        Fields in = new Fields(json);
        in.needs("content");
        in.needs("lifetime");
        in.needs("until");
        Optional<Alert> content = in.object("content", f -> AlertJson.content(f, taxonomy, 0));
        List<PermittedArea> areas =
                in.objects("areas", (f, _) -> new PermittedArea(AlertJson.audience(f, taxonomy), f.needed("words")));
        int most = in.count("most", 0);
        if (most < 1) {
            in.wrong("most", "is not a number from 1");
        }
        int version = in.count("version", next);
        if (version < 1) {
            in.wrong("version", "is not a number from 1");
        }
        Optional<Duration> lifetime = in.span("lifetime");
        Optional<Instant> until = in.time("until");
        in.finish();
        return new HoldingMessage(
                key, version, content.orElseThrow(), areas, most, lifetime.orElseThrow(), until.orElseThrow());
    }

    static JsonObject write(HoldingView view) {
        JsonObject json = new JsonObject()
                .put("key", view.latest().key())
                .put("latest", write(view.latest()))
                .put("editors", new JsonArray(List.copyOf(view.editors())));
        view.approved()
                .ifPresent(a -> json.put(
                        "approved",
                        new JsonObject()
                                .put("by", a.approver())
                                .put("at", a.time().toString())
                                .put("message", write(a.message()))));
        view.withdrawn().ifPresent(reason -> json.put("withdrawn", reason));
        return json;
    }

    private static JsonObject write(HoldingMessage message) {
        JsonArray areas = new JsonArray();
        message.areas()
                .forEach(area -> areas.add(new JsonObject()
                        .put("audience", AudienceText.print(area.audience()))
                        .put("words", area.words())));
        JsonObject content = AlertJson.write(message.content());
        content.remove("expires");
        return new JsonObject()
                .put("version", message.version())
                .put("digest", message.digest().hex())
                .put("content", content)
                .put("areas", areas)
                .put("most", message.most())
                .put("lifetime", message.lifetime().toString())
                .put("until", message.until().toString());
    }
}
