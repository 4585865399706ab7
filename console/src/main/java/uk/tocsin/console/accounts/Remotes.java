package uk.tocsin.console.accounts;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// The failed attempts of remote addresses, at whatever accounts. A station has one address for many officers, so more
/// are free than for an account, and success of one does not excuse the failures of others: they are forgotten an hour
/// after the last. In memory. Any thread.
final class Remotes {
    private static final int FREE = 20;
    private static final Duration FORGOTTEN = Duration.ofHours(1);

    /// Addresses that are remembered: some 2 MB.
    private static final int REMEMBERED = 10_000;

    private final InstantSource clock;
    private final Bounded<Tries> tries = new Bounded<>(REMEMBERED);

    Remotes(InstantSource clock) {
        this.clock = clock;
    }

    Instant closedUntil(String remote) {
        return tries.find(remote).orElse(Tries.NONE).closedUntil(FREE);
    }

    synchronized void failed(String remote) {
        Tries before = tries.find(remote).orElse(Tries.NONE);
        tries.put(remote, before.failed(clock.instant(), FORGOTTEN));
    }
}
