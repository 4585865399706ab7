package uk.tocsin.console.pages;

import io.vertx.core.Future;

/// What a room does with a visit. Runs on the request's event loop and does not block; a failure, thrown or in the
/// future, is shown as a page.
@FunctionalInterface
public interface Door {
    /// Completes with what to show.
    Future<Answer> of(Visit visit);
}
