package uk.tocsin.store.sqlite;

import java.util.concurrent.CompletableFuture;

/// Holds deletions back while a backup runs. Any thread may call.
final class DeletionGate {
    private CompletableFuture<Boolean> opening = CompletableFuture.completedFuture(true);
    private int holders;

    /// Completes when nobody holds the gate.
    synchronized CompletableFuture<Boolean> whenOpen() {
        return opening;
    }

    synchronized void hold() {
        if (holders++ == 0) {
            opening = new CompletableFuture<>();
        }
    }

    void letGo() {
        CompletableFuture<Boolean> opened = null;
        synchronized (this) {
            if (--holders == 0) {
                opened = opening;
            }
        }
        if (opened != null) {
            opened.complete(true);
        }
    }
}
