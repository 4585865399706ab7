package uk.tocsin.journal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// [Snapshots] in memory, for tests.
public final class MemorySnapshots implements Snapshots {
    private record Kept(Snapshot snapshot, int hash) {
        boolean whole() {
            return Arrays.hashCode(snapshot.state()) == hash;
        }
    }

    private final List<List<Kept>> logs = new ArrayList<>();
    private boolean closed;

    /// With no snapshot.
    public MemorySnapshots() {
        for (int log = 0; log < Journal.LOGS; log++) {
            logs.add(new ArrayList<>());
        }
    }

    /// Others with what these kept; these are closed.
    public MemorySnapshots reopened() {
        close();
        MemorySnapshots next = new MemorySnapshots();
        for (int log = 0; log < Journal.LOGS; log++) {
            next.logs.get(log).addAll(logs.get(log));
        }
        return next;
    }

    /// Damages a snapshot.
    public synchronized void corrupt(int log, long position) {
        logs.get(log).stream()
                .filter(kept -> kept.snapshot().position() == position)
                .forEach(kept -> kept.snapshot().state()[0] ^= 1);
    }

    @Override
    public synchronized CompletionStage<Long> save(Snapshot snapshot) {
        if (snapshot.position() < 0) {
            throw new IllegalArgumentException("a snapshot has a negative position");
        }
        List<Kept> kept = kept(snapshot.log());
        if (closed) {
            return CompletableFuture.failedFuture(new JournalException(JournalException.Kind.CLOSED, "snapshots"));
        }
        byte[] state = snapshot.state().clone();
        kept.removeIf(other -> !other.whole() || other.snapshot().position() == snapshot.position());
        kept.add(new Kept(new Snapshot(snapshot.log(), snapshot.position(), state), Arrays.hashCode(state)));
        kept.sort(Comparator.comparingLong((Kept one) -> one.snapshot().position())
                .reversed());
        while (kept.size() > 2) {
            kept.removeLast();
        }
        return CompletableFuture.completedFuture(
                kept.size() < 2 ? 0 : kept.getLast().snapshot().position());
    }

    @Override
    public synchronized CompletionStage<List<Snapshot>> latest(int log) {
        return CompletableFuture.completedFuture(
                kept(log).stream().filter(Kept::whole).map(Kept::snapshot).toList());
    }

    private List<Kept> kept(int log) {
        if (log < 0 || log >= Journal.LOGS) {
            throw new IllegalArgumentException("there is no log " + log);
        }
        return logs.get(log);
    }

    @Override
    public synchronized void close() {
        closed = true;
    }
}
