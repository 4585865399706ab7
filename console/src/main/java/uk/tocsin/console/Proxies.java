package uk.tocsin.console;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.util.Optional;
import java.util.Set;

/// Our own proxies, whose X-Forwarded-For is believed. Immutable; any thread.
///
/// @param addresses of the proxies
public record Proxies(Set<String> addresses) {
    private static final int LONGEST = 64;
    private static final String UNKNOWN = "?";

    public Proxies {
        addresses = Set.copyOf(addresses);
    }

    /// The client of a request: the address that connects, or, where that is a proxy, the last address that the proxy
    /// put into X-Forwarded-For. Empty for a proxy that names nobody: it is ourselves.
    public Optional<String> client(HttpServerRequest request) {
        String address = host(request.remoteAddress());
        if (!addresses.contains(address)) {
            return Optional.of(address);
        }
        String forwarded = request.getHeader("X-Forwarded-For");
        if (forwarded == null) {
            return Optional.empty();
        }
        String last = forwarded.substring(forwarded.lastIndexOf(',') + 1).strip();
        return last.isEmpty() || last.length() > LONGEST ? Optional.of(UNKNOWN) : Optional.of(last);
    }

    /// An address without its port.
    public static String host(SocketAddress address) {
        String host = address == null ? null : address.hostAddress();
        return host == null ? UNKNOWN : host;
    }
}
