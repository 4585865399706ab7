package uk.tocsin.console.edge;

import io.vertx.core.buffer.Buffer;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The fields of a posted form (application/x-www-form-urlencoded). Pure; any thread.
final class Forms {
    /// Twilio posts about 25; a form of ours has one.
    private static final int MAX_FIELDS = 100;

    private Forms() {}

    /// The decoded fields; empty for what is no form, has a field twice, or has too many.
    static Optional<Map<String, String>> parse(Buffer body) {
        String text = body.toString(StandardCharsets.UTF_8);
        Map<String, String> fields = new HashMap<>();
        int from = 0;
        try {
            while (from < text.length()) {
                int end = text.indexOf('&', from);
                end = end < 0 ? text.length() : end;
                int equals = text.indexOf('=', from);
                if (equals < 0 || equals > end || fields.size() == MAX_FIELDS) {
                    return Optional.empty();
                }
                String name = decode(text.substring(from, equals));
                if (fields.put(name, decode(text.substring(equals + 1, end))) != null) {
                    return Optional.empty();
                }
                from = end + 1;
            }
        } catch (IllegalArgumentException _) {
            return Optional.empty(); // a percent sign without two digits
        }
        return Optional.of(fields);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
