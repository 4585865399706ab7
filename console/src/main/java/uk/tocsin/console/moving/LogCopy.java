package uk.tocsin.console.moving;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import uk.tocsin.journal.Appended;
import uk.tocsin.journal.Journal;
import uk.tocsin.journal.Snapshots.Snapshot;

/// The copy of one log: its newest snapshot, and the records after that at the positions that they have; of the
/// control log, all records. One append is under way while the next batch is read.
final class LogCopy {
    private static final CompletionStage<Appended> NOTHING = CompletableFuture.completedStage(Appended.at(0));

    private final Side from;
    private final Side to;
    private final int log;
    private final Consumer<byte[]> each;
    private final Sum sum = new Sum();
    private final Optional<Snapshot> snapshot;
    private final long first;
    private long next;
    private CompletionStage<Appended> appending = NOTHING;

    /// Copies the snapshot; `each` is shown every record that is copied.
    LogCopy(Side from, Side to, int log, Consumer<byte[]> each) {
        this.from = from;
        this.to = to;
        this.log = log;
        this.each = each;
        this.snapshot = Waiting.on(from.snapshots().latest(log)).stream().findFirst();
        this.first =
                log == Journal.CONTROL ? 0 : snapshot.map(Snapshot::position).orElse(0L);
        this.next = first;
        if (first > 0) {
            Waiting.on(to.journal().beginAt(log, first));
        }
        snapshot.ifPresent(state -> Waiting.on(to.snapshots().save(state)));
    }

    /// Copies on, to where the log ends now.
    void on() {
        LogWalk.through(from.journal(), log, next, Waiting.on(from.journal().end(log)), this::append);
        settle();
    }

    private void append(long at, List<byte[]> records) {
        settle();
        long place = at;
        for (byte[] record : records) {
            each.accept(record);
            sum.add(place++, record);
        }
        appending = to.journal().append(log, records);
        next = place;
    }

    private void settle() {
        Appended appended = Waiting.on(appending);
        boolean appendedNow = !appending.equals(NOTHING);
        appending = NOTHING;
        if (appendedNow && appended.last() != next - 1) {
            throw new CopyException("log " + log + ": the record of position " + (next - 1) + " stands at "
                    + appended.last() + ": somebody else writes there");
        }
    }

    /// The position of the record that would be copied next.
    long next() {
        return next;
    }

    /// Reads the copy back; the sums of the log and of its snapshot.
    List<Sum.Total> verify() {
        Sum copied = new Sum();
        LogWalk.through(to.journal(), log, first, Waiting.on(to.journal().end(log)), (at, records) -> {
            long place = at;
            for (byte[] record : records) {
                copied.add(place++, record);
            }
        });
        sum.total().mustBe(copied.total(), "log " + log);
        Sum.Total state = of(snapshot);
        state.mustBe(of(Waiting.on(to.snapshots().latest(log)).stream().findFirst()), "the snapshot of log " + log);
        return List.of(sum.total(), state);
    }

    private static Sum.Total of(Optional<Snapshot> snapshot) {
        Sum sum = new Sum();
        snapshot.ifPresent(one -> sum.add(one.position(), one.state()));
        return sum.total();
    }
}
