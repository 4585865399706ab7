package uk.tocsin.console.api;

import io.vertx.core.http.HttpMethod;
import java.util.Set;
import uk.tocsin.control.Role;

/// One route of the API, as the contract has it.
///
/// @param path with its parameters in braces
/// @param roles any of which is enough; empty for every member of staff, or for a route without a token
record Route(HttpMethod method, String path, Set<Role> roles) {
    /// The path as the router wants it.
    String pattern() {
        return path.replaceAll("\\{([a-z]+)}", ":$1");
    }
}
