package uk.tocsin.console.api;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;

/// What a route does. Runs on the request's event loop and does not block; a failure, thrown or in the future,
/// is written as a problem.
@FunctionalInterface
interface Work {
    /// Completes with the JSON to answer, or with a [Reply].
    Future<?> of(RoutingContext context, Caller caller);
}
