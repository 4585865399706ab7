package uk.tocsin.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static uk.tocsin.journal.Waiting.get;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import uk.tocsin.journal.JournalException;
import uk.tocsin.journal.Snapshots.Snapshot;
import uk.tocsin.journal.Waiting;

/// Snapshots that are large, that somebody left half written, and that two nodes save at once.
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SavedStatesIT {
    private static final int LARGE = 20 << 20;
    private static final String WRITING = "writing 9 1048576 " + "00".repeat(32);

    @TempDir
    private Path directory;

    private RedisServer server;
    private RedisStore store;

    @BeforeEach
    void open() throws Exception {
        server = new RedisServer(directory.resolve("redis"));
        store = server.store();
    }

    @AfterEach
    void close() {
        store.close();
        server.close();
    }

    private long save(long position) {
        return get(store.snapshots().save(new Snapshot(4, position, new byte[] {(byte) position})));
    }

    @Test
    void aStateOfTensOfMegabytesIsSavedInPiecesAndOnlyTwoAreKept() throws Exception {
        byte[] state = new byte[LARGE];
        new Random(1).nextBytes(state);
        for (long position = 1; position <= 3; position++) {
            get(store.snapshots().save(new Snapshot(4, position, state)));
        }
        assertThat(get(store.snapshots().latest(4)))
                .extracting(Snapshot::position)
                .containsExactly(3L, 2L);
        assertThat(get(store.snapshots().latest(4)).getFirst().state()).isEqualTo(state);
        assertThat(server.ask("STRLEN", "tocsin:snapshot:4:3:39")).startsWith(":524288");
        assertThat(server.ask("DBSIZE"))
                .as("the installation, the id, the rows of log 4, two times 40 pieces")
                .startsWith(":83");
    }

    @Test
    void whatACrashLeftHalfWrittenIsSweptAndNeverCounts() throws Exception {
        save(1);
        assertThat(server.ask("INCR", "tocsin:snapshot")).startsWith(":2");
        assertThat(server.ask("HSET", "tocsin:snapshot:4", "2", WRITING)).startsWith(":1");
        assertThat(server.ask("SET", "tocsin:snapshot:4:2:1", "half")).startsWith("+OK");
        assertThat(get(store.snapshots().latest(4))).hasSize(1);
        assertThat(save(3)).isEqualTo(1);
        assertThat(server.ask("EXISTS", "tocsin:snapshot:4:2:1")).startsWith(":0");
        assertThat(server.ask("HEXISTS", "tocsin:snapshot:4", "2")).startsWith(":0");
    }

    @Test
    void aSaveThatBeganLaterElsewhereIsLetAlone() throws Exception {
        save(1);
        assertThat(server.ask("HSET", "tocsin:snapshot:4", "7", WRITING)).startsWith(":1");
        save(3);
        assertThat(server.ask("HEXISTS", "tocsin:snapshot:4", "7")).startsWith(":1");
        assertThat(get(store.snapshots().latest(4))).hasSize(2);
    }

    @Test
    void aSaveThatAnotherNodeSweptMeanwhileFailsAndDoesNotCount() {
        AtomicInteger answers = new AtomicInteger();
        RedisListener sweeper = new RedisListener() {
            @Override
            public void answered(String port, long tookNanos) {
                // The id, the row, the first piece.
                if (port.equals("snapshots") && answers.incrementAndGet() == 3) {
                    assertThat(asked("HDEL", "tocsin:snapshot:4", "1")).startsWith(":1");
                }
            }
        };
        try (RedisStore swept = RedisStore.open(server.settings().withListener(sweeper), RedisServer.INSTALLATION)) {
            assertThat(Waiting.refusal(swept.snapshots().save(new Snapshot(4, 1, new byte[600_000]))))
                    .isEqualTo(JournalException.Kind.BUSY);
            assertThat(get(swept.snapshots().latest(4))).isEmpty();
        }
        assertThat(save(2)).isZero();
    }

    private String asked(String... words) {
        try {
            return server.ask(words);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void savingAnOlderPositionThanTheTwoChangesNothing() {
        save(10);
        save(20);
        assertThat(save(5)).isEqualTo(10);
        assertThat(get(store.snapshots().latest(4)))
                .extracting(Snapshot::position)
                .containsExactly(20L, 10L);
    }

    @Test
    void aMissingPieceIsDamage() throws Exception {
        get(store.snapshots().save(new Snapshot(4, 1, new byte[600_000])));
        assertThat(server.ask("DEL", "tocsin:snapshot:4:1:1")).startsWith(":1");
        assertThat(get(store.snapshots().latest(4))).isEmpty();
        assertThat(save(2)).isZero();
    }
}
