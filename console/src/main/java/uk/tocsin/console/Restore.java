package uk.tocsin.console;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.roaringbitmap.RoaringBitmap;
import uk.tocsin.audience.SegmentView;
import uk.tocsin.console.config.Cluster;
import uk.tocsin.console.config.Secret;
import uk.tocsin.console.config.Settings;
import uk.tocsin.console.moving.Progress;
import uk.tocsin.console.register.Erasures;
import uk.tocsin.control.Act;
import uk.tocsin.control.ActCodec;
import uk.tocsin.control.ActHeader;
import uk.tocsin.control.ControlState;
import uk.tocsin.control.Verdict;
import uk.tocsin.journal.Journal;
import uk.tocsin.model.Audience;
import uk.tocsin.model.Effect;
import uk.tocsin.model.Shards;
import uk.tocsin.model.SlotKind;
import uk.tocsin.model.codec.In;
import uk.tocsin.register.KeyRing;
import uk.tocsin.register.Marks;
import uk.tocsin.register.Vault;
import uk.tocsin.shard.Shard;
import uk.tocsin.shard.ShardCodec;
import uk.tocsin.shard.ShardRecord.SlotsTaken;
import uk.tocsin.store.kafka.KafkaStore;
import uk.tocsin.store.sqlite.DataDirectory;
import uk.tocsin.store.sqlite.DataDirectoryException;
import uk.tocsin.store.sqlite.LastingMarks;

/// Brings an installation back from a backup, without bringing back what happened since: before anybody can
/// start it, numbers and slots are past every one that was ever given, those who were erased are erased again,
/// new delivery tokens get a key of their own, and the control log says `Restored`, which halts everything until
/// two people resume, or one closes, each live alert.
///
/// It needs the key file and the lasting marks, neither of which is in a backup: they lie in the data directory,
/// or are put there first. Until it has ended the directory cannot be opened, and it can be done again.
public final class Restore {
    /// Without marks: more alerts than were begun since any backup worth restoring.
    private static final int ALERTS_LEAP = 1_000_000;

    /// Without marks: the same for the slots of one shard; 6.4 million subscribers over all.
    private static final int SLOTS_LEAP = 100_000;

    private static final long WAIT_SECONDS = 3600;

    private final DataDirectory data;
    private final Marks marks;
    private final boolean withoutMarks;
    private final KeyRing ring;
    private final String keySource;
    private final SecureRandom random = new SecureRandom();
    private final Clock clock = Clock.systemUTC();

    private Restore(DataDirectory data, Marks marks, boolean withoutMarks, KeyRing ring, String keySource) {
        this.data = data;
        this.marks = marks;
        this.withoutMarks = withoutMarks;
        this.ring = ring;
        this.keySource = keySource;
    }

    /// What was done.
    ///
    /// @param generation how often the installation has been restored by now
    /// @param halted live alerts that wait for two people
    /// @param erased people in the backup who had been erased since
    /// @param firstFreeAlert the number that the next alert gets
    public record Report(int generation, int halted, int erased, int firstFreeAlert) {}

    /// Restores with the keys and the marks that lie in `data`. As [#run(Path, Path, Secret, boolean)].
    public static Report run(Path backup, Path data) {
        return run(backup, data, new Secret(""), false);
    }

    /// Restores `backup` into `data`, which holds no store. Blocks. DataDirectoryException, VaultException,
    /// RegisterException or IllegalStateException, with words for the operator: nothing of the restore then
    /// remains.
    ///
    /// @param key the setting `engine.key`; empty for the key file
    /// @param withoutMarks whether to go on if the marks are lost: numbers leap by a large span, and erasures
    ///     since the backup are not known and have to be asked for again
    public static Report run(Path backup, Path data, Secret key, boolean withoutMarks) {
        Path marksFile = LastingMarks.in(data);
        if (Files.notExists(marksFile) && !withoutMarks) {
            throw new DataDirectoryException(marksFile + " does not exist: without it, people who were erased since"
                    + " the backup would come back; put it there, or say that it is lost");
        }
        if (key.reveal().isEmpty() && Files.notExists(KeySource.file(data))) {
            throw new DataDirectoryException(
                    KeySource.file(data) + " does not exist: without it the register cannot be read; put it there");
        }
        boolean made = Files.notExists(marksFile);
        try {
            return restore(backup, data, key, withoutMarks);
        } catch (RuntimeException e) {
            if (made) {
                forget(marksFile, e);
            }
            throw e;
        }
    }

    /// Restores a backup into the empty cluster that the settings of a node name, by way of a data directory beside
    /// its key file, which goes away again. As [#run(Path, Path, Secret, boolean)]; also CopyException.
    ///
    /// @param marks a copy of the marks, where Kafka was lost with the topic that has them
    /// @param withoutMarks whether to go on if neither is there
    public static Report intoCluster(
            Path backup, Settings settings, Optional<Path> marks, boolean withoutMarks, Progress progress) {
        Cluster cluster = Migrate.cluster(settings, "a restore into a cluster");
        Secret key = settings.engine().key();
        Path keyFile = KeySource.file(settings.data());
        if (key.reveal().isEmpty() && Files.notExists(keyFile)) {
            throw new DataDirectoryException(
                    keyFile + " does not exist: without it the register cannot be read; put it there");
        }
        try {
            Files.createDirectories(settings.data());
            Path between = Files.createTempDirectory(settings.data(), "restoring-");
            try {
                if (key.reveal().isEmpty()) {
                    Files.copy(keyFile, KeySource.file(between));
                }
                if (marks.isPresent()) {
                    Files.copy(marks.get(), LastingMarks.in(between));
                }
                return intoCluster(backup, between, cluster, key, withoutMarks, progress);
            } finally {
                forgetAll(between);
            }
        } catch (IOException e) {
            throw new DataDirectoryException("a restore by way of " + settings.data() + " failed: " + e, e);
        }
    }

    private static Report intoCluster(
            Path backup, Path between, Cluster cluster, Secret key, boolean withoutMarks, Progress progress) {
        boolean known = Files.exists(LastingMarks.in(between));
        try (KafkaStore kafka = KafkaStore.open(cluster.kafka())) {
            if (kafka.marks().installation().isPresent()) {
                Backup.export(kafka.marks(), LastingMarks.in(between));
                known |= kafka.marks().version() > 0;
            }
        }
        if (!known && !withoutMarks) {
            throw new DataDirectoryException("topic " + cluster.kafka().prefix()
                    + ".marks holds nothing: without the marks, people who were erased since the backup would come"
                    + " back; give a copy of them (--marks FILE), or say that they are lost");
        }
        Report report = restore(backup, between, key, !known);
        try (EmbeddedStores from = EmbeddedStores.open(between, new SimpleMeterRegistry())) {
            UUID installation = from.marks().found(UUID.randomUUID());
            Vault vault = Migrate.vault(from.register(), between, key);
            Migrate.into(cluster, installation, from, vault, progress);
        }
        return report;
    }

    private static void forgetAll(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }

    private static Report restore(Path backup, Path data, Secret key, boolean withoutMarks) {
        Report[] report = new Report[1];
        DataDirectory.restore(backup, data, open -> {
            KeyRing ring = KeySource.read(data, key, new SecureRandom());
            try (Marks marks = LastingMarks.open(LastingMarks.in(data))) {
                report[0] = new Restore(open, marks, withoutMarks, ring, KeySource.name(data, key)).amend();
            }
        });
        return report[0];
    }

    /// Marks that a restore made and that failed would pass for the lost ones the next time.
    private static void forget(Path marksFile, RuntimeException failure) {
        try {
            Files.deleteIfExists(marksFile);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    private Report amend() {
        Vault vault = new Vault(ring, random);
        KeyProbe.check(data.register(), vault, ring, keySource);
        ControlState state = new ControlState();
        LogReader.read(data.journal(), Journal.CONTROL, 0, state::apply);
        int generation = Math.max(state.generation(), marks.restores()) + 1;
        marks.raiseRestores(generation);
        for (int shard = 0; shard < Shards.COUNT; shard++) {
            leap(shard);
        }
        Erasures erasures = new Erasures(data.register(), vault, data.journal(), clock);
        int erased = Installation.await(erasures.complete(marks.erasures()), WAIT_SECONDS);
        Keys.rotateTokens(data.register(), vault, random, generation);
        int halted = restored(state, generation);
        return new Report(generation, halted, erased, state.firstFreeAlert());
    }

    /// Takes the slots below the marks, so that nobody gets them again.
    private void leap(int shard) {
        Shard fold = fold(shard);
        leap(shard, SlotKind.SUBSCRIBER, fold.subscriberSlots());
        leap(shard, SlotKind.PREMISES, fold.premisesSlots());
    }

    private void leap(int shard, SlotKind kind, int taken) {
        int firstFree = Math.max(marks.slots(shard, kind), withoutMarks ? taken + SLOTS_LEAP : 0);
        if (firstFree > taken) {
            marks.raiseSlots(shard, kind, firstFree);
            UUID request = new UUID(random.nextLong(), random.nextLong());
            append(shard, ShardCodec.encode(new SlotsTaken(request, kind, firstFree - taken)));
        }
    }

    /// The shard as the backup knows it; whom its alerts mean is not asked.
    private Shard fold(int shard) {
        return await(data.snapshots().latest(shard)).stream()
                .findFirst()
                .map(snapshot ->
                        fold(shard, snapshot.position(), Shard.read(new In(snapshot.state()), Restore::nobody)))
                .orElseGet(() -> fold(shard, 0, new Shard(Restore::nobody)));
    }

    private Shard fold(int number, long from, Shard shard) {
        LogReader.read(
                data.journal(), number, from, (position, bytes) -> shard.apply(position, ShardCodec.decode(bytes)));
        return shard;
    }

    private static RoaringBitmap nobody(Audience audience, SegmentView segments) {
        return new RoaringBitmap();
    }

    private int restored(ControlState state, int generation) {
        int known = state.firstFreeAlert();
        int firstFree = Math.max(marks.alerts(), known + (withoutMarks ? ALERTS_LEAP : 0));
        marks.raiseAlerts(firstFree);
        ActHeader header =
                new ActHeader(new UUID(random.nextLong(), random.nextLong()), ActHeader.ENGINE, clock.instant());
        byte[] act = ActCodec.encode(new Act.Restored(header, generation, firstFree));
        Verdict verdict = state.apply(state.next(), act);
        if (!(verdict instanceof Verdict.Accepted accepted)) {
            throw new IllegalStateException("the act Restored does not count: " + verdict);
        }
        append(Journal.CONTROL, act);
        return (int) accepted.effects().stream()
                .filter(effect -> effect instanceof Effect.Halt halt && halt.alert() != 0)
                .count();
    }

    private void append(int log, byte[] record) {
        await(data.journal().append(log, List.of(record)));
    }

    private static <T> T await(CompletionStage<T> stage) {
        return Installation.await(Future.fromCompletionStage(stage), WAIT_SECONDS);
    }
}
