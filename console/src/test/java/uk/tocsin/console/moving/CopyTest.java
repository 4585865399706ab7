package uk.tocsin.console.moving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static uk.tocsin.journal.Waiting.get;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import uk.tocsin.control.Act;
import uk.tocsin.control.ActCodec;
import uk.tocsin.control.ActHeader;
import uk.tocsin.journal.Appended;
import uk.tocsin.journal.ForwardingJournal;
import uk.tocsin.journal.Journal;
import uk.tocsin.journal.MemoryJournal;
import uk.tocsin.journal.MemorySnapshots;
import uk.tocsin.journal.Snapshots.Snapshot;
import uk.tocsin.model.Shards;
import uk.tocsin.register.MemoryRegister;
import uk.tocsin.register.Register;
import uk.tocsin.register.Register.Entry;
import uk.tocsin.shard.ShardCodec;
import uk.tocsin.shard.ShardRecord;

class CopyTest {
    private static final int SHARD = 5;
    private static final byte[] OLD = blind(1);
    private static final byte[] NEW = blind(2);

    private final Random random = new Random(7);
    private final MemoryJournal journal = new MemoryJournal();
    private final Side from = new Side(journal, new MemorySnapshots(), new MemoryRegister());
    private final Side to = new Side(new MemoryJournal(), new MemorySnapshots(), new MemoryRegister());

    private static byte[] blind(int number) {
        byte[] blind = new byte[Register.BLIND_INDEX_BYTES];
        blind[1] = (byte) number;
        return blind;
    }

    private byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return bytes;
    }

    @BeforeEach
    void fill() {
        for (int shard = 0; shard < Shards.COUNT; shard++) {
            List<Entry> entries = new ArrayList<>();
            for (int slot = 0; slot < 100; slot++) {
                entries.add(new Entry(slot * 3, bytes(20 + random.nextInt(20_000) * (slot / 99))));
                get(from.register().claimEndpoint(bytes(Register.BLIND_INDEX_BYTES), Shards.ordinal(shard, slot * 3)));
            }
            get(from.register().put(shard, entries));
            for (int i = 0; i < 20 * shard; i++) {
                get(journal.append(shard, List.of(bytes(random.nextInt(50)))));
            }
        }
        get(from.snapshots().save(new Snapshot(SHARD, 40, bytes(1000))));
        get(from.snapshots().save(new Snapshot(SHARD, 70, bytes(900_000))));
        get(from.snapshots().save(new Snapshot(Journal.CONTROL, 1, bytes(10))));
        get(journal.deleteBelow(SHARD, 40));
        get(journal.append(Journal.CONTROL, List.of(settled(3), settled(9))));
        for (int i = 0; i < 3000; i++) {
            get(from.register().putDocument("premises", Integer.toString(i), bytes(30)));
        }
        get(from.register().putDocuments("staff", Map.of("a", bytes(0), "b", bytes(500_000), "c", bytes(500_000))));
    }

    private static byte[] settled(long position) {
        ActHeader header = new ActHeader(new UUID(1, position), ActHeader.ENGINE, Instant.EPOCH);
        return ActCodec.encode(new Act.ShardSettled(header, 1, SHARD, position, List.of()));
    }

    private static Report copy(Side from, Side to) {
        return Copy.run(from, to, (_, _, _) -> List.of(), Progress.NONE);
    }

    @Test
    void everythingIsCopiedAndPositionsStay() {
        Report there = copy(from, to);
        to.end();
        assertThat(get(to.journal().end(SHARD))).isEqualTo(100);
        assertThat(get(to.register().documentKeys("premises", 5000))).hasSize(3000);
        assertThat(get(to.register().collections())).containsExactly("premises", "staff");
        assertThat(get(to.snapshots().latest(SHARD)))
                .extracting(Snapshot::position)
                .containsExactly(70L);
        List<String> table = there.toString().lines().toList();
        assertThat(table)
                .anyMatch(line -> line.matches(" *records of people +6,400 .*"))
                .anyMatch(line -> line.matches(" *claims +6,400 .*"))
                .anyMatch(line -> line.matches(" *documents +3,003 .*"))
                .anyMatch(line -> line.matches(" *acts of the control log +2 .*"))
                .anyMatch(line -> line.matches(" *snapshots +2 .*"));
        Side third = new Side(new MemoryJournal(), new MemorySnapshots(), new MemoryRegister());
        assertThat(copy(to, third)).hasToString(there.toString());
    }

    @Test
    void aCopyIsUnfinishedUntilItIsSaidToBe() {
        assertThat(to.content()).isEmpty();
        assertThat(Side.isUnfinished(to.register())).isFalse();
        assertThatThrownBy(() -> Copy.run(from, to, (_, _, _) -> List.of(), (done, _) -> {
                    if (done > 0.5) {
                        throw new IllegalStateException("the power went");
                    }
                }))
                .hasMessage("the power went");
        assertThat(Side.isUnfinished(to.register())).isTrue();
        assertThat(to.content()).isNotEmpty();
    }

    @Test
    void whatSomebodyElseWritesIntoTheCopyIsNoticed() {
        Journal shared = new ForwardingJournal(to.journal()) {
            @Override
            public CompletionStage<Appended> append(int log, List<byte[]> records) {
                if (log == 7) {
                    get(super.append(log, List.of(new byte[1])));
                }
                return super.append(log, records);
            }
        };
        assertThatThrownBy(() -> copy(from, new Side(shared, to.snapshots(), to.register())))
                .isInstanceOf(CopyException.class)
                .hasMessageContaining("somebody else writes there");
    }

    @Test
    void aCopyThatDiffersIsNoCopy() {
        get(to.register().put(SHARD, List.of(new Entry(1, bytes(10)))));
        assertThatThrownBy(() -> copy(from, to))
                .isInstanceOf(CopyException.class)
                .hasMessageContaining("records of shard " + SHARD + ": 100 (")
                .hasMessageContaining("101 (");
    }

    @Test
    void theControlLogSpeaksOfNothingThatTheShardsDoNotHave() {
        Journal live = new ForwardingJournal(journal) {
            private boolean settledMeanwhile;

            @Override
            public CompletionStage<Long> end(int log) {
                // When all shards were copied, one goes on, and the clerk says so.
                if (log == Journal.CONTROL
                        && !settledMeanwhile
                        && get(to.journal().end(63)) > 0) {
                    settledMeanwhile = true;
                    get(super.append(SHARD, List.of(ShardCodec.encode(new ShardRecord.Erased(1)))));
                    get(super.append(Journal.CONTROL, List.of(settled(101))));
                }
                return super.end(log);
            }
        };
        copy(new Side(live, from.snapshots(), from.register()), to);
        assertThat(get(to.journal().end(SHARD))).isEqualTo(101);
        assertThat(get(to.journal().end(Journal.CONTROL))).isEqualTo(3);
    }

    /// Somebody changes their address when the logs are copied: their old record must have its old claim.
    @Test
    void anAddressInACopiedRecordIsItsOwners() {
        int ordinal = Shards.ordinal(SHARD, 0);
        get(from.register().claimEndpoint(OLD, ordinal));
        Copy.run(from, to, (shard, slot, _) -> shard == SHARD && slot == 0 ? List.of(OLD) : List.of(), (done, _) -> {
            if (done > 0.49 && done <= 0.5) {
                change(ordinal);
            }
        });
        assertThat(get(to.register().endpointOwner(OLD))).hasValue(ordinal);
    }

    private void change(int ordinal) {
        if (get(from.register().endpointOwner(NEW)).isEmpty()) {
            get(from.register().claimEndpoint(NEW, ordinal));
            var entry = new ShardRecord.SubscriberEntry(0, new int[0], 0, new int[0], 0);
            get(journal.append(SHARD, List.of(ShardCodec.encode(new ShardRecord.SubscribersSet(List.of(entry))))));
            get(from.register().releaseEndpoint(OLD, ordinal));
        }
    }

    @Test
    void whoIsInTheLogsHasTheRecordThatBelongsToThem() {
        byte[] later = bytes(40);
        Copy.run(from, to, (_, _, _) -> List.of(), (done, _) -> {
            if (done == 0.3 && get(from.register().scan(SHARD, 1000, 1)).isEmpty()) {
                get(from.register().put(SHARD, List.of(new Entry(1000, later))));
                var entry = new ShardRecord.SubscriberEntry(1000, new int[0], 0, new int[0], 0);
                get(journal.append(SHARD, List.of(ShardCodec.encode(new ShardRecord.SubscribersSet(List.of(entry))))));
            }
        });
        assertThat(get(to.register().scan(SHARD, 1000, 1)))
                .singleElement()
                .satisfies(entry -> assertThat(entry.sealed()).isEqualTo(later));
    }
}
