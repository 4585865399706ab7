package uk.tocsin.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.tocsin.console.register.Marking;
import uk.tocsin.journal.Journal;
import uk.tocsin.journal.MemoryJournal;
import uk.tocsin.store.sqlite.LastingMarks;

class ReservingJournalTest {
    private static final int FIRST_FREE = 10;
    private static final int ACTS = 3 * ReservingJournal.AHEAD;

    @TempDir
    private Path directory;

    @Test
    void noActIsAcceptedBeforeTheNumberItMayGetIsMarked() {
        Vertx vertx = Vertx.vertx();
        try (LastingMarks marks = LastingMarks.open(LastingMarks.in(directory));
                ReservingJournal journal = new ReservingJournal(new MemoryJournal(), new Marking(vertx, marks))) {
            Installation.await(journal.begin(FIRST_FREE), 10);
            for (int accepted = 0; accepted < ACTS; accepted++) {
                if (!append(journal)) {
                    await().until(() -> append(journal));
                }
                assertThat(marks.alerts()).isGreaterThan(FIRST_FREE + accepted);
            }
        } finally {
            Installation.await(vertx.close(), 10);
        }
    }

    private static boolean append(Journal journal) {
        return journal.append(Journal.CONTROL, List.of(new byte[] {1}))
                .handle((_, failure) -> failure == null)
                .toCompletableFuture()
                .join();
    }
}
