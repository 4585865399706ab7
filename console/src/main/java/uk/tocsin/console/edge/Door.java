package uk.tocsin.console.edge;

import io.vertx.core.Future;

/// What answers the requests of one route. Called on an event loop; returns at once.
@FunctionalInterface
interface Door {
    Future<Answer> answer(Inquiry inquiry);
}
