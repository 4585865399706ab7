package uk.tocsin.console.api;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import uk.tocsin.console.Installation;
import uk.tocsin.control.Act;
import uk.tocsin.control.ActCodec;
import uk.tocsin.journal.Journal;

/// Reads the control log, which is the audit log. Any thread.
final class AuditLog {
    private final Installation house;

    AuditLog(Installation house) {
        this.house = house;
    }

    /// An act and where it stands.
    record Entry(long position, Act act) {}

    /// The acts from a position on, at most `limit`, those that are durable now.
    Future<List<Entry>> read(long from, int limit) {
        return Future.fromCompletionStage(house.data().journal().end(Journal.CONTROL))
                .compose(end -> {
                    long until = Math.min(end, from + limit);
                    return from >= until ? Future.succeededFuture(List.of()) : new Reading(from, until).start();
                });
    }

    /// Follows the log until it has seen enough, on one context.
    private final class Reading implements Journal.Follower {
        private final Promise<List<Entry>> done = Promise.promise();
        private final List<Entry> entries = new ArrayList<>();
        private final long from;
        private final long until;

        Reading(long from, long until) {
            this.from = from;
            this.until = until;
        }

        Future<List<Entry>> start() {
            var context = house.vertx().getOrCreateContext();
            Executor executor = task -> context.runOnContext(_ -> task.run());
            executor.execute(() -> {
                Journal.Following following = house.data().journal().follow(Journal.CONTROL, from, executor, this);
                done.future().onComplete(_ -> executor.execute(following::close));
            });
            return done.future();
        }

        @Override
        public void records(long firstPosition, List<byte[]> records) {
            long position = firstPosition;
            for (byte[] record : records) {
                if (position < until) {
                    entries.add(new Entry(position, ActCodec.decode(record)));
                }
                position++;
            }
            if (position >= until) {
                done.tryComplete(entries);
            }
        }

        @Override
        public void failed(Throwable reason) {
            done.tryFail(reason);
        }
    }
}
