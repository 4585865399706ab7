package uk.tocsin.simulator;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// Reads and writes `application/x-www-form-urlencoded`.
final class Forms {

    private Forms() {}

    /// The fields in the order written; of repeated names the last counts.
    ///
    /// @throws IllegalArgumentException on a broken percent escape
    static Map<String, String> parse(String body) {
        Map<String, String> fields = new LinkedHashMap<>();
        int start = 0;
        while (start < body.length()) {
            int end = body.indexOf('&', start);
            if (end < 0) {
                end = body.length();
            }
            int equals = body.indexOf('=', start);
            if (equals < 0 || equals > end) {
                equals = end;
            }
            if (end > start) {
                String value = equals < end ? body.substring(equals + 1, end) : "";
                fields.put(decode(body.substring(start, equals)), decode(value));
            }
            start = end + 1;
        }
        return fields;
    }

    static String write(Map<String, String> fields) {
        StringBuilder out = new StringBuilder(256);
        fields.forEach((name, value) -> {
            if (!out.isEmpty()) {
                out.append('&');
            }
            out.append(encode(name)).append('=').append(encode(value));
        });
        return out.toString();
    }

    private static String encode(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!plain) {
                return URLEncoder.encode(text, StandardCharsets.UTF_8);
            }
        }
        return text;
    }

    private static String decode(String text) {
        return text.indexOf('%') < 0 && text.indexOf('+') < 0 ? text : URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
