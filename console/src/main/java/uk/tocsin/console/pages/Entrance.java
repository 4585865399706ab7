package uk.tocsin.console.pages;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/// Knows who visits.
@FunctionalInterface
public interface Entrance {
    /// Who a request comes from; empty for somebody who is not signed in. Completes on any thread.
    Future<Optional<Visitor>> whose(HttpServerRequest request);
}
