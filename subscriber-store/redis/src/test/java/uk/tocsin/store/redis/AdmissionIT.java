package uk.tocsin.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static uk.tocsin.journal.Waiting.get;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import uk.tocsin.journal.Snapshots.Snapshot;
import uk.tocsin.register.Register;
import uk.tocsin.register.Register.Entry;

/// A server that would lose what it acknowledges, or that is another's, is not used: neither at the start nor later.
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class AdmissionIT {
    private static final UUID ANOTHER = UUID.fromString("00000000-0000-4000-8000-000000000016");

    @TempDir
    private Path directory;

    private RedisServer server(String... options) throws Exception {
        return new RedisServer(directory.resolve("redis"), options);
    }

    @Test
    void everySettingThatIsWrongIsNamedWithWhatMendsIt() throws Exception {
        try (RedisServer server = server(
                "appendonly",
                "no",
                "appendfsync",
                "everysec",
                "no-appendfsync-on-rewrite",
                "yes",
                "maxmemory-policy",
                "allkeys-lru",
                "save",
                "3600 1")) {
            assertThatThrownBy(server::store)
                    .isInstanceOf(RedisStoreException.class)
                    .hasMessageStartingWith("Redis at 127.0.0.1:" + server.port() + " is not set up to keep a register")
                    .hasMessageContaining("appendonly is \"no\" and must be \"yes\"")
                    .hasMessageContaining("appendfsync is \"everysec\" and must be \"always\"")
                    .hasMessageContaining("no-appendfsync-on-rewrite is \"yes\" and must be \"no\"")
                    .hasMessageContaining("maxmemory-policy is \"allkeys-lru\" and must be \"noeviction\"")
                    .hasMessageContaining("save is \"3600 1\" and must be \"\"")
                    .hasMessageContaining("CONFIG SET appendfsync always");
        }
    }

    @Test
    void whatTheMessageSaysMendsIt() throws Exception {
        try (RedisServer server = server("appendfsync", "everysec", "save", "3600 1")) {
            assertThatThrownBy(server::store).isInstanceOf(RedisStoreException.class);
            assertThat(server.ask("CONFIG", "SET", "appendfsync", "always")).startsWith("+OK");
            assertThat(server.ask("CONFIG", "SET", "save", "")).startsWith("+OK");
            server.store().close();
        }
    }

    @Test
    void aReplicaAndAMemberOfARedisClusterAreRefused() throws Exception {
        try (RedisServer replica = server("replicaof", "127.0.0.1 1")) {
            assertThatThrownBy(replica::store).hasMessageContaining("role is \"slave\" and must be \"master\"");
        }
        try (RedisServer member = new RedisServer(directory.resolve("member"), "cluster-enabled", "yes")) {
            assertThatThrownBy(member::store).hasMessageContaining("cluster-enabled is \"yes\" and must be \"no\"");
        }
    }

    @Test
    void aServerThatIsNotThereIsNamed() throws Exception {
        RedisServer server = server();
        server.close();
        assertThatThrownBy(server::store)
                .isInstanceOf(RedisStoreException.class)
                .hasMessageContaining("127.0.0.1:" + server.port())
                .hasMessageContaining("cannot be reached");
    }

    @Test
    void anotherInstallationIsRefusedAndNothingIsNoInstallation() throws Exception {
        try (RedisServer server = server()) {
            assertThatThrownBy(() -> RedisStore.open(server.settings(), ANOTHER))
                    .hasMessageContaining("holds no installation")
                    .hasMessageContaining(ANOTHER.toString());
            server.store().close();
            assertThatThrownBy(() -> RedisStore.create(server.settings(), ANOTHER))
                    .isInstanceOf(RedisStoreException.class)
                    .hasMessageContaining(RedisServer.INSTALLATION.toString())
                    .hasMessageContaining(ANOTHER.toString());
        }
    }

    @Test
    void installationsWithAPrefixOrADatabaseOfTheirOwnDoNotMix() throws Exception {
        try (RedisServer server = server();
                RedisStore one = server.store();
                RedisStore two = RedisStore.create(server.settings().withPrefix("two"), ANOTHER);
                RedisStore three =
                        RedisStore.create(RedisSettings.at("redis://127.0.0.1:" + server.port() + "/3"), ANOTHER)) {
            get(one.register().put(1, List.of(new Entry(1, new byte[10]))));
            assertThat(get(two.register().scan(1, 0, 10))).isEmpty();
            assertThat(get(three.register().scan(1, 0, 10))).isEmpty();
            assertThat(get(one.register().scan(1, 0, 10))).hasSize(1);
        }
    }

    @Test
    void aServerThatComesBackEmptyIsNotUsed() throws Exception {
        try (RedisServer server = server();
                RedisStore store = server.store()) {
            get(store.register().put(1, List.of(new Entry(1, new byte[10]))));
            server.kill();
            server.forget();
            server.start();
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(refusal(store.register())).contains("holds no installation"));
        }
    }

    @Test
    void aServerThatComesBackWithOtherSettingsIsNotUsedUntilTheyAreMended() throws Exception {
        try (RedisServer server = server();
                RedisStore store = server.store()) {
            get(store.register().put(1, List.of(new Entry(1, new byte[10]))));
            assertThat(server.ask("CONFIG", "SET", "appendfsync", "everysec")).startsWith("+OK");
            assertThat(server.ask("CLIENT", "KILL", "TYPE", "normal")).startsWith(":");
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(refusal(store.register())).contains("appendfsync is \"everysec\""));
            assertThat(server.ask("CONFIG", "SET", "appendfsync", "always")).startsWith("+OK");
            await().atMost(Duration.ofSeconds(15))
                    .until(() -> refusal(store.register()).isEmpty());
            assertThat(get(store.register().scan(1, 0, 10))).hasSize(1);
        }
    }

    @Test
    void aUserWithNoMoreThanTheDocumentedRightsIsEnough() throws Exception {
        Path password = directory.resolve("password");
        Files.createFile(password, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(password, "s3cret\n");
        try (RedisServer server = server("user", "tocsin on >s3cret " + Rights.DOCUMENTED)) {
            RedisSettings settings = server.settings().withUser("tocsin", password);
            try (RedisStore store = RedisStore.create(settings, RedisServer.INSTALLATION)) {
                get(store.register().put(1, List.of(new Entry(1, new byte[10]))));
                get(store.register().putDocument("staff", "a", new byte[1]));
                get(store.register().claimEndpoint(new byte[Register.BLIND_INDEX_BYTES], 1));
                get(store.register().releaseEndpoint(new byte[Register.BLIND_INDEX_BYTES], 1));
                assertThat(get(store.register().scan(1, 0, 1))).hasSize(1);
                assertThat(get(store.register().documentKeys("staff", 9))).containsExactly("a");
                get(store.register().removeDocument("staff", "a"));
                get(store.register().erase(1, 1));
                await().until(() ->
                        server.ask("HGET", "tocsin:erasures", "gone").contains("\r\n1\r\n"));
                for (long position = 1; position < 4; position++) {
                    get(store.snapshots().save(new Snapshot(1, position, new byte[9])));
                }
            }
            Files.writeString(password, "wrong\n");
            assertThatThrownBy(() -> RedisStore.open(settings, RedisServer.INSTALLATION))
                    .isInstanceOf(RedisStoreException.class)
                    .hasMessageContaining("WRONGPASS");
            Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-r--r--"));
            assertThatThrownBy(() -> RedisStore.open(settings, RedisServer.INSTALLATION))
                    .hasMessageContaining("chmod 600");
        }
    }

    @Test
    void aUserWithTooFewRightsIsToldSo() throws Exception {
        Path password = directory.resolve("password");
        Files.createFile(password, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(password, "s3cret\n");
        try (RedisServer server = server("user", "tocsin on >s3cret ~tocsin:* +info +client|setname")) {
            RedisSettings settings = server.settings().withUser("tocsin", password);
            assertThatThrownBy(() -> RedisStore.create(settings, RedisServer.INSTALLATION))
                    .isInstanceOf(RedisStoreException.class)
                    .hasMessageContaining("cannot be looked at")
                    .hasMessageContaining("NOPERM")
                    .hasMessageContaining("decision 0015");
        }
    }

    /// Why nothing is read; empty if it is.
    private static String refusal(Register register) {
        return get(
                register.scan(1, 0, 1).handle((_, error) -> error == null ? "" : String.valueOf(error.getMessage())));
    }
}
