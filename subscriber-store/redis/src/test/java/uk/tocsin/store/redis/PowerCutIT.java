package uk.tocsin.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import uk.tocsin.register.Register;

/// Power cuts: a Redis that is killed on a disk that forgets what was not synced (`disk.c` of the embedded store; names
/// of files are durable at once here). The same with other settings loses something, so that the test has teeth.
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class PowerCutIT {
    private static final Path DISK = Path.of("../sqlite/src/test/resources/uk/tocsin/store/sqlite/disk.c");
    private static final int CUTS = 3;

    @TempDir
    private Path root;

    private Path library;
    private Path broken;
    private Path data;

    @BeforeEach
    void compile() throws Exception {
        Path real = root.toRealPath();
        library = real.resolve("disk.so");
        broken = real.resolve("broken");
        data = Files.createDirectories(real.resolve("redis"));
        Process cc = new ProcessBuilder(
                        "cc", "-shared", "-fPIC", "-O1", "-o", library.toString(), DISK.toString(), "-ldl", "-lpthread")
                .inheritIO()
                .start();
        assertThat(cc.waitFor()).as("cc compiles disk.c").isZero();
    }

    private RedisServer server() throws Exception {
        return new RedisServer(
                data,
                Map.of(
                        "LD_PRELOAD", library.toString(),
                        "TOCSIN_DISK", data.toString(),
                        "TOCSIN_DISK_UNDO", root.toRealPath().toString(),
                        "TOCSIN_DISK_EIO", broken.toString()));
    }

    /// Writes until Redis has ended, which `end` sees to once so many more are acknowledged.
    private static void writeUntil(Acknowledged acknowledged, Register register, int more, Runnable end)
            throws InterruptedException {
        int wanted = acknowledged.size() + more;
        Thread ender = Thread.ofPlatform().start(() -> {
            await().until(() -> acknowledged.size() >= wanted);
            end.run();
        });
        acknowledged.writeUntilRefused(register);
        ender.join();
    }

    @Test
    void whatWasAcknowledgedIsThereAndWholeAfterEachPowerCut() throws Exception {
        Acknowledged acknowledged = new Acknowledged();
        try (RedisServer server = server();
                RedisStore store = server.store()) {
            for (int cut = 0; cut < CUTS; cut++) {
                writeUntil(acknowledged, store.register(), 50, server::kill);
                server.start();
                await().atMost(Duration.ofSeconds(20)).until(() -> Acknowledged.reads(store.register()));
                assertThat(acknowledged.missing(store.register())).isEmpty();
                assertThat(acknowledged.half(store.register())).isEmpty();
            }
        }
    }

    @Test
    void withoutTheSettingThatIsAskedForAPowerCutLosesWhatWasAcknowledged() throws Exception {
        Acknowledged acknowledged = new Acknowledged();
        try (RedisServer server = server();
                RedisStore store = server.store()) {
            assertThat(server.ask("CONFIG", "SET", "appendfsync", "no")).startsWith("+OK");
            writeUntil(acknowledged, store.register(), 50, server::kill);
            server.start();
            await().atMost(Duration.ofSeconds(20)).until(() -> Acknowledged.reads(store.register()));
            assertThat(acknowledged.missing(store.register())).isNotEmpty();
        }
    }

    @Test
    void aFailedSyncEndsRedisAndWhatItConcernedWasNeverAcknowledged() throws Exception {
        Acknowledged acknowledged = new Acknowledged();
        try (RedisServer server = server();
                RedisStore store = server.store()) {
            writeUntil(acknowledged, store.register(), 50, () -> create(broken));
            await().until(() -> !server.alive());
            assertThat(server.log()).contains("fsync");
            Files.delete(broken);
            server.start();
            await().atMost(Duration.ofSeconds(20)).until(() -> Acknowledged.reads(store.register()));
            assertThat(acknowledged.missing(store.register())).isEqualTo(List.of());
            assertThat(acknowledged.half(store.register())).isEmpty();
        }
    }

    private static void create(Path file) {
        assertThat(file.toFile()).doesNotExist();
        try {
            Files.createFile(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
