package uk.tocsin.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import uk.tocsin.register.Register;

/// What one node at a time may hold, with two nodes on one server.
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class LeasesIT {
    private static final String WHAT = "person:42";

    @TempDir
    private Path directory = Path.of("");

    private final List<AutoCloseable> open = new ArrayList<>();
    private RedisServer server;
    private Register one;
    private Register other;

    @BeforeEach
    void start() throws Exception {
        server = new RedisServer(directory.resolve("redis"));
        open.add(server);
        one = node();
        other = node();
    }

    private Register node() throws Exception {
        RedisStore store = server.store();
        open.add(store);
        return store.register();
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    private static Runnable hold(Register node) {
        return node.hold(WHAT).toCompletableFuture().join();
    }

    private String key() throws Exception {
        String key = new String(new Keys(server.settings().prefix()).lease(WHAT), StandardCharsets.US_ASCII);
        assertThat(server.ask("EXISTS", key)).startsWith(":1");
        return key;
    }

    @Test
    void noChangeOfTwoNodesIsWrittenOver() {
        List<CompletableFuture<Void>> changes = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            Register node = i % 2 == 0 ? one : other;
            changes.add(node.hold(WHAT)
                    .thenCompose(held -> node.document("count", "1")
                            .thenCompose(found -> node.putDocument("count", "1", more(found.orElse(new byte[0]))))
                            .thenRun(held))
                    .toCompletableFuture());
        }
        changes.forEach(CompletableFuture::join);

        assertThat(one.document("count", "1").toCompletableFuture().join().orElseThrow())
                .hasSize(40);
    }

    private static byte[] more(byte[] bytes) {
        return (new String(bytes, StandardCharsets.US_ASCII) + "x").getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void whatADeadNodeHeldEndsByItself() throws Exception {
        hold(one);
        CompletableFuture<Runnable> next = other.hold(WHAT).toCompletableFuture();
        assertThat(server.ask("PTTL", key())).matches("(?s):[1-9][0-9]{0,4}\\s.*");
        assertThat(next).isNotDone();

        assertThat(server.ask("PEXPIRE", key(), "1")).startsWith(":1");

        assertThat(next.get(10, TimeUnit.SECONDS)).isNotNull();
    }

    @Test
    void whoComesTooLateFreesNobodyElse() throws Exception {
        Runnable late = hold(one);
        assertThat(server.ask("PEXPIRE", key(), "1")).startsWith(":1");
        hold(other);

        late.run();
        one.document("count", "1").toCompletableFuture().join();

        assertThat(one.hold(WHAT).toCompletableFuture()).isNotDone();
        key();
    }

    @Test
    void whatIsGivenBackIsTheNexts() {
        hold(one).run();

        hold(other).run();
        hold(one).run();
    }
}
