package uk.tocsin.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import uk.tocsin.console.config.Secret;
import uk.tocsin.control.Act;
import uk.tocsin.control.ControlState;
import uk.tocsin.control.Reason;
import uk.tocsin.control.Verdict;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Shards;
import uk.tocsin.receipt.DeliveryToken;
import uk.tocsin.register.KeyFile;
import uk.tocsin.register.Marks;
import uk.tocsin.register.VaultException;
import uk.tocsin.store.sqlite.DataDirectoryException;
import uk.tocsin.store.sqlite.LastingMarks;

/// A backup is older than what happened since: an alert, people who registered, somebody who was erased.
@Timeout(value = 110, unit = TimeUnit.SECONDS)
class RestoreIT {
    private static final int SHARD = 9;
    private static final String ADDRESS = "b@example.test";
    private static final String NEWCOMERS = "new@example.test";

    @TempDir
    private Path root;

    private Path data = Path.of("");
    private Path backup = Path.of("");
    private String oldToken = "";
    private int kept;
    private int erased;
    private int newcomer;
    private int liveAlert;
    private int lastAlert;

    @BeforeEach
    void live() throws IOException {
        data = root.resolve("data");
        backup = root.resolve("backup");
        try (Rehearsal rehearsal = Rehearsal.open(data)) {
            rehearsal.staff();
            kept = rehearsal.register(SHARD, "a@example.test").ordinals()[0];
            erased = rehearsal.register(SHARD, ADDRESS).ordinals()[0];
            liveAlert = rehearsal.dispatch();
            oldToken = rehearsal.house.keys().tokens().url(new DeliveryToken(liveAlert, kept, 0, 0));
            rehearsal.house.backupTo(backup);

            await().until(() -> rehearsal.everyone() == 2);
            assertThat(rehearsal.erase(erased)).isTrue();
            assertThat(rehearsal.knows(erased)).isFalse();
            await().until(() -> rehearsal.everyone() == 1);
            newcomer = rehearsal.register(SHARD, NEWCOMERS).ordinals()[0];
            rehearsal.dispatch();
            lastAlert = rehearsal.dispatch();
        }
        loseTheDisk();
    }

    /// Of the data directory only the key file and the marks are left.
    private void loseTheDisk() throws IOException {
        try (Stream<Path> files = Files.list(data)) {
            for (Path file : files.toList()) {
                String name = String.valueOf(file.getFileName());
                if (name.contains(".db") || name.equals("tocsin-data")) {
                    Files.delete(file);
                }
            }
        }
    }

    private static int keyOf(String token) {
        return Base64.getUrlDecoder().decode(token)[0] & 0xf;
    }

    @Test
    void numbersAndSlotsAreNotGivenAgainAndTheErasedStayErased() {
        Restore.Report report = Restore.run(backup, data);
        assertThat(report.generation()).isEqualTo(1);
        assertThat(report.halted()).isEqualTo(1);
        assertThat(report.erased()).isEqualTo(1);
        assertThat(report.firstFreeAlert()).isGreaterThan(lastAlert);
        try (Rehearsal rehearsal = Rehearsal.open(data)) {
            assertThat(rehearsal.knows(kept)).isTrue();
            assertThat(rehearsal.knows(erased)).isFalse();
            await().until(() -> rehearsal.everyone() == 1);
            int[] next = rehearsal.register(SHARD, "next@example.test").ordinals();
            assertThat(Shards.slotOf(next[0])).isGreaterThan(Shards.slotOf(newcomer));
            assertThat(rehearsal.dispatch()).isGreaterThan(lastAlert);
            assertThat(rehearsal.register(SHARD, ADDRESS).refused())
                    .as("an erased person's address is not given to another for 30 days")
                    .isEqualTo(1);
            assertThat(rehearsal.erase(erased)).isFalse();
        }
    }

    @Test
    void oldTokensStillVerifyAndNewOnesHaveAKeyOfTheirOwn() throws IOException {
        Restore.run(backup, data);
        String token;
        try (Rehearsal rehearsal = Rehearsal.open(data)) {
            assertThat(rehearsal.house.keys().tokens().verifyUrl(oldToken))
                    .contains(new DeliveryToken(liveAlert, kept, 0, 0));
            token = rehearsal.house.keys().tokens().url(new DeliveryToken(liveAlert, kept, 0, 0));
            assertThat(keyOf(oldToken)).isEqualTo(1);
            assertThat(keyOf(token)).isEqualTo(2);
        }
        loseTheDisk();
        assertThat(Restore.run(backup, data).generation()).isEqualTo(2);
        try (Rehearsal rehearsal = Rehearsal.open(data)) {
            assertThat(rehearsal.house.keys().tokens().verifyUrl(oldToken)).isPresent();
            assertThat(rehearsal.house.keys().tokens().verifyUrl(token))
                    .as("the first restore's tokens are of a time that this backup does not know")
                    .isEmpty();
            assertThat(keyOf(rehearsal.house.keys().tokens().url(new DeliveryToken(liveAlert, kept, 0, 0))))
                    .isEqualTo(3);
        }
    }

    @Test
    void everythingIsHaltedUntilTwoPeopleResumeTheLiveAlert() {
        Restore.run(backup, data);
        try (Rehearsal rehearsal = Rehearsal.open(data)) {
            assertThat(rehearsal.control(ControlState::generation)).isEqualTo(1);
            assertThat(rehearsal.control(ControlState::isHalted)).isTrue();
            rehearsal.must(new Act.Resumed(rehearsal.by(Rehearsal.OFFICER), liveAlert));
            assertThat(rehearsal.control(ControlState::isHalted)).isTrue();
            assertThat(rehearsal.submit(new Act.Resumed(rehearsal.by(Rehearsal.OFFICER), liveAlert)))
                    .isInstanceOfSatisfying(
                            Verdict.Rejected.class,
                            rejected -> assertThat(rejected.reason()).isEqualTo(Reason.TWO_PEOPLE));
            rehearsal.must(new Act.Resumed(rehearsal.by(Rehearsal.APPROVER), liveAlert));
            assertThat(rehearsal.control(ControlState::isHalted)).isFalse();
        }
    }

    @Test
    void withoutMarksARestoreIsRefusedUnlessTheyAreSaidToBeLost() throws IOException {
        Files.delete(LastingMarks.in(data));
        assertThatThrownBy(() -> Restore.run(backup, data))
                .isInstanceOf(DataDirectoryException.class)
                .hasMessageContaining(LastingMarks.in(data) + " does not exist");
        assertThatThrownBy(() -> Restore.run(root.resolve("nothing"), data, new Secret(""), true))
                .isInstanceOf(DataDirectoryException.class);
        assertThat(LastingMarks.in(data)).doesNotExist();
        Restore.Report report = Restore.run(backup, data, new Secret(""), true);
        assertThat(report.erased()).isZero();
        assertThat(report.firstFreeAlert()).isGreaterThan(1_000_000);
        try (Rehearsal rehearsal = Rehearsal.open(data)) {
            assertThat(Shards.slotOf(
                            rehearsal.register(SHARD, "next@example.test").ordinals()[0]))
                    .isGreaterThan(100_000);
        }
    }

    @Test
    void withAnotherKeyNothingIsRestoredAndTheFileIsNamed() throws IOException {
        Path key = KeySource.file(data);
        Files.move(key, root.resolve("right.key"));
        assertThatThrownBy(() -> Restore.run(backup, data))
                .isInstanceOf(DataDirectoryException.class)
                .hasMessageContaining(key + " does not exist");
        KeyFile.loadOrCreate(key, new SecureRandom());
        assertThatThrownBy(() -> Restore.run(backup, data))
                .isInstanceOf(VaultException.class)
                .hasMessage(
                        "key file " + key + ": the register was sealed with a key 1 that is missing there or another");
        assertThat(data.resolve("tocsin-data")).doesNotExist();
        Files.delete(key);
        Files.move(root.resolve("right.key"), key);
        Restore.run(backup, data);
    }

    @Test
    void aWrongKeyIsNoticedWhenTheInstallationStarts() throws IOException {
        Restore.run(backup, data);
        Files.delete(KeySource.file(data));
        assertThatThrownBy(() -> Rehearsal.open(data))
                .isInstanceOf(VaultException.class)
                .hasMessageStartingWith("key file " + KeySource.file(data) + ": the register was sealed with a key 1");
    }

    @Test
    void anErasureThatACrashLeftHalfDoneIsCompletedAtTheStart() {
        Restore.run(backup, data);
        try (Rehearsal rehearsal = Rehearsal.open(data)) {
            assertThat(rehearsal.knows(kept)).isTrue();
        }
        try (Rehearsal rehearsal = afterACrashInsideAnErasure()) {
            assertThat(rehearsal.knows(kept)).isFalse();
            await().until(() -> rehearsal.everyone() == 0);
            byte[] claim = rehearsal.house.vault().blindIndex(ChannelKind.EMAIL, "a@example.test");
            assertThat(rehearsal
                            .house
                            .register()
                            .endpointOwner(claim)
                            .toCompletableFuture()
                            .join())
                    .hasValue(kept);
        }
    }

    private Rehearsal afterACrashInsideAnErasure() {
        try (Rehearsal rehearsal = Rehearsal.open(data)) {
            Marks.Erasure erasure = Installation.await(
                            rehearsal.house.erasures().subscriber(kept), 10)
                    .orElseThrow();
            rehearsal.house.marks().erased(erasure);
        }
        return Rehearsal.open(data);
    }

    @Test
    void marksOfAnotherInstallationAreRefused() {
        try (Marks marks = LastingMarks.open(LastingMarks.in(data))) {
            marks.erased(new Marks.Erasure(kept, new UUID(1, 2)));
        }
        assertThatThrownBy(() -> Restore.run(backup, data)).hasMessageContaining("of another installation");
        assertThat(List.of(data.resolve("tocsin-data"), data.resolve("tocsin-restoring")))
                .noneMatch(Files::exists);
    }
}
