package uk.tocsin.console.pages;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/// Knows who visits. Futures complete on any thread.
public interface Entrance {
    /// Who a request comes from; empty for somebody who is not signed in.
    Future<Optional<Visitor>> whose(HttpServerRequest request);

    /// Lets whoever a request comes from show again who they are.
    ///
    /// @param said their password or a one-time code
    Future<Raising> raise(HttpServerRequest request, String said);
}
