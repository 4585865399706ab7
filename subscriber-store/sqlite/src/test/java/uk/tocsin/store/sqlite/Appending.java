package uk.tocsin.store.sqlite;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import uk.tocsin.journal.Appended;
import uk.tocsin.journal.JournalException;
import uk.tocsin.journal.Snapshots.Snapshot;
import uk.tocsin.register.Marks;
import uk.tocsin.register.Register;
import uk.tocsin.register.RegisterException;

/// A process that opens a data directory, says `ready`, writes to it until it is killed, and says what was
/// acknowledged: a line each, as [Acknowledged] reads them. Its arguments are the directory, what PRAGMA
/// synchronous is to be, and the first id of what it writes. With `hold` for synchronous it only keeps the
/// directory open.
final class Appending {
    static final int LOGS = 4;
    static final int SLOTS = 200;
    static final String HOLD = "hold";

    /// How a line begins that is no logging.
    static final String SAYS = "> ";

    private static final int OUTSTANDING = 64;
    private static final FileOutputStream OUT = new FileOutputStream(FileDescriptor.out);

    private final DataDirectory data;
    private final LastingMarks marks;
    private final SplittableRandom random;
    private final Semaphore places = new Semaphore(OUTSTANDING);
    private final Semaphore snapshots = new Semaphore(1);
    private long next;

    private Appending(DataDirectory data, LastingMarks marks, long first) {
        this.data = data;
        this.marks = marks;
        this.random = new SplittableRandom(first);
        this.next = first;
    }

    public static void main(String[] args) throws InterruptedException {
        boolean hold = args[1].equals(HOLD);
        StoreSettings settings = StoreSettings.defaults().withReserveBytes(0);
        Path directory = Path.of(args[0]);
        try (DataDirectory data = DataDirectory.open(directory, settings, hold ? "FULL" : args[1]);
                LastingMarks marks = LastingMarks.open(LastingMarks.in(directory))) {
            say("ready");
            if (hold) {
                Thread.currentThread().join();
            }
            new Appending(data, marks, Long.parseLong(args[2])).run();
        }
    }

    /// One write a line: a killed process has said it or not.
    private static synchronized void say(String line) {
        try {
            OUT.write((SAYS + line + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void run() throws InterruptedException {
        while (true) {
            places.acquire();
            long id = next++;
            switch (random.nextInt(20)) {
                case 0, 1, 2, 3 -> put(id);
                case 4 -> erase(id);
                case 5 -> claim(id);
                case 6 -> document(id);
                case 7 -> snapshot(id);
                case 8 -> mark(id);
                default -> append(id);
            }
        }
    }

    /// Says the line, or why not, when it is decided.
    private void when(CompletionStage<?> stage, String line) {
        stage.whenComplete((value, failure) -> {
            say(failure == null ? line.replace("?", said(value)) : "refused " + kind(failure));
            places.release();
        });
    }

    private static String said(@Nullable Object value) {
        return value instanceof Appended appended ? Long.toString(appended.first()) : String.valueOf(value);
    }

    private static String kind(@Nullable Throwable failure) {
        return failure instanceof JournalException journal
                ? journal.kind().name()
                : String.valueOf(failure).lines().findFirst().orElse("");
    }

    private void append(long id) {
        int count = 1 + random.nextInt(8);
        int log = random.nextInt(LOGS);
        List<byte[]> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            records.add(new Content(id, i, count).bytes(random.nextInt(3000)));
        }
        when(data.journal().append(log, records), "journal " + log + " ? " + id + " " + count);
    }

    private void put(long id) {
        int slot = random.nextInt(SLOTS);
        byte[] sealed = new Content(id, 0, 1).bytes(random.nextInt(500));
        when(data.register().put(0, List.of(new Register.Entry(slot, sealed))), "record " + slot + " " + id);
    }

    /// Erases what nobody writes again.
    private void erase(long id) {
        int slot = SLOTS + (int) id;
        byte[] sealed = new Content(id, 0, 1).bytes(300);
        CompletionStage<Void> erased = data.register()
                .put(0, List.of(new Register.Entry(slot, sealed)))
                .thenCompose(_ -> data.register().erase(0, slot));
        when(erased, "erased " + slot + " " + id);
    }

    private void claim(long id) {
        when(data.register().claimEndpoint(blind(id), (int) id), "claim " + id + " " + id);
    }

    /// The blind index of an id.
    static byte[] blind(long id) {
        return Arrays.copyOf(new Content(id, 1, 1).bytes(0), Register.BLIND_INDEX_BYTES); // the id is in them
    }

    private void document(long id) {
        byte[] sealed = new Content(id, 0, 1).bytes(random.nextInt(2000));
        when(data.register().putDocument("staff", "k" + id, sealed), "document " + id + " " + id);
    }

    private void mark(long id) {
        CompletableFuture<Boolean> marked = new CompletableFuture<>();
        try {
            marks.erased(mark((int) id));
            marked.complete(true);
        } catch (RegisterException e) {
            marked.completeExceptionally(e);
        }
        when(marked, "mark " + id);
    }

    /// What is marked for an id.
    static Marks.Erasure mark(int id) {
        return new Marks.Erasure(id, new UUID(id, id));
    }

    private void snapshot(long id) {
        if (!snapshots.tryAcquire()) {
            append(id);
            return;
        }
        byte[] state = new Content(id, 0, 1).bytes(random.nextInt(1_200_000));
        when(
                data.snapshots().save(new Snapshot(0, id, state)).whenComplete((_, _) -> snapshots.release()),
                "snapshot 0 " + id);
    }
}
