package uk.tocsin.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import uk.tocsin.journal.Appended;
import uk.tocsin.journal.ForwardingJournal;
import uk.tocsin.journal.Journal;
import uk.tocsin.shard.ShardCodec;
import uk.tocsin.shard.ShardRecord;

/// The journal of an installation of several nodes: before each record that this node appends to a shard stands
/// one of another node's. Any thread.
final class SharedJournal extends ForwardingJournal {
    private static final byte[] OTHERS = ShardCodec.encode(new ShardRecord.EndpointReleased(0, 14));

    SharedJournal(Journal journal) {
        super(journal);
    }

    @Override
    public CompletionStage<Appended> append(int log, List<byte[]> records) {
        if (log == CONTROL) {
            return super.append(log, records);
        }
        List<byte[]> mixed = new ArrayList<>();
        records.forEach(record -> {
            mixed.add(OTHERS);
            mixed.add(record);
        });
        return super.append(log, mixed).thenApply(appended -> {
            long[] mine = new long[records.size()];
            for (int i = 0; i < mine.length; i++) {
                mine[i] = appended.of(2 * i + 1);
            }
            return Appended.at(mine);
        });
    }
}
