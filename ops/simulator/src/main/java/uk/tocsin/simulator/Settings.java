package uk.tocsin.simulator;

import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Where the simulator posts back to; may be changed while it runs, since the product often starts later.
///
/// @param bounces host and port of the product's bounce intake (SMTP), null when there is none: then nothing
///     bounces
/// later
/// @param replyUrl the webhook for texts that people send back, null when there is none
/// @param routes public origins served on this machine, such as `https://alerts.example.test` →
/// `http://127.0.0.1:8081`;
///     the public URL is what gets signed, the loopback address what gets connected
record Settings(@Nullable SocketAddress bounces, @Nullable String replyUrl, Map<String, String> routes) {

    static final Settings NONE = new Settings(null, null, Map.of());

    Settings {
        routes = Map.copyOf(routes);
    }

    /// These settings with the fields of the JSON replaced: `bounces` ("host:port"), `replyUrl`, `routes`; ""
    /// clears
    /// one.
    Settings with(JsonObject json) {
        Fields fields = new Fields(json, Set.of("bounces", "replyUrl", "routes"));
        SocketAddress where = bounces;
        if (json.containsKey("bounces")) {
            where = address(fields.text("bounces", ""));
        }
        Map<String, String> some = routes;
        if (json.containsKey("routes")) {
            some = new TreeMap<>();
            JsonObject given = fields.object("routes", new JsonObject());
            for (String origin : given.fieldNames()) {
                if (!(given.getValue(origin) instanceof String to)
                        || !Target.isLoopback(URI.create(to).getHost())) {
                    throw new IllegalArgumentException("routes." + origin + ": a loopback origin is needed");
                }
                some.put(origin, to);
            }
        }
        String reply = replyUrl;
        if (json.containsKey("replyUrl")) {
            String text = fields.text("replyUrl", "");
            reply = text.isEmpty() ? null : Target.of(text, some).url();
        }
        return new Settings(where, reply, some);
    }

    private static @Nullable SocketAddress address(String text) {
        if (text.isEmpty()) {
            return null;
        }
        int colon = text.lastIndexOf(':');
        if (colon <= 0 || !text.substring(colon + 1).matches("[0-9]{1,5}")) {
            throw new IllegalArgumentException("bounces: host:port is needed, not '" + text + "'");
        }
        String host = text.substring(0, colon);
        int port = Integer.parseInt(text.substring(colon + 1));
        if (!Target.isLoopback(host) || port < 1 || port > 65_535) {
            throw new IllegalArgumentException("bounces: a loopback address is needed, not '" + text + "'");
        }
        return SocketAddress.inetSocketAddress(port, host);
    }

    JsonObject toJson() {
        JsonObject some = new JsonObject();
        routes.forEach(some::put);
        return new JsonObject()
                .put("bounces", bounces == null ? "" : bounces.host() + ":" + bounces.port())
                .put("replyUrl", replyUrl == null ? "" : replyUrl)
                .put("routes", some);
    }
}
