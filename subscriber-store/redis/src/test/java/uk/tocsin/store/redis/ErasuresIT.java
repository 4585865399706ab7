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

    private void awaitGone(byte[] bytes) {
        await().until(() -> !holds(bytes));
    }

    private void awaitCounted(int erasures) {
        await().until(() -> server.ask("HGET", "tocsin:erasures", "gone").contains("\r\n" + erasures + "\r\n"));
    }

    /// Lets a rewriting take so long for each key.
    private void delay(Duration each) throws IOException {
        assertThat(server.ask("CONFIG", "SET", "rdb-key-save-delay", Long.toString(each.toNanos() / 1000)))
                .startsWith("+OK");
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
            awaitGone(before);
            awaitGone(last);
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
            awaitCounted(1000);
            assertThat(rewritten).hasValueBetween(1, 5);
            assertThat(get(store.register().scan(5, 0, 10))).isEmpty();
        }
    }

    @Test
    void whoErasesIsAnsweredBeforeTheBytesAreGoneAndNobodyFindsIt() throws Exception {
        byte[] sealed = sealed();
        try (RedisStore store = store();
                RedisStore another = RedisStore.open(server.settings(), RedisServer.INSTALLATION)) {
            get(store.register().put(5, List.of(new Entry(1, sealed))));
            delay(Duration.ofSeconds(1));
            long began = System.nanoTime();
            get(store.register().erase(5, 1));
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(1));
            assertThat(get(another.register().scan(5, 0, 1))).isEmpty();
            assertThat(holds(sealed)).isTrue();
            delay(Duration.ZERO);
            awaitGone(sealed);
        }
    }

    @Test
    void whatACrashLeavesOwedIsDoneAtTheNextStart() throws Exception {
        byte[] sealed = sealed();
        try (RedisStore store = store()) {
            get(store.register().put(5, List.of(new Entry(1, sealed))));
            delay(Duration.ofMillis(300));
            get(store.register().erase(5, 1));
            server.kill();
        }
        server.start();
        assertThat(holds(sealed)).isTrue();
        try (RedisStore store = store()) {
            assertThat(get(store.register().scan(5, 0, 1))).isEmpty();
            awaitGone(sealed);
            awaitCounted(1);
        }
    }

    @Test
    void whatANodeThatIsGoneOwesAnotherDoes() throws Exception {
        byte[] sealed = sealed();
        RedisSettings watchful =
                server.settings().withTimeouts(Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(1));
        try (RedisStore _ = RedisStore.create(watchful, RedisServer.INSTALLATION)) {
            try (RedisStore store = store()) {
                get(store.register().put(5, List.of(new Entry(1, sealed))));
                delay(Duration.ofMillis(300));
                get(store.register().erase(5, 1));
            }
            assertThat(server.ask("EXISTS", "tocsin:erasures")).startsWith(":1");
            assertThat(server.ask("HEXISTS", "tocsin:erasures", "gone")).startsWith(":0");
            delay(Duration.ZERO);
            awaitCounted(1);
            assertThat(holds(sealed)).isFalse();
        }
    }

    @Test
    void aServerThatStartsAgainMeanwhileDoesItAfterwards() throws Exception {
        byte[] sealed = sealed();
        try (RedisStore store = store()) {
            get(store.register().put(5, List.of(new Entry(1, sealed))));
            delay(Duration.ofMillis(300));
            get(store.register().erase(5, 1));
            server.kill();
            server.start();
            awaitCounted(1);
            assertThat(holds(sealed)).isFalse();
        }
    }

    @Test
    void aRewritingThatBeganBeforeDoesNotCount() throws Exception {
        byte[] sealed = sealed();
        try (RedisStore store = store()) {
            get(store.register().put(5, List.of(new Entry(1, sealed), new Entry(2, sealed()))));
            delay(Duration.ofMillis(200));
            assertThat(server.ask("BGREWRITEAOF")).contains("started");
            delay(Duration.ZERO);
            get(store.register().erase(5, 1));
            awaitCounted(1);
            assertThat(holds(sealed)).isFalse();
        }
    }

    @Test
    void whatIsRemovedIsGoneForGoodAndNothingIsRewritten() throws Exception {
        try (RedisStore store = store()) {
            get(store.register().putDocument("session", "a", sealed()));
            get(store.register().putDocument("session", "300", sealed()));
            get(store.register().removeDocument("session", "a"));
            get(store.register().removeDocument("session", "300"));
            server.kill();
        }
        server.start();
        try (RedisStore store = store()) {
            assertThat(get(store.register().documentKeys("session", 10))).isEmpty();
            assertThat(get(store.register().document("session", "a"))).isEmpty();
        }
        assertThat(rewritten).hasValue(0);
        assertThat(server.ask("EXISTS", "tocsin:erasures")).startsWith(":0");
    }
}
