package uk.tocsin.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static uk.tocsin.journal.Waiting.get;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import uk.tocsin.journal.JournalException;
import uk.tocsin.journal.Snapshots.Snapshot;
import uk.tocsin.journal.Waiting;
import uk.tocsin.register.Register;
import uk.tocsin.register.Register.Entry;
import uk.tocsin.register.RegisterException;

/// A server that hangs, a connection that is lost, a server without room: each fails within its time, with words that
/// say whether it was done, and is over when its cause is.
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class DisconnectIT {
    private static final Duration PATIENCE = Duration.ofMillis(400);

    @TempDir
    private Path directory;

    private RedisServer server;
    private RedisStore store;

    @BeforeEach
    void open() throws Exception {
        server = new RedisServer(directory.resolve("redis"));
        store = RedisStore.create(
                server.settings().withTimeouts(Duration.ofSeconds(2), PATIENCE, Duration.ofSeconds(3)),
                RedisServer.INSTALLATION);
    }

    @AfterEach
    void close() {
        server.wake();
        store.close();
        server.close();
    }

    private Register register() {
        return store.register();
    }

    private static byte[] blind(int number) {
        return ByteBuffer.allocate(Register.BLIND_INDEX_BYTES).putInt(2, number).array();
    }

    private static String refusal(CompletionStage<?> stage) {
        return get(stage.handle((_, error) -> {
            if (error != null) {
                assertThat(error).isInstanceOf(RegisterException.class);
            }
            return error == null ? "" : String.valueOf(error.getMessage());
        }));
    }

    private boolean writes() {
        return refusal(register().put(2, List.of(new Entry(1, new byte[1])))).isEmpty();
    }

    @Test
    void aServerThatHangsFailsWhatWaitsInTimeAndIsUsedAgainWhenItWakes() {
        server.hang();
        long began = System.nanoTime();
        assertThat(refusal(register().put(1, List.of(new Entry(1, new byte[10])))))
                .contains("put in shard 1")
                .contains("may or may not");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isBetween(PATIENCE, PATIENCE.multipliedBy(5));
        assertThat(refusal(register().scan(1, 0, 10))).contains("there is no connection");
        server.wake();
        await().atMost(Duration.ofSeconds(15)).until(this::writes);
    }

    @Test
    void whatIsOutstandingIsBounded() {
        server.hang();
        List<CompletionStage<Void>> puts = new ArrayList<>();
        byte[] large = new byte[Register.MAX_PUT_BYTES / 2];
        for (int i = 0; i < 140; i++) {
            puts.add(register().put(1, List.of(new Entry(i, large))));
        }
        List<String> refusals = puts.stream().map(DisconnectIT::refusal).toList();
        assertThat(refusals).doesNotContain("");
        assertThat(refusals.stream().filter(each -> each.contains("too much is outstanding")))
                .hasSizeBetween(10, 20);
        server.wake();
        await().atMost(Duration.ofSeconds(15)).until(this::writes);
    }

    @Test
    void aLostConnectionFailsWhatWasOutstandingAndNothingIsSentTwice() throws Exception {
        get(register().put(2, List.of(new Entry(1, new byte[1]))));
        assertThat(server.ask("CONFIG", "RESETSTAT")).startsWith("+OK");
        server.hang();
        CompletionStage<int[]> claims = register().claimEndpoints(List.of(blind(1), blind(2)), new int[] {1, 2});
        server.kill();
        assertThat(refusal(claims)).contains("claim of 2 endpoints").contains("may or may not");
        server.start();
        await().atMost(Duration.ofSeconds(15)).until(this::writes);
        assertThat(get(register().endpointOwners(List.of(blind(1), blind(2))))).containsExactly(-1, -1);
    }

    @Test
    void whatALostConnectionStillHoldsIsNeverDoneAfterWhatTheNextOneDoes() {
        byte[] late = new byte[16 << 10];
        byte[] now = {1};
        server.hang();
        List<CompletionStage<Void>> puts = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            puts.add(register().put(1, List.of(new Entry(1, late))));
        }
        puts.forEach(put -> assertThat(refusal(put)).isNotEmpty());
        server.wake();
        await().pollInterval(Duration.ofMillis(1))
                .atMost(Duration.ofSeconds(15))
                .until(() ->
                        refusal(register().put(1, List.of(new Entry(1, now)))).isEmpty());
        await().during(Duration.ofMillis(300))
                .until(() -> get(register().scan(1, 1, 1)).getFirst().sealed().length == 1);
    }

    @Test
    void aConnectionThatTheServerClosesIsMadeAgain() throws Exception {
        for (int i = 0; i < 3; i++) {
            assertThat(server.ask("CLIENT", "KILL", "TYPE", "normal")).startsWith(":");
            await().atMost(Duration.ofSeconds(15)).until(this::writes);
            await().atMost(Duration.ofSeconds(15))
                    .until(() -> get(store.snapshots().latest(1).handle((_, error) -> error == null)));
        }
    }

    @Test
    void aServerThatBecameAReplicaIsNoLongerUsed() throws Exception {
        assertThat(server.ask("REPLICAOF", "127.0.0.1", "1")).startsWith("+OK");
        assertThat(refusal(register().put(1, List.of(new Entry(1, new byte[1])))))
                .endsWith("failed: READONLY");
        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(
                        () -> assertThat(refusal(register().scan(1, 0, 1))).contains("role is \"slave\""));
        assertThat(server.ask("REPLICAOF", "NO", "ONE")).startsWith("+OK");
        await().atMost(Duration.ofSeconds(15)).until(this::writes);
    }

    @Test
    void scriptsThatTheServerForgotAreSentAgain() throws Exception {
        assertThat(server.ask("SCRIPT", "FLUSH")).startsWith("+OK");
        assertThat(get(register().claimEndpoint(blind(4), 4))).isEqualTo(4);
        assertThat(get(register().endpointOwners(List.of(blind(4))))).containsExactly(4);
    }

    @Test
    void aServerWithoutRoomSaysSoKeepsWhatItHasAndForgetsOnRequest() throws Exception {
        get(register().put(1, List.of(new Entry(1, new byte[100]))));
        assertThat(server.ask("CONFIG", "SET", "maxmemory", "1")).startsWith("+OK");
        assertThat(refusal(register().put(1, List.of(new Entry(1, new byte[9]), new Entry(2_000, new byte[9])))))
                .contains("no room");
        assertThat(refusal(register().putDocument("staff", "a", new byte[9]))).contains("no room");
        assertThat(refusal(register().claimEndpoint(blind(1), 1))).contains("no room");
        assertThat(Waiting.refusal(store.snapshots().save(new Snapshot(1, 1, new byte[9]))))
                .isEqualTo(JournalException.Kind.FULL);
        assertThat(get(register().scan(1, 0, 10)))
                .singleElement()
                .satisfies(entry -> assertThat(entry.sealed()).hasSize(100));
        get(register().erase(1, 1));
        assertThat(server.ask("CONFIG", "SET", "maxmemory", "0")).startsWith("+OK");
        assertThat(writes()).isTrue();
        assertThat(get(store.snapshots().save(new Snapshot(1, 1, new byte[9])))).isZero();
    }
}
