package uk.tocsin.console.moving;

import java.util.ArrayList;
import java.util.List;
import uk.tocsin.control.Act;
import uk.tocsin.control.ActCodec;
import uk.tocsin.journal.Journal;
import uk.tocsin.model.Shards;

/// The copy of all logs, cut so that none speaks of what another does not have yet. A shard's `Followed` names a
/// position of the control log, so that is copied after the shards; a `ShardSettled` of the control log names a
/// position of a shard's, so where that was not reached the shards are copied on, and the control log after them.
final class LogsCopy {
    /// An alert settles once in a shard: more than a few rounds in turn are not to be expected.
    private static final int ROUNDS = 100;

    private final List<LogCopy> shards = new ArrayList<>();
    private final LogCopy control;
    private final long[] settled = new long[Shards.COUNT];

    LogsCopy(Side from, Side to, Runnable step) {
        for (int shard = 0; shard < Shards.COUNT; shard++) {
            LogCopy copy = new LogCopy(from, to, shard, _ -> {});
            copy.on();
            shards.add(copy);
            step.run();
        }
        control = new LogCopy(from, to, Journal.CONTROL, this::look);
        control.on();
        for (int round = 0; !whole(); round++) {
            if (round == ROUNDS) {
                throw new CopyException("the logs did not come to a point where they fit together: try again");
            }
            shards.forEach(LogCopy::on);
            control.on();
        }
    }

    private void look(byte[] record) {
        if (ActCodec.decode(record) instanceof Act.ShardSettled act) {
            settled[act.shard()] = Math.max(settled[act.shard()], act.position());
        }
    }

    private boolean whole() {
        boolean whole = true;
        for (int shard = 0; shard < Shards.COUNT; shard++) {
            whole &= settled[shard] <= shards.get(shard).next();
        }
        return whole;
    }

    /// Where the copy of each shard's log ends.
    List<Long> ends() {
        return shards.stream().map(LogCopy::next).toList();
    }

    void verify(Report report) {
        List<Sum.Total> logs = new ArrayList<>();
        List<Sum.Total> states = new ArrayList<>();
        for (LogCopy shard : shards) {
            List<Sum.Total> sums = shard.verify();
            logs.add(sums.getFirst());
            states.add(sums.getLast());
        }
        List<Sum.Total> sums = control.verify();
        states.add(sums.getLast());
        report.add("records of the shards' logs", Sum.of(logs));
        report.add("acts of the control log", sums.getFirst());
        report.add("snapshots", Sum.of(states));
    }
}
