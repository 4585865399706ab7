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
            Installation.await(journal.begin(FIRST_FREE, 0), 10);
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

    @Test
    void whatOtherNodesAppendTakesNumbersToo() {
        Vertx vertx = Vertx.vertx();
        MemoryJournal shared = new MemoryJournal();
        try (LastingMarks marks = LastingMarks.open(LastingMarks.in(directory));
                ReservingJournal journal = new ReservingJournal(shared, new Marking(vertx, marks))) {
            Installation.await(journal.begin(FIRST_FREE, 0), 10);
            try (Journal.Following _ = journal.follow(Journal.CONTROL, 0, Runnable::run, new Deaf())) {
                for (int others = 0; others < ACTS; others++) {
                    append(shared);
                }
                await().until(() -> append(journal));
                assertThat(marks.alerts()).isGreaterThan(FIRST_FREE + ACTS);
            }
        } finally {
            Installation.await(vertx.close(), 10);
        }
    }

    private static final class Deaf implements Journal.Follower {
        @Override
        public void records(long firstPosition, List<byte[]> records) {
            // the journal between counts them
        }

        @Override
        public void failed(Throwable reason) {
            throw new IllegalStateException(reason);
        }
    }

    private static boolean append(Journal journal) {
        return journal.append(Journal.CONTROL, List.of(new byte[] {1}))
                .handle((_, failure) -> failure == null)
                .toCompletableFuture()
                .join();
    }
}
