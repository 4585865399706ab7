package uk.tocsin.console.moving;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import uk.tocsin.register.Register;

/// The copy of a register's documents: of every collection that there is.
final class DocumentsCopy {
    private static final int LEAST = 8;
    private static final int MOST = 2048;
    private static final long PAGE_BYTES = Register.MAX_PUT_BYTES / 2;

    private final Register from;
    private final Register to;

    DocumentsCopy(Register from, Register to) {
        this.from = from;
        this.to = to;
    }

    /// Copies all and reads them back. `step` is told how many more were copied.
    Sum.Total all(LongConsumer step) {
        List<Sum.Total> read = new ArrayList<>();
        List<String> collections = Waiting.on(from.collections()).stream()
                .filter(name -> !Side.isOfCopies(name))
                .toList();
        for (String collection : collections) {
            Sum sum = new Sum();
            walk(from, collection, (keys, documents) -> {
                put(collection, documents);
                add(sum, keys, documents);
                step.accept(documents.size());
            });
            Sum copied = new Sum();
            walk(to, collection, (keys, documents) -> add(copied, keys, documents));
            sum.total().mustBe(copied.total(), "documents of " + collection);
            read.add(sum.total());
        }
        return Sum.of(read);
    }

    private static void add(Sum sum, List<String> keys, Map<String, byte[]> documents) {
        for (String key : keys) {
            byte[] document = documents.get(key);
            // One that was removed since its key was read is not there.
            if (document != null) {
                sum.add(key, document);
            }
        }
    }

    private interface Page {
        void documents(List<String> keys, Map<String, byte[]> documents);
    }

    /// Pages are as long as the documents are short, so that little is in memory.
    private static void walk(Register register, String collection, Page each) {
        int count = LEAST;
        List<String> keys = Waiting.on(register.documentKeys(collection, count));
        while (!keys.isEmpty()) {
            Map<String, byte[]> documents = Waiting.on(register.documents(collection, keys));
            each.documents(keys, documents);
            long bytes =
                    documents.values().stream().mapToLong(one -> one.length).sum();
            long average = bytes / Math.max(1, documents.size()) + 1;
            count = (int) Math.clamp(PAGE_BYTES / average, LEAST, Math.min(MOST, 2L * count));
            keys = Waiting.on(register.documentKeysAfter(collection, keys.getLast(), count));
        }
    }

    private void put(String collection, Map<String, byte[]> documents) {
        Map<String, byte[]> part = new TreeMap<>();
        long bytes = 0;
        for (Map.Entry<String, byte[]> each : documents.entrySet()) {
            if (bytes + each.getValue().length > Register.MAX_PUT_BYTES) {
                Waiting.on(to.putDocuments(collection, part));
                part = new TreeMap<>();
                bytes = 0;
            }
            part.put(each.getKey(), each.getValue());
            bytes += each.getValue().length;
        }
        Waiting.on(to.putDocuments(collection, part));
    }
}
