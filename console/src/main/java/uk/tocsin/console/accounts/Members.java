package uk.tocsin.console.accounts;

import io.vertx.core.Future;

/// What the control log says about staff. Any thread.
public interface Members {
    /// Whether this is a member who may act at all.
    Future<Boolean> active(int staff);

    /// A member has set their credentials: what allowed them to is over.
    Future<Void> enrolled(int staff);

    /// Makes this member the first administrator if there is no administrator yet; completes with whether they may act
    /// then.
    Future<Boolean> appoint(int staff);
}
