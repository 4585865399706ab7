package uk.tocsin.console.edge;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A request with its whole body.
///
/// @param rest the path after the route's own part: a token, or empty
record Inquiry(HttpServerRequest request, String rest, Buffer body) {
    private static final Pattern LANGUAGE = Pattern.compile("(?:^|&)lang=(en|cy)(?:&|$)");

    boolean posts() {
        return request.method().equals(HttpMethod.POST);
    }

    String query() {
        String query = request.query();
        return query == null ? "" : query;
    }

    /// The value of `lang`, "en" or "cy", or empty.
    String language() {
        Matcher matcher = LANGUAGE.matcher(query());
        return matcher.find() ? matcher.group(1) : "";
    }

    String header(String name) {
        String value = request.getHeader(name);
        return value == null ? "" : value;
    }
}
