package uk.tocsin.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import uk.tocsin.journal.Appended;
import uk.tocsin.journal.Journal;
import uk.tocsin.shard.ShardCodec;
import uk.tocsin.shard.ShardRecord;

/// The journal of an installation of several nodes: before each record that this node appends to a shard stands
/// one of another node's. Any thread.
final class SharedJournal implements Journal {
    private static final byte[] OTHERS = ShardCodec.encode(new ShardRecord.EndpointReleased(0, 14));

    private final Journal journal;

    SharedJournal(Journal journal) {
        this.journal = journal;
    }

    @Override
    public CompletionStage<Appended> append(int log, List<byte[]> records) {
        if (log == CONTROL) {
            return journal.append(log, records);
        }
        List<byte[]> mixed = new ArrayList<>();
        records.forEach(record -> {
            mixed.add(OTHERS);
            mixed.add(record);
        });
        return journal.append(log, mixed).thenApply(appended -> {
            long[] mine = new long[records.size()];
            for (int i = 0; i < mine.length; i++) {
                mine[i] = appended.of(2 * i + 1);
            }
            return Appended.at(mine);
        });
    }

    @Override
    public Following follow(int log, long from, Executor executor, Follower follower) {
        return journal.follow(log, from, executor, follower);
    }

    @Override
    public CompletionStage<Long> end(int log) {
        return journal.end(log);
    }

    @Override
    public CompletionStage<Void> deleteBelow(int log, long position) {
        return journal.deleteBelow(log, position);
    }

    @Override
    public boolean writable() {
        return journal.writable();
    }

    @Override
    public void close() {
        journal.close();
    }
}
