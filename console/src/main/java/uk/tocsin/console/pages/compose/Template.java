package uk.tocsin.console.pages.compose;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.IntStream;
import uk.tocsin.console.assets.WebJar;

/// A draft to start from that ships with the product.
///
/// @param use when to take it
/// @param ends how long such an alert is in force, as it is typed
/// @param content the alert in the API's contract, without its end
record Template(String key, String name, String use, String ends, JsonObject content) {
    private static final List<Template> SHIPPED = read(WebJar.text(Template.class, "templates.json"));

    /// The key of the one whose words are made from a form of their own.
    static final String THREAT_LEVEL = "threat-level-change";

    /// Nothing but a plan and a usual length.
    static final String BLANK = "blank";

    /// All that ship, in the order in which they are offered.
    static List<Template> shipped() {
        return SHIPPED;
    }

    private static List<Template> read(String text) {
        JsonArray all = new JsonArray(text);
        return IntStream.range(0, all.size())
                .mapToObj(all::getJsonObject)
                .map(each -> new Template(
                        each.getString("key"),
                        each.getString("name"),
                        each.getString("use"),
                        each.getString("ends"),
                        each.getJsonObject("content")))
                .toList();
    }

    /// The fields that a draft from it begins with.
    Fields fields() {
        return FormJson.write(content).with("expires", ends);
    }
}
