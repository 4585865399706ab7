package uk.tocsin.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static uk.tocsin.journal.Waiting.get;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import uk.tocsin.journal.Waiting;
import uk.tocsin.register.Register.Entry;

/// What is erased leaves Redis's files, together with what was erased at the same time, and also when somebody crashed
/// in between.
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ErasuresIT {
    private final Random random = new Random(4);
    private final AtomicInteger rewritten = new AtomicInteger();

    @TempDir
    private Path directory;

    private RedisServer server;

    @BeforeEach
    void start() throws Exception {
        server = new RedisServer(directory.resolve("redis"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private RedisSettings settings() {
        return server.settings().withListener(new RedisListener() {
            @Override
            public void rewritten(long tookNanos) {
                rewritten.incrementAndGet();
            }
        });
    }

    private RedisStore store() {
        return RedisStore.create(settings(), RedisServer.INSTALLATION);
    }

    private byte[] sealed() {
        byte[] bytes = new byte[300];
        random.nextBytes(bytes);
        return bytes;
    }

    private boolean holds(byte[] bytes) throws IOException {
        return FileBytes.of(server.directory()).containAnyOf(List.of(bytes));
    }

    private static String failure(CompletionStage<Void> stage) {
        return get(stage.handle((_, error) -> error == null ? "" : String.valueOf(error.getMessage())));
    }

    @Test
    void alsoWhatARecordWasBeforeIsGone() throws Exception {
        byte[] before = sealed();
        byte[] last = sealed();
        byte[] neighbour = sealed();
        try (RedisStore store = store()) {
            get(store.register().put(5, List.of(new Entry(1, before), new Entry(2, neighbour))));
            get(store.register().put(5, List.of(new Entry(1, last))));
            assertThat(holds(before)).isTrue();
            assertThat(holds(last)).isTrue();
            get(store.register().erase(5, 1));
            assertThat(holds(before)).isFalse();
            assertThat(holds(last)).isFalse();
            assertThat(holds(neighbour)).isTrue();
        }
    }

    @Test
    void manyErasuresShareARewriting() {
        try (RedisStore store = store()) {
            List<Entry> entries = new ArrayList<>();
            for (int slot = 0; slot < 1000; slot++) {
                entries.add(new Entry(slot, sealed()));
            }
            get(store.register().put(5, entries));
            List<CompletionStage<Void>> erasures = new ArrayList<>();
            for (int slot = 0; slot < 1000; slot++) {
                erasures.add(store.register().erase(5, slot));
            }
            erasures.forEach(Waiting::get);
            assertThat(rewritten).hasValueBetween(1, 5);
            assertThat(get(store.register().scan(5, 0, 10))).isEmpty();
        }
    }

    @Test
    void whoeverReadsFindsItNoMoreBeforeTheBytesAreGone() throws Exception {
        try (RedisStore store = store();
                RedisStore another = RedisStore.open(server.settings(), RedisServer.INSTALLATION)) {
            get(store.register().put(5, List.of(new Entry(1, sealed()))));
            assertThat(server.ask("CONFIG", "SET", "rdb-key-save-delay", "100000"))
                    .startsWith("+OK");
            long began = System.nanoTime();
            CompletionStage<Void> erasure = store.register().erase(5, 1);
            await().pollInterval(Duration.ofMillis(2))
                    .until(() -> get(another.register().scan(5, 0, 1)).isEmpty());
            assertThat(erasure.toCompletableFuture()).isNotDone();
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(1));
            assertThat(server.ask("CONFIG", "SET", "rdb-key-save-delay", "0")).startsWith("+OK");
            get(erasure);
        }
    }

    @Test
    void whatACrashLeavesOwedIsDoneAtTheNextStart() throws Exception {
        byte[] sealed = sealed();
        CompletionStage<Void> erasure;
        try (RedisStore store = store()) {
            get(store.register().put(5, List.of(new Entry(1, sealed))));
            assertThat(server.ask("CONFIG", "SET", "rdb-key-save-delay", "300000"))
                    .startsWith("+OK");
            erasure = store.register().erase(5, 1);
            await().until(() -> server.ask("HGET", "tocsin:erasures", "asked").contains("1"));
            server.kill();
        }
        assertThat(failure(erasure)).contains("it is deleted").contains("closed");
        server.start();
        assertThat(holds(sealed)).isTrue();
        try (RedisStore _ = store()) {
            await().until(() -> !holds(sealed));
            await().until(() -> server.ask("HGET", "tocsin:erasures", "gone").contains("1"));
        }
    }

    @Test
    void aServerThatStartsAgainMeanwhileDoesItAfterwards() throws Exception {
        byte[] sealed = sealed();
        try (RedisStore store = store()) {
            get(store.register().put(5, List.of(new Entry(1, sealed))));
            assertThat(server.ask("CONFIG", "SET", "rdb-key-save-delay", "300000"))
                    .startsWith("+OK");
            CompletionStage<Void> erasure = store.register().erase(5, 1);
            await().until(() -> server.ask("HGET", "tocsin:erasures", "asked").contains("1"));
            server.kill();
            server.start();
            get(erasure);
            assertThat(holds(sealed)).isFalse();
        }
    }

    @Test
    void aRewritingThatBeganBeforeDoesNotCount() throws Exception {
        byte[] sealed = sealed();
        try (RedisStore store = store()) {
            get(store.register().put(5, List.of(new Entry(1, sealed), new Entry(2, sealed()))));
            assertThat(server.ask("CONFIG", "SET", "rdb-key-save-delay", "200000"))
                    .startsWith("+OK");
            assertThat(server.ask("BGREWRITEAOF")).contains("started");
            assertThat(server.ask("CONFIG", "SET", "rdb-key-save-delay", "0")).startsWith("+OK");
            get(store.register().erase(5, 1));
            assertThat(holds(sealed)).isFalse();
        }
    }

    @Test
    void oneThatWaitsTooLongFailsAndSaysWhy() throws Exception {
        try (RedisStore store = RedisStore.create(
                server.settings().withTimeouts(Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(1)),
                RedisServer.INSTALLATION)) {
            get(store.register().putDocument("staff", "a", sealed()));
            assertThat(server.ask("CONFIG", "SET", "rdb-key-save-delay", "600000"))
                    .startsWith("+OK");
            CompletionStage<Void> erasure = store.register().eraseDocument("staff", "a");
            assertThat(failure(erasure))
                    .contains("erasure in staff")
                    .contains("it is deleted, but the append-only file still holds its bytes")
                    .contains("PT1S");
            assertThat(get(store.register().document("staff", "a"))).isEmpty();
        }
    }
}
