package uk.tocsin.store.sqlite;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import uk.tocsin.journal.Recorder;
import uk.tocsin.journal.Snapshots.Snapshot;
import uk.tocsin.journal.Waiting;
import uk.tocsin.register.Marks;

/// What processes of [Appending] said was acknowledged, and whether a data directory still has it, whole.
final class Acknowledged {
    private record Batch(long id, int count) {}

    private final List<Map<Long, Batch>> logs = new ArrayList<>();
    private final Map<Integer, Long> records = new HashMap<>();
    private final List<Integer> erased = new ArrayList<>();
    private final List<Long> claims = new ArrayList<>();
    private final List<Long> documents = new ArrayList<>();
    private final List<Integer> marks = new ArrayList<>();
    private final List<String> refused = new ArrayList<>();
    private long snapshot = -1;
    private int size;

    Acknowledged() {
        for (int log = 0; log < Appending.LOGS; log++) {
            logs.add(new TreeMap<>());
        }
    }

    /// How many lines there were.
    int size() {
        return size;
    }

    /// Why something was not acknowledged.
    List<String> refused() {
        return refused;
    }

    void add(String line) {
        String[] words = line.split(" ", -1);
        size++;
        switch (words[0]) {
            case "journal" ->
                logs.get(Integer.parseInt(words[1]))
                        .put(Long.parseLong(words[2]), new Batch(Long.parseLong(words[3]), Integer.parseInt(words[4])));
            case "record" -> records.merge(Integer.parseInt(words[1]), Long.parseLong(words[2]), Math::max);
            case "erased" -> erased.add(Integer.parseInt(words[1]));
            case "claim" -> claims.add(Long.parseLong(words[1]));
            case "document" -> documents.add(Long.parseLong(words[1]));
            case "mark" -> marks.add(Integer.parseInt(words[1]));
            case "snapshot" -> snapshot = Math.max(snapshot, Long.parseLong(words[2]));
            case "refused" -> {
                refused.add(line);
                size--;
            }
            default -> throw new AssertionError("the process said \"" + line + "\"");
        }
    }

    /// Everything that is missing or not whole in the directory.
    List<String> missing(Path directory) throws Exception {
        List<String> missing = new ArrayList<>();
        try (DataDirectory data = DataDirectory.open(directory);
                LastingMarks marked = LastingMarks.open(LastingMarks.in(directory))) {
            Set<Marks.Erasure> kept = Set.copyOf(marked.erasures());
            marks.stream().filter(id -> !kept.contains(Appending.mark(id))).forEach(id -> missing.add("mark " + id));
            for (int log = 0; log < Appending.LOGS; log++) {
                journal(data, log, missing);
            }
            register(data, missing);
            snapshots(data, missing);
            SnapshotPieces.lacking(directory).forEach(position -> missing.add("a part of the snapshot at " + position));
        } catch (DataDirectoryException e) {
            missing.add("everything: " + e.getMessage());
        }
        return missing;
    }

    private void journal(DataDirectory data, int log, List<String> missing) throws Exception {
        long end = Waiting.get(data.journal().end(log));
        Recorder recorder = new Recorder(0);
        List<byte[]> found;
        try (var _ = data.journal().follow(log, 0, Runnable::run, recorder)) {
            found = recorder.await((int) end);
        }
        Map<Long, Batch> kept = new HashMap<>();
        for (int at = 0; at < found.size(); ) {
            Content first = Content.of(found.get(at));
            for (int i = 0; i < first.count(); i++) {
                if (at + i >= found.size()
                        || !Content.of(found.get(at + i)).equals(new Content(first.id(), i, first.count()))) {
                    missing.add("log " + log + ": the append at " + at + " is not whole");
                    return;
                }
            }
            kept.put((long) at, new Batch(first.id(), first.count()));
            at += first.count();
        }
        logs.get(log).forEach((position, batch) -> {
            if (!batch.equals(kept.get(position))) {
                missing.add("log " + log + ": position " + position);
            }
        });
    }

    private void register(DataDirectory data, List<String> missing) {
        int[] slots =
                records.keySet().stream().mapToInt(Integer::intValue).sorted().toArray();
        Map<Integer, Long> found = new HashMap<>();
        Waiting.get(data.register()
                .fetch(
                        0,
                        slots,
                        0,
                        slots.length,
                        (slot, bytes) -> found.put(slot, Content.of(bytes).id())));
        records.forEach((slot, id) -> {
            if (found.getOrDefault(slot, -1L) < id) {
                missing.add("record of slot " + slot);
            }
        });
        int[] gone = erased.stream().mapToInt(Integer::intValue).sorted().toArray();
        Waiting.get(
                data.register().fetch(0, gone, 0, gone.length, (slot, _) -> missing.add("erasure of slot " + slot)));
        for (long id : claims) {
            if (Waiting.get(data.register().endpointOwner(Appending.blind(id))).orElse(-1) != id) {
                missing.add("claim " + id);
            }
        }
        for (long id : documents) {
            Optional<byte[]> document = Waiting.get(data.register().document("staff", "k" + id));
            if (document.map(bytes -> Content.of(bytes).id()).orElse(-1L) != id) {
                missing.add("document " + id);
            }
        }
    }

    private void snapshots(DataDirectory data, List<String> missing) {
        List<Snapshot> found = Waiting.get(data.snapshots().latest(0));
        found.forEach(each -> {
            if (Content.of(each.state()).id() != each.position()) {
                missing.add("snapshot at " + each.position() + " is of another position");
            }
        });
        if (snapshot >= 0 && (found.isEmpty() || found.getFirst().position() < snapshot)) {
            missing.add("snapshot at " + snapshot);
        }
    }
}
