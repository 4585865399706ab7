package uk.tocsin.channel.kit.wire;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;

/// A request to the wire's origin. Not to be changed once it is handed over.
///
/// @param path begins with a slash; may have a query
/// @param headers without `host` and `content-length`, which the wire sets
/// @param body may be empty
public record WireRequest(HttpMethod method, String path, MultiMap headers, Buffer body) {
    /// Checks that the path is one.
    public WireRequest {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("path: must begin with a slash");
        }
    }

    /// The path may carry account numbers: it is not printed.
    @Override
    public String toString() {
        return "WireRequest[" + method + ", " + body.length() + " bytes]";
    }
}
