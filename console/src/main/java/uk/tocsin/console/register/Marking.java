package uk.tocsin.console.register;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import uk.tocsin.model.SlotKind;
import uk.tocsin.register.Marks;
import uk.tocsin.register.Marks.Erasure;

/// The lasting marks for those who may not block: writing happens on Vert.x's bounded workers. Any thread.
public final class Marking {
    /// Slots are marked this many ahead, so that most registrations write no mark.
    private static final int SLOTS_AHEAD = 4096;

    private final Vertx vertx;
    private final Marks marks;

    /// Writes to these marks.
    public Marking(Vertx vertx, Marks marks) {
        this.vertx = vertx;
        this.marks = marks;
    }

    /// Completes when it is marked for good that slots below `firstFree` may be in use.
    Future<Void> slots(int shard, SlotKind kind, int firstFree) {
        return marks.slots(shard, kind) >= firstFree
                ? Future.succeededFuture()
                : write(() -> marks.raiseSlots(shard, kind, firstFree + SLOTS_AHEAD));
    }

    /// Completes when it is marked for good that alert numbers below `firstFree` may be in use.
    public Future<Void> alerts(int firstFree) {
        return write(() -> marks.raiseAlerts(firstFree));
    }

    /// Completes when an erasure can no longer be forgotten.
    Future<Void> erased(Erasure erasure) {
        return write(() -> marks.erased(erasure));
    }

    private Future<Void> write(Runnable mark) {
        return vertx.executeBlocking(
                        () -> {
                            mark.run();
                            return true;
                        },
                        false)
                .mapEmpty();
    }
}
