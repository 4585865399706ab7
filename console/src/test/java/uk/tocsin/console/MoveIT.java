package uk.tocsin.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import uk.tocsin.console.config.ConfigException;
import uk.tocsin.console.config.Settings;
import uk.tocsin.console.moving.CopyException;
import uk.tocsin.console.moving.Progress;
import uk.tocsin.control.AuditVerifier;
import uk.tocsin.control.ControlState;
import uk.tocsin.control.Ed25519;
import uk.tocsin.journal.Journal;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.receipt.DeliveryToken;
import uk.tocsin.register.KeyFile;
import uk.tocsin.register.VaultException;
import uk.tocsin.store.sqlite.DataDirectoryException;
import uk.tocsin.store.sqlite.LastingMarks;

/// An installation of one process moves into a cluster, on a real Kafka and a real Redis; the cluster is backed up
/// while it works, and restored, as one process and as another cluster.
@Timeout(value = 240, unit = TimeUnit.SECONDS)
class MoveIT {
    /// Its log is long enough for snapshots and deletion: it does not begin at 0.
    private static final int BUSY = 9;

    private static final int QUIET = 12;
    private static final String GONE = "gone@example.test";
    private static final String KEPT = "kept@example.test";

    @TempDir
    private Path root = Path.of("");

    private Path data = Path.of("");
    private Path node = Path.of("");
    private String prefix = "";
    private String token = "";
    private long people;
    private int kept;
    private int gone;
    private int alert;
    private List<byte[]> acts = List.of();

    @BeforeEach
    void live() {
        data = root.resolve("data");
        node = root.resolve("node");
        prefix = "m" + UUID.randomUUID().toString().substring(0, 8);
        try (Rehearsal rehearsal = Rehearsal.open(Map.of("data.dir", data.toString(), "engine.snapshotEvery", "100"))) {
            rehearsal.staff();
            kept = rehearsal.register(QUIET, KEPT).ordinals()[0];
            gone = rehearsal.register(QUIET, GONE).ordinals()[0];
            for (int i = 0; i < 200; i++) {
                rehearsal.register(BUSY, "person" + i + "@example.test");
            }
            alert = rehearsal.dispatch();
            token = rehearsal.house.keys().tokens().url(new DeliveryToken(alert, kept, 0, 0));
            assertThat(rehearsal.erase(gone)).isTrue();
            await().until(() -> rehearsal.everyone() == 201);
            people = rehearsal.everyone();
            acts = acts(rehearsal);
        }
    }

    private static List<byte[]> acts(Rehearsal rehearsal) {
        List<byte[]> acts = new ArrayList<>();
        LogReader.read(rehearsal.house.journal(), Journal.CONTROL, 0, (_, bytes) -> acts.add(bytes));
        return acts;
    }

    private static AuditVerifier.Result audit(Rehearsal rehearsal) {
        Keys.Signing checkpoint = rehearsal.house.keys().checkpoint();
        Map<String, PublicKey> keys = Map.of(checkpoint.id(), Ed25519.publicKey(checkpoint.open()));
        List<AuditVerifier.Entry> entries = new ArrayList<>();
        acts(rehearsal).forEach(act -> entries.add(new AuditVerifier.Entry(entries.size(), act)));
        return AuditVerifier.verify(entries, keys);
    }

    private Settings settings() {
        return Engines.shared().settings(node, prefix);
    }

    private Rehearsal openNode(Path directory, String name) throws IOException {
        Files.createDirectories(directory);
        if (Files.notExists(KeySource.file(directory))) {
            Files.copy(KeySource.file(data), KeySource.file(directory));
        }
        return Rehearsal.open(Engines.shared().node(directory, name));
    }

    private void assertMoved(Rehearsal rehearsal) {
        await().atMost(30, TimeUnit.SECONDS).until(() -> rehearsal.everyone() == people);
        assertThat(rehearsal.knows(kept)).isTrue();
        assertThat(rehearsal.knows(gone)).isFalse();
        assertThat(rehearsal.house.marks().isErased(gone)).isTrue();
        assertThat(rehearsal.house.keys().tokens().verifyUrl(token)).contains(new DeliveryToken(alert, kept, 0, 0));
        assertThat(rehearsal.register(QUIET, KEPT).refused()).isEqualTo(1);
        assertThat(rehearsal.register(QUIET, GONE).refused())
                .as("an erased person's address is not given to another for 30 days")
                .isEqualTo(1);
        assertThat(audit(rehearsal)).isInstanceOf(AuditVerifier.Proven.class);
    }

    @Test
    void theInstallationGoesOnInTheClusterAndNeverHereAgain() throws IOException {
        Migrate.Moved moved = Migrate.run(data, settings(), Progress.NONE);
        assertThat(moved.report().toString()).contains("records of people", "claims", "documents", "snapshots");
        assertThat(moved.keys()).isEqualTo("key file " + KeySource.file(data));
        assertThatThrownBy(() -> Rehearsal.open(data))
                .isInstanceOf(DataDirectoryException.class)
                .hasMessageContaining("was moved into a cluster");
        try (Rehearsal rehearsal = openNode(node, prefix)) {
            assertThat(acts(rehearsal).subList(0, acts.size()))
                    .usingElementComparator(java.util.Arrays::compare)
                    .containsExactlyElementsOf(acts);
            assertMoved(rehearsal);
            assertThat(rehearsal.dispatch()).isGreaterThan(alert);
            assertThat(rehearsal.control(ControlState::isHalted)).isFalse();
        }
    }

    @Test
    void aClusterIsBackedUpWhilePeopleRegisterAndRestoredAsEither() throws Exception {
        Migrate.run(data, settings(), Progress.NONE);
        Path backup = root.resolve("backup");
        Path marks = root.resolve("marks");
        int last;
        AtomicInteger registered = new AtomicInteger();
        try (Rehearsal rehearsal = openNode(node, prefix)) {
            Thread crowd = Thread.ofPlatform().start(() -> {
                for (int i = 0; i < 100; i++) {
                    rehearsal.register(BUSY, "late" + i + "@example.test");
                    registered.incrementAndGet();
                }
            });
            await().until(() -> registered.get() > 5);
            Backup.ofCluster(backup, settings(), Optional.of(marks), Progress.NONE);
            crowd.join();
            assertThat(rehearsal.erase(kept)).isTrue();
            last = rehearsal.dispatch();
            Backup.export(rehearsal.house.marks(), marks);
        }
        asOneProcess(backup, marks, last);
        String other = prefix + "r";
        Path second = root.resolve("second");
        Files.createDirectories(second);
        Files.copy(KeySource.file(data), KeySource.file(second));
        Settings fresh = Engines.shared().settings(second, other);
        assertThatThrownBy(() -> Restore.intoCluster(backup, fresh, Optional.empty(), false, Progress.NONE))
                .isInstanceOf(DataDirectoryException.class)
                .hasMessageContaining("--marks FILE");
        Restore.Report report = Restore.intoCluster(backup, fresh, Optional.of(marks), false, Progress.NONE);
        assertThat(report.generation()).isEqualTo(1);
        assertThat(report.erased()).isEqualTo(1);
        try (Rehearsal rehearsal = openNode(second, other)) {
            assertRestored(rehearsal, last);
        }
        assertThat(second.toFile().list())
                .as("nothing of the way stays")
                .noneMatch(name -> name.startsWith("restoring-"));
    }

    private void asOneProcess(Path backup, Path marks, int last) throws IOException {
        Path restored = root.resolve("restored");
        Files.createDirectories(restored);
        Files.copy(KeySource.file(data), KeySource.file(restored));
        Files.copy(marks, LastingMarks.in(restored));
        assertThat(Restore.run(backup, restored).erased()).isEqualTo(1);
        try (Rehearsal rehearsal = Rehearsal.open(restored)) {
            assertRestored(rehearsal, last);
        }
    }

    private void assertRestored(Rehearsal rehearsal, int last) {
        assertThat(rehearsal.control(ControlState::isHalted)).isTrue();
        assertThat(rehearsal.control(ControlState::generation)).isEqualTo(1);
        assertThat(rehearsal.knows(gone)).isFalse();
        assertThat(rehearsal.knows(kept)).as("erased since the backup").isFalse();
        assertThat(audit(rehearsal)).isInstanceOf(AuditVerifier.Proven.class);
        assertThat(rehearsal.control(ControlState::firstFreeAlert)).isGreaterThan(last);
        await().atMost(30, TimeUnit.SECONDS).until(() -> rehearsal.everyone() >= people - 1);
        assertThat(rehearsal.register(BUSY, "person3@example.test").refused()).isEqualTo(1);
        byte[] claim = rehearsal.house.vault().blindIndex(ChannelKind.EMAIL, "late0@example.test");
        assertThat(rehearsal
                        .house
                        .register()
                        .endpointOwner(claim)
                        .toCompletableFuture()
                        .join())
                .isPresent();
        assertThat(rehearsal.register(BUSY, "next@example.test").refused()).isZero();
    }

    @Test
    void aMoveThatWasCutShortIsNoInstallationUntilTheClusterIsEmptied() {
        assertThatThrownBy(() -> Migrate.run(data, settings(), (done, _) -> {
                    if (done > 0.7) {
                        throw new IllegalStateException("the power went");
                    }
                }))
                .hasMessage("the power went");
        assertThatThrownBy(() -> openNode(node, prefix))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("begun and not ended")
                .hasMessageContaining("delete the topics " + prefix + ".control");
        assertThatThrownBy(() -> Migrate.run(data, settings(), Progress.NONE))
                .isInstanceOf(CopyException.class)
                .hasMessageContaining("not empty");
        try (Rehearsal rehearsal = Rehearsal.open(data)) {
            assertThat(rehearsal.everyone()).isEqualTo(people);
        }
        prefix += "x";
        assertThat(Migrate.run(data, settings(), Progress.NONE).report().count())
                .isPositive();
    }

    @Test
    void whatCannotBeMovedIsRefusedWithWords() throws IOException {
        assertThatThrownBy(() -> Migrate.run(data, Settings.read(Map.of("data.dir", node.toString())), Progress.NONE))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("cluster.node");
        assertThatThrownBy(() -> Migrate.run(root.resolve("none"), settings(), Progress.NONE))
                .isInstanceOf(DataDirectoryException.class)
                .hasMessageContaining("holds no installation");
        try (Rehearsal _ = Rehearsal.open(data)) {
            assertThatThrownBy(() -> Migrate.run(data, settings(), Progress.NONE))
                    .isInstanceOf(DataDirectoryException.class);
        }
        Files.createDirectories(node);
        KeyFile.loadOrCreate(KeySource.file(node), new SecureRandom());
        assertThatThrownBy(() -> Migrate.run(data, settings(), Progress.NONE))
                .isInstanceOf(VaultException.class)
                .hasMessageStartingWith("key file " + KeySource.file(node));
        Files.delete(KeySource.file(node));
        try (ClusterStores foreign =
                ClusterStores.openEmpty(settings().cluster().orElseThrow(), UUID.randomUUID())) {
            assertThat(foreign.marks().installation()).isPresent();
        }
        assertThatThrownBy(() -> Migrate.run(data, settings(), Progress.NONE))
                .isInstanceOf(CopyException.class)
                .hasMessageContaining("the marks of installation");
    }
}
