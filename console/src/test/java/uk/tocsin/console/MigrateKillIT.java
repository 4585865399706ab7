package uk.tocsin.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import uk.tocsin.audience.Taxonomy;
import uk.tocsin.console.config.ConfigException;
import uk.tocsin.console.edge.People;
import uk.tocsin.console.moving.Progress;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.store.sqlite.DataDirectoryException;

/// `migrate` in a process of its own that is killed with SIGKILL again and again, and begun again as the runbook says,
/// on a real Kafka and a real Redis.
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class MigrateKillIT {
    private static final int PEOPLE = 500;

    /// How far it is when it is killed: among people, logs and claims.
    private static final List<String> MOMENTS = List.of(" 10 %", " 30 %", " 50 %", " 70 %");

    /// Everything was read back: what is missing is the word on either side that says which of them goes on.
    private static final String LAST = "100 %";

    private static final String MOVED = "tocsin-moved";

    @TempDir
    private Path root = Path.of("");

    private final String prefix = "k" + UUID.randomUUID().toString().substring(0, 8);
    private Path data = Path.of("");
    private Path node = Path.of("");
    private String whole = "";
    private long people;

    @BeforeEach
    void live() throws IOException {
        data = root.resolve("data");
        node = Files.createDirectories(root.resolve("node"));
        try (Rehearsal rehearsal = Rehearsal.open(Map.of("data.dir", data.toString(), "engine.snapshotEvery", "100"))) {
            rehearsal.staff();
            Installation.await(
                    rehearsal
                            .house
                            .registrar()
                            .register(new People(Taxonomy.standard()).with(PEOPLE, ChannelKind.EMAIL)),
                    60);
            rehearsal.dispatch();
            await().until(() -> rehearsal.everyone() == PEOPLE);
            people = rehearsal.everyone();
        }
        Files.copy(KeySource.file(data), KeySource.file(node));
        whole = reference();
    }

    /// What a move of the same that nobody disturbs says: counts and digests.
    private String reference() throws IOException {
        Path copy = Files.createDirectories(root.resolve("copy"));
        try (Stream<Path> files = Files.list(data)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        return Migrate.run(copy, Engines.shared().settings(node, prefix + "r"), Progress.NONE)
                .report()
                .toString();
    }

    private Path config() throws IOException {
        Path config = root.resolve("node.properties");
        Files.writeString(
                config,
                Engines.shared().node(node, prefix).entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
                        .collect(Collectors.joining("", "", "console.port=0\nedge.port=0\n")));
        Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("rw-------"));
        return config;
    }

    private Served tocsin(String... arguments) throws IOException {
        return Served.start(root, Main.class, arguments);
    }

    private Served migrate() throws IOException {
        return tocsin("migrate", data.toString(), "--config", config().toString());
    }

    private boolean moved() {
        return Files.exists(data.resolve(MOVED));
    }

    private Rehearsal openNode() {
        return Rehearsal.open(Engines.shared().node(node, prefix));
    }

    /// As the words say.
    private void emptyTheCluster() {
        try (Admin admin = Admin.create(
                Map.of("bootstrap.servers", Engines.shared().kafka().bootstrap()))) {
            admin.deleteTopics(List.of(prefix + ".control", prefix + ".shards"))
                    .all()
                    .get(30, TimeUnit.SECONDS);
            String script = "for _, key in ipairs(redis.call('KEYS', ARGV[1])) do redis.call('DEL', key) end";
            assertThat(Engines.shared().redis().ask("EVAL", script, "0", prefix + ":*"))
                    .startsWith("$-1");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Exception e) {
            throw new AssertionError("the cluster cannot be emptied", e);
        }
    }

    @Test
    void howeverOftenItIsKilledItEndsWithTheSameAndNeverWithTwo() throws Exception {
        for (String moment : MOMENTS) {
            assertThat(killed(moment)).as("killed at " + moment).isFalse();
            emptyTheCluster();
        }
        if (!killed(LAST)) {
            emptyTheCluster();
            try (Served migrate = migrate()) {
                assertThat(migrate.end()).as(migrate.said()).isZero();
                assertThat(migrate.said()).contains(whole.strip(), "the cluster holds the same");
            }
        }
        assertThat(moved()).isTrue();
        try (Rehearsal rehearsal = openNode()) {
            await().atMost(30, TimeUnit.SECONDS).until(() -> rehearsal.everyone() == people);
        }
    }

    /// Kills it; whether it had done all of its work before. Whatever it left, one of the two at most goes on.
    private boolean killed(String moment) throws Exception {
        try (Served migrate = migrate()) {
            migrate.says(moment);
            migrate.kill();
        }
        boolean goesOnThere = nodeOpens();
        if (moved()) {
            assertThatThrownBy(() -> Rehearsal.open(data)).isInstanceOf(DataDirectoryException.class);
        } else {
            assertThat(goesOnThere).as("both would go on").isFalse();
        }
        if (!goesOnThere) {
            // As the runbook says.
            Files.deleteIfExists(data.resolve(MOVED));
        }
        return goesOnThere;
    }

    private boolean nodeOpens() {
        try (Rehearsal _ = openNode()) {
            return true;
        } catch (ConfigException e) {
            assertThat(e)
                    .hasMessageContaining("a copy into this cluster (migrate or restore) has begun and not ended")
                    .hasMessageContaining("delete the topics " + prefix + ".control and " + prefix + ".shards");
            return false;
        }
    }
}
