package uk.tocsin.console.api;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import uk.tocsin.console.Installation;
import uk.tocsin.control.Act;
import uk.tocsin.control.ActCodec;
import uk.tocsin.control.AuditVerifier;
import uk.tocsin.journal.Journal;

/// Reads the control log, which is the audit log. Any thread.
public final class AuditLog {
    private final Installation house;

    /// The log of this installation.
    public AuditLog(Installation house) {
        this.house = house;
    }

    /// What is kept of an act.
    @FunctionalInterface
    public interface Row<T> {
        /// What is kept of the act at this position.
        T of(long position, Act act);
    }

    /// What is kept of a record.
    @FunctionalInterface
    private interface Kept<T> {
        T of(long position, byte[] record);
    }

    /// What `row` keeps of the acts from a position on, at most `limit`, those that are durable now.
    public <T> Future<List<T>> read(long from, int limit, Row<T> row) {
        return records(from, limit, (position, record) -> row.of(position, ActCodec.decode(record)));
    }

    /// The records from a position on, as they are stored: at most `limit`, those that are durable now.
    public Future<List<AuditVerifier.Entry>> records(long from, int limit) {
        return records(from, limit, AuditVerifier.Entry::new);
    }

    private <T> Future<List<T>> records(long from, int limit, Kept<T> row) {
        return Future.fromCompletionStage(house.journal().end(Journal.CONTROL)).compose(end -> {
            long until = Math.min(end, from + limit);
            return from >= until ? Future.succeededFuture(List.of()) : new Reading<>(from, until, row).start();
        });
    }

    /// Follows the log until it has seen enough, on one context.
    private final class Reading<T> implements Journal.Follower {
        private final Promise<List<T>> done = Promise.promise();
        private final List<T> entries = new ArrayList<>();
        private final long from;
        private final long until;
        private final Kept<T> row;

        Reading(long from, long until, Kept<T> row) {
            this.from = from;
            this.until = until;
            this.row = row;
        }

        Future<List<T>> start() {
            var context = house.vertx().getOrCreateContext();
            Executor executor = task -> context.runOnContext(_ -> task.run());
            executor.execute(() -> {
                Journal.Following following = house.journal().follow(Journal.CONTROL, from, executor, this);
                done.future().onComplete(_ -> executor.execute(following::close));
            });
            return done.future();
        }

        @Override
        public void records(long firstPosition, List<byte[]> records) {
            long position = firstPosition;
            for (byte[] record : records) {
                if (position < until) {
                    entries.add(row.of(position, record));
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
