package uk.tocsin.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import uk.tocsin.control.AuditVerifier.Broken;
import uk.tocsin.control.AuditVerifier.Entry;
import uk.tocsin.control.AuditVerifier.Proven;
import uk.tocsin.control.AuditVerifier.Result;

final class AuditProperties {
    private static final Map<String, PublicKey> KEYS = Map.of(Office.CLERK_KEY, Office.CLERK.getPublic());
    private static final Office OFFICE = office();

    /// Records up to here are vouched for by the last checkpoint.
    private static final int COVERED = (int) OFFICE.state.lastCheckpoint() + 1;

    private static Office office() {
        Office office = new Office();
        RandomActs acts = new RandomActs(office, 7);
        for (int i = 0; i < 5; i++) {
            acts.some(20);
            office.must(office.checkpoint());
        }
        acts.some(1);
        return office;
    }

    private static Result verify(List<byte[]> log) {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < log.size(); i++) {
            entries.add(new Entry(i, log.get(i)));
        }
        return AuditVerifier.verify(entries, KEYS);
    }

    @Example
    void anUntouchedLogIsProven() {
        assertThat(verify(OFFICE.log)).isInstanceOfSatisfying(Proven.class, proven -> {
            assertThat(proven.records()).isEqualTo(OFFICE.log.size());
            assertThat(proven.head()).isEqualTo(OFFICE.state.head());
            assertThat(proven.checkpoints()).isGreaterThanOrEqualTo(5);
            assertThat(proven.unproven()).isEqualTo(OFFICE.log.size() - COVERED);
        });
        assertThat(verify(List.of())).isInstanceOf(Proven.class);
    }

    @Property(tries = 200)
    void aFlippedBitIsFound(@ForAll long seed) {
        Random random = new Random(seed);
        List<byte[]> log = new ArrayList<>(OFFICE.log);
        int at = random.nextInt(COVERED);
        byte[] record = log.get(at).clone();
        record[random.nextInt(record.length)] ^= (byte) (1 << random.nextInt(8));
        log.set(at, record);
        assertThat(verify(log))
                .isInstanceOfSatisfying(
                        Broken.class, broken -> assertThat(broken.position()).isGreaterThanOrEqualTo(at));
    }

    @Property(tries = 60)
    void aRemovedRecordIsFoundAlsoWhenTheRestMovesUp(@ForAll @IntRange(min = 0, max = 119) int index) {
        List<byte[]> log = new ArrayList<>(OFFICE.log);
        log.remove(index % COVERED);
        assertThat(verify(log)).isInstanceOf(Broken.class);
    }

    @Property(tries = 60)
    void aGapInThePositionsIsFound(@ForAll @IntRange(min = 0, max = 119) int index) {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < OFFICE.log.size(); i++) {
            if (i != index % COVERED) {
                entries.add(new Entry(i, OFFICE.log.get(i)));
            }
        }
        assertThat(AuditVerifier.verify(entries, KEYS)).isInstanceOf(Broken.class);
    }

    @Property(tries = 60)
    void swappedRecordsAreFound(@ForAll @IntRange(min = 0, max = 118) int index) {
        int at = index % (COVERED - 1);
        List<byte[]> log = new ArrayList<>(OFFICE.log);
        Assume.that(!Arrays.equals(log.get(at), log.get(at + 1)));
        Collections.swap(log, at, at + 1);
        assertThat(verify(log)).isInstanceOf(Broken.class);
    }

    @Property(tries = 60)
    void anInsertedRecordIsFound(@ForAll @IntRange(min = 0, max = 119) int index, @ForAll long seed) {
        List<byte[]> log = new ArrayList<>(OFFICE.log);
        log.add(index % COVERED, OFFICE.log.get(new Random(seed).nextInt(OFFICE.log.size())));
        assertThat(verify(log)).isInstanceOf(Broken.class);
    }

    @Example
    void aTruncatedTailIsFoundByNobodyButTheUnprovenRestIsCounted() {
        List<byte[]> log = OFFICE.log.subList(0, COVERED + 1);
        assertThat(verify(log))
                .isInstanceOfSatisfying(
                        Proven.class,
                        proven -> assertThat(proven.unproven()).isEqualTo(log.size() - (long) lastCovered(log)));
    }

    private static int lastCovered(List<byte[]> log) {
        int covered = 0;
        for (byte[] record : log) {
            if (ActCodec.decode(record) instanceof Act.Checkpoint checkpoint) {
                covered = (int) checkpoint.position() + 1;
            }
        }
        return covered;
    }

    @Example
    void aCheckpointBySomeoneElseIsNotBelieved() {
        assertThat(AuditVerifier.verify(List.of(new Entry(0, OFFICE.log.getFirst()), new Entry(1, foreign())), KEYS))
                .isEqualTo(new Broken(1, "the checkpoint's signature is wrong", 0));
        assertThat(AuditVerifier.verify(
                        List.of(new Entry(0, OFFICE.log.getFirst()), new Entry(1, foreign())), Map.of()))
                .isEqualTo(new Broken(1, "the checkpoint's key is not among those given", 0));
    }

    private static byte[] foreign() {
        HashChain chain = new HashChain();
        chain.add(0, OFFICE.log.getFirst());
        return ActCodec.encode(new Act.Checkpoint(
                new ActHeader(new UUID(4, 4), 0, Samples.START),
                0,
                chain.head(),
                Office.CLERK_KEY,
                HashChain.sign(Office.STRANGER.getPrivate(), 0, chain.head())));
    }
}
