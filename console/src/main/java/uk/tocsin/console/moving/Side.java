package uk.tocsin.console.moving;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import uk.tocsin.journal.Journal;
import uk.tocsin.journal.Snapshots;
import uk.tocsin.model.Shards;
import uk.tocsin.register.Register;

/// What is copied, or is copied into: the ports of a store.
public record Side(Journal journal, Snapshots snapshots, Register register) {
    /// Where a copy says that it has not ended: the first that it writes, and the last that it takes away.
    private static final String COLLECTION = "copy";

    private static final String UNFINISHED = "unfinished";

    /// Whether a copy into this store has begun and not ended: it is no installation.
    public static boolean isUnfinished(Register register) {
        return Waiting.on(register.document(COLLECTION, UNFINISHED)).isPresent();
    }

    void begin() {
        Waiting.on(register.putDocument(COLLECTION, UNFINISHED, new byte[0]));
    }

    /// Makes a copy into this store the installation that it is.
    public void end() {
        Waiting.on(register.removeDocument(COLLECTION, UNFINISHED));
    }

    static boolean isOfCopies(String collection) {
        return collection.equals(COLLECTION);
    }

    /// What a new store would not hold, in words; empty if there is nothing.
    public List<String> content() {
        List<String> found = new ArrayList<>();
        if (lengths().stream().anyMatch(end -> end > 0)) {
            found.add("records in its logs");
        }
        for (int log = 0; log < Journal.LOGS && found.size() < 2; log++) {
            if (!Waiting.on(snapshots.latest(log)).isEmpty()) {
                found.add("snapshots");
                break;
            }
        }
        List<CompletionStage<List<Register.Entry>>> firsts = new ArrayList<>();
        for (int shard = 0; shard < Shards.COUNT; shard++) {
            firsts.add(register.scan(shard, 0, 1));
        }
        boolean anybody = firsts.stream().anyMatch(first -> !Waiting.on(first).isEmpty());
        if (anybody || !Waiting.on(register.collections()).isEmpty()) {
            found.add("records in its register");
        }
        return found;
    }

    /// Whether anybody ever did anything here.
    public boolean hasActs() {
        return Waiting.on(journal.end(Journal.CONTROL)) > 0;
    }

    /// Where each log ends.
    List<Long> lengths() {
        List<CompletionStage<Long>> ends = new ArrayList<>();
        for (int log = 0; log < Journal.LOGS; log++) {
            ends.add(journal.end(log));
        }
        return ends.stream().map(Waiting::on).toList();
    }
}
