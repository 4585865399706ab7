package uk.tocsin.console.accounts;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.function.Function;

/// Who somebody says they are, in the turn of that account.
///
/// @param remote the address that asks; empty at step-up, where it does not matter
/// @param keep writes the account
record Subject(Credentials credentials, Whence whence, String remote, Function<Credentials, Future<Void>> keep) {
    int staff() {
        return credentials.owner().staff();
    }

    Instant closedUntil() {
        return credentials.failures().closedUntil(whence);
    }
}
