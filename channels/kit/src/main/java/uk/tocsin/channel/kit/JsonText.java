package uk.tocsin.channel.kit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Optional;

/// Reads one text of a JSON object without building the object: a provider's name for a message is all that is kept of
/// its answer.
public final class JsonText {
    private static final JsonFactory JSON = new JsonFactory();

    private JsonText() {}

    /// The text of a field of the outermost object, as far as it is read; empty if there is none before the object ends
    /// or stops being JSON, or if it is no text or an empty one.
    public static Optional<String> field(byte[] json, String name) {
        try (JsonParser in = JSON.createParser(json)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                boolean named = in.currentName().equals(name);
                JsonToken value = in.nextToken();
                if (named) {
                    boolean text =
                            value == JsonToken.VALUE_STRING && !in.getText().isEmpty();
                    return text ? Optional.of(in.getText()) : Optional.empty();
                }
                in.skipChildren();
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
