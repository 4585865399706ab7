package uk.tocsin.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import uk.tocsin.journal.Journal;
import uk.tocsin.journal.JournalException;
import uk.tocsin.journal.Recorder;
import uk.tocsin.journal.Snapshots.Snapshot;
import uk.tocsin.journal.Waiting;
import uk.tocsin.register.Register;
import uk.tocsin.register.RegisterException;

/// What a data directory does when its disk is full, and when there is room again.
abstract class FullDiskContract {
    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    /// Opens an empty data directory with plenty of room.
    protected abstract DataDirectory open() throws Exception;

    /// Opens the same again.
    protected abstract DataDirectory reopen() throws Exception;

    /// Takes all the room. What is acknowledged before this returns may have been written by it.
    protected abstract void fill(DataDirectory data) throws Exception;

    /// Gives it back.
    protected abstract void empty() throws Exception;

    private static byte[] bytes(int number) {
        return new Content(number, 0, 1).bytes(5000);
    }

    @Test
    void aFullDiskAcknowledgesNothingSaysSoAndGoesOnWhenThereIsRoom() throws Exception {
        int kept;
        try (DataDirectory data = open()) {
            Journal journal = data.journal();
            for (int i = 0; i < 10; i++) {
                assertThat(Waiting.get(journal.append(3, List.of(bytes(i)))).first())
                        .isEqualTo(i);
            }
            fill(data);
            long before = Waiting.get(journal.end(3));
            await().atMost(AT_ONCE).until(() -> !journal.writable());
            for (int i = 0; i < 20; i++) {
                assertThat(Waiting.refusal(journal.append(3, List.of(bytes(100 + i)))))
                        .isEqualTo(JournalException.Kind.FULL);
            }
            assertThat(Waiting.get(journal.end(3))).isEqualTo(before);
            refusesTheRest(data);
            empty();
            await().atMost(AT_ONCE).until(journal::writable);
            assertThat(Waiting.get(journal.append(3, List.of(bytes(7777)))).first())
                    .isEqualTo(before);
            await().atMost(AT_ONCE)
                    .ignoreExceptions()
                    .untilAsserted(() -> Waiting.get(data.register().put(1, List.of(new Register.Entry(2, bytes(2))))));
            await().atMost(AT_ONCE)
                    .ignoreExceptions()
                    .untilAsserted(() -> Waiting.get(data.snapshots().save(new Snapshot(3, 5, bytes(5)))));
            kept = (int) before + 1;
        }
        try (DataDirectory data = reopen()) {
            assertThat(Waiting.get(data.journal().end(3))).isEqualTo(kept);
            Recorder recorder = new Recorder(0);
            try (var _ = data.journal().follow(3, 0, Runnable::run, recorder)) {
                List<byte[]> found = recorder.await(kept);
                found.forEach(Content::of);
                assertThat(Content.of(found.getLast()).id()).isEqualTo(7777);
            }
            assertThat(Waiting.get(data.snapshots().latest(3))).hasSize(1);
            assertThat(Waiting.get(data.register().scan(1, 0, 10))).hasSize(1);
        }
    }

    private static void refusesTheRest(DataDirectory data) {
        assertThatThrownBy(() -> Waiting.get(data.register().put(1, List.of(new Register.Entry(1, bytes(1))))))
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOf(RegisterException.class)
                .hasMessageContaining("no room");
        assertThat(Waiting.get(data.register().scan(1, 0, 10))).isEmpty();
        assertThat(Waiting.refusal(data.snapshots().save(new Snapshot(3, 4, bytes(4)))))
                .isEqualTo(JournalException.Kind.FULL);
        assertThat(Waiting.get(data.snapshots().latest(3))).isEmpty();
    }

    /// The data directory of an implementation.
    static Path in(Path root) {
        return root.resolve("data");
    }
}
