package uk.tocsin.engine;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;
import uk.tocsin.audience.SegmentView;
import uk.tocsin.journal.Journal;
import uk.tocsin.journal.JournalException;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.LedgerView;
import uk.tocsin.model.Response;
import uk.tocsin.model.SuppressionCause;
import uk.tocsin.shard.Applied;
import uk.tocsin.shard.Blocked;
import uk.tocsin.shard.Shard;
import uk.tocsin.shard.ShardCodec;
import uk.tocsin.shard.ShardRecord;
import uk.tocsin.shard.Standings;

/// A shard's state on this node, whoever owns it: follows the journal, applies every record, answers queries,
/// takes snapshots. On the shard's context, except where it says any thread.
final class ShardReplica implements Journal.Follower {
    private static final long PUBLISH_MS = 50;

    /// Lists change every shard with each of their batches, and what is published is copied at the next change:
    /// to show each batch would take more than to store it, and twice the memory. What lists change is shown
    /// when no more of it came for so long.
    private static final long PAUSE_MS = 1_000;

    /// Subscribers in one record that make them many: who changes something themselves is alone in theirs, and of a
    /// batch of a list a shard may get a few only.
    private static final int MANY = 2;

    private final int number;
    private final Vertx vertx;
    private final Context context;
    private final Ports ports;
    private final long snapshotEvery;
    private final ShardImages images;
    private final Listener listener;
    private final Promise<Void> caughtUp = Promise.promise();
    private final TreeMap<Long, List<Promise<Void>>> waiting = new TreeMap<>();
    private Shard shard;
    private long next;
    private long target = Long.MAX_VALUE;
    private boolean closed;
    private boolean publishing;
    private boolean awaitingPause;
    private Journal.@Nullable Following following;
    private volatile SegmentView segments;
    private @Nullable LedgerView lastView;
    private long lastViewAt;

    /// Hears what was applied, on the shard's context.
    interface Listener {
        /// A record was applied.
        void applied(ShardRecord record, Applied applied);

        /// A batch of records was applied: nothing more is there at this moment.
        void batchApplied();

        /// Whether it is this node that takes snapshots of the shard.
        boolean saves();
    }

    ShardReplica(int number, Vertx vertx, Context context, Ports ports, EngineSettings settings, Listener listener) {
        this.number = number;
        this.vertx = vertx;
        this.context = context;
        this.ports = ports;
        this.snapshotEvery = settings.snapshotEvery();
        this.images = new ShardImages(number, ports);
        this.listener = listener;
        this.shard = images.empty();
        this.segments = shard.segments();
    }

    /// Loads the newest snapshot that can be read, follows the journal, and completes when everything that was
    /// durable at the start is applied.
    Future<Void> start() {
        ports.snapshots()
                .latest(number)
                .whenComplete((found, failure) -> context.runOnContext(_ -> {
                    if (failure != null) {
                        caughtUp.fail(failure);
                        return;
                    }
                    ShardImages.Image newest = images.newest(found);
                    shard = newest.shard();
                    next = newest.next();
                    follow();
                }));
        return caughtUp.future();
    }

    private void follow() {
        ports.journal()
                .end(number)
                .whenComplete((end, failure) -> context.runOnContext(_ -> {
                    if (failure != null) {
                        caughtUp.fail(failure);
                        return;
                    }
                    target = end;
                    following =
                            ports.journal().follow(number, next, task -> context.runOnContext(_ -> task.run()), this);
                    reached();
                }));
    }

    private void reached() {
        if (next >= target && !caughtUp.future().isComplete()) {
            segments = shard.segments();
            listener.batchApplied();
            caughtUp.complete();
        }
    }

    @Override
    public void records(long firstPosition, List<byte[]> records) {
        if (closed) {
            return;
        }
        long position = firstPosition;
        boolean many = true;
        for (byte[] bytes : records) {
            ShardRecord record = ShardCodec.decode(bytes);
            many &= isOfMany(record);
            Applied applied = shard.apply(position, record);
            next = ++position;
            if (record instanceof ShardRecord.Followed) {
                // what senders look at is never older than the act that they serve
                segments = shard.segments();
            }
            listener.applied(record, applied);
        }
        reached();
        publish(many);
        show();
        listener.batchApplied();
        if (listener.saves()) {
            images.save(shard, next, snapshotEvery);
        }
    }

    @Override
    public void failed(Throwable reason) {
        if (!closed) {
            caughtUp.tryFail(reason);
            ports.fatal().end("the journal of shard " + number + " cannot be followed", reason);
        }
    }

    /// Whether a record is one that lists are made of.
    private static boolean isOfMany(ShardRecord record) {
        return switch (record) {
            case ShardRecord.SlotsTaken _, ShardRecord.PremisesSet _ -> true;
            case ShardRecord.SubscribersSet set -> set.entries().size() >= MANY;
            default -> false;
        };
    }

    private void publish(boolean many) {
        if (many) {
            publishAfterPause();
        } else if (!publishing) {
            publishing = true;
            later(PUBLISH_MS, () -> {
                publishing = false;
                segments = shard.segments();
            });
        }
    }

    private void publishAfterPause() {
        if (!awaitingPause) {
            awaitingPause = true;
            long here = next;
            later(PAUSE_MS, () -> {
                awaitingPause = false;
                if (next == here) {
                    segments = shard.segments();
                } else {
                    publishAfterPause();
                }
            });
        }
    }

    private void later(long ms, Runnable work) {
        vertx.setTimer(ms, _ -> context.runOnContext(_ -> work.run()));
    }

    /// Completes when the record at a position is applied and [#segments] shows what it changed. Any thread.
    Future<Void> shown(long position) {
        Promise<Void> seen = Promise.promise();
        context.runOnContext(_ -> {
            waiting.computeIfAbsent(position, _ -> new ArrayList<>()).add(seen);
            show();
        });
        return seen.future();
    }

    private void show() {
        Map<Long, List<Promise<Void>>> due = waiting.headMap(next);
        if (!due.isEmpty()) {
            segments = shard.segments();
            List<Promise<Void>> told =
                    due.values().stream().flatMap(List::stream).toList();
            due.clear();
            told.forEach(Promise::complete);
        }
    }

    /// Follows no more, and writes a snapshot if it is to.
    Future<Void> close(boolean save) {
        closed = true;
        JournalException closing = new JournalException(JournalException.Kind.CLOSED, "closing");
        waiting.values().forEach(asked -> asked.forEach(promise -> promise.fail(closing)));
        waiting.clear();
        if (following != null) {
            following.close();
        }
        return save ? images.save(shard, next, 1) : Future.succeededFuture();
    }

    /// The state.
    Shard shard() {
        return shard;
    }

    // ---- queries

    /// Who is in which segment, at most 50 ms old. Any thread.
    SegmentView segments() {
        return segments;
    }

    /// What happened to an alert; null if the shard never followed it. Any thread. The same instance as
    /// before while nothing was applied and nobody asked about another: what readers derived from it is kept
    /// with it.
    Future<@Nullable LedgerView> view(int alert) {
        return ask(() -> {
            LedgerView last = lastView;
            if (last == null || last.alert() != alert || lastViewAt != next) {
                last = shard.view(alert);
                lastView = last;
                lastViewAt = next;
            }
            return last;
        });
    }

    /// What receiving evidence needs to know of a delivery.
    enum Standing {
        UNKNOWN,
        KNOWN,
        /// Known, and a dead address would be news; see [Standings#tellsOfAddress].
        TELLS_OF_ADDRESS
    }

    /// What is known of a delivery. Any thread.
    Future<Standing> standing(int alert, int step, int endpoint, int slot) {
        return ask(() -> {
            if (!shard.standings().knows(alert, step, slot)) {
                return Standing.UNKNOWN;
            }
            boolean news = shard.standings()
                    .tellsOfAddress(alert, step, endpoint, slot, ports.clock().millis());
            return news ? Standing.TELLS_OF_ADDRESS : Standing.KNOWN;
        });
    }

    /// See [Standings#acknowledged]. Any thread.
    Future<Boolean> acknowledged(int alert, int step, int slot) {
        return ask(() -> shard.standings().acknowledged(alert, step, slot));
    }

    /// See [Standings#open]. Any thread.
    Future<List<Standings.Open>> open(ChannelKind channel, int slot) {
        return ask(() -> shard.standings().open(channel, slot, ports.clock().millis()));
    }

    /// See [Standings#responses]. Any thread.
    Future<List<Response>> responses(int alert, int slot) {
        return ask(() -> shard.standings().responses(alert, slot));
    }

    /// See [Standings#suppressed]. Any thread.
    Future<Map<SuppressionCause, Long>> suppressed() {
        return ask(() -> shard.standings().suppressed());
    }

    /// See [Standings#blocked]. Any thread.
    Future<Blocked> blocked(RoaringBitmap slots, Set<ChannelKind> used) {
        return ask(() -> shard.standings().blocked(slots, used));
    }

    /// See [Standings#suppressions]. Any thread.
    Future<List<Standings.Suppression>> suppressions(int slot) {
        return ask(() -> shard.standings().suppressions(slot));
    }

    /// See [Standings#deliveries]. Any thread.
    Future<List<Standings.Delivery>> deliveries(int slot) {
        return ask(() -> shard.standings().deliveries(slot));
    }

    /// See [Shard#premises]. Any thread.
    Future<UnaryOperator<RoaringBitmap>> premises() {
        return ask(() -> shard.premises());
    }

    /// The position of the record that comes next. Any thread.
    Future<Long> position() {
        return ask(() -> next);
    }

    /// Answers a question on the context. Any thread.
    <T extends @Nullable Object> Future<T> ask(Supplier<T> question) {
        Promise<T> answer = Promise.promise();
        context.runOnContext(_ -> {
            try {
                answer.complete(question.get());
            } catch (RuntimeException e) {
                answer.fail(e);
            }
        });
        return answer.future();
    }
}
