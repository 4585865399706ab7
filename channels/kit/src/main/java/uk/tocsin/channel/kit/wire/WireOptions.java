package uk.tocsin.channel.kit.wire;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// How a wire reaches its origin.
///
/// @param name names the wire in logs and thread names
/// @param origin `https://host[:port]` or `http://host[:port]`, nothing after it
/// @param protocol what is offered
/// @param trust a PEM file of certificates trusted besides the JDK's own; TLS is always verified
/// @param connections kept open, 1 to [#MAX_CONNECTIONS]
/// @param maxInFlight requests handed over and not ended; one more is refused
/// @param connectTimeout for TCP, TLS and the HTTP/2 preface together
/// @param requestTimeout from the write to the end of the answer
/// @param idleTimeout after which an idle HTTP/2 connection is asked for a sign of life and an idle HTTP/1.1
///     connection is replaced
public record WireOptions(
        String name,
        URI origin,
        Protocol protocol,
        Optional<Path> trust,
        int connections,
        int maxInFlight,
        Duration connectTimeout,
        Duration requestTimeout,
        Duration idleTimeout) {

    /// Far more than any quota asks for: at 100 streams each, 25,600 requests in flight.
    public static final int MAX_CONNECTIONS = 256;

    /// FCM's limit of concurrent streams on a connection, and the least RFC 9113 (6.5.2) recommends to servers.
    public static final int STREAMS_PER_CONNECTION = 100;

    private static final Duration LONGEST = Duration.ofMinutes(10);

    /// The protocol offered to the origin.
    public enum Protocol {
        /// HTTP/2: by ALPN over TLS, where a server that does not know it gets HTTP/1.1; by prior knowledge
        /// over plain TCP.
        HTTP_2,
        /// HTTP/1.1, one request at a time on a connection.
        HTTP_1_1
    }

    /// Checks every field; the message names the one that is wrong.
    public WireOptions {
        boolean web = "https".equals(origin.getScheme()) || "http".equals(origin.getScheme());
        boolean bare = origin.getRawPath() == null || origin.getRawPath().isEmpty();
        if (!web
                || origin.getHost() == null
                || !bare
                || origin.getRawQuery() != null
                || origin.getRawUserInfo() != null) {
            throw new IllegalArgumentException(
                    name + ".origin: \"" + origin + "\" is not http(s)://host[:port] and nothing more");
        }
        if (connections < 1 || connections > MAX_CONNECTIONS) {
            throw new IllegalArgumentException(
                    name + ".connections: " + connections + " is not between 1 and " + MAX_CONNECTIONS);
        }
        if (maxInFlight < 1) {
            throw new IllegalArgumentException(name + ".maxInFlight: " + maxInFlight + " is less than 1");
        }
        check(name + ".connectTimeout", connectTimeout);
        check(name + ".requestTimeout", requestTimeout);
        check(name + ".idleTimeout", idleTimeout);
    }

    /// HTTP/2 with as many connections as `maxInFlight` needs, 5 s to connect and a sign of life each minute.
    public static WireOptions of(
            String name, URI origin, Optional<Path> trust, int maxInFlight, Duration requestTimeout) {
        int connections = Math.ceilDiv(Math.max(1, maxInFlight), STREAMS_PER_CONNECTION);
        return new WireOptions(
                name,
                origin,
                Protocol.HTTP_2,
                trust,
                connections,
                maxInFlight,
                Duration.ofSeconds(5),
                requestTimeout,
                Duration.ofMinutes(1));
    }

    boolean secure() {
        return "https".equals(origin.getScheme());
    }

    int port() {
        if (origin.getPort() >= 0) {
            return origin.getPort();
        }
        return secure() ? 443 : 80;
    }

    private static void check(String field, Duration duration) {
        if (duration.toMillis() < 1 || duration.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(field + ": " + duration + " is not between 1 ms and " + LONGEST);
        }
    }
}
