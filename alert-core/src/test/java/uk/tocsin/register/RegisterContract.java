package uk.tocsin.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static uk.tocsin.journal.Waiting.get;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import uk.tocsin.journal.Waiting;
import uk.tocsin.model.Shards;
import uk.tocsin.register.Register.Entry;

/// What every [Register] does.
public abstract class RegisterContract {
    private static final int SHARD = 63;

    private final Random random = new Random(11);
    private Register register;

    /// A register on empty storage.
    protected abstract Register open() throws Exception;

    /// Closes it and opens another on the same storage.
    protected abstract Register reopen(Register open) throws Exception;

    /// Whether any of these, of 8 bytes or more, stands anywhere in the files of the open store.
    protected abstract boolean holdsAnyOf(List<byte[]> wanted) throws Exception;

    @BeforeEach
    void openOne() throws Exception {
        register = open();
    }

    @AfterEach
    void closeIt() {
        register.close();
    }

    private byte[] sealed(int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return bytes;
    }

    private static Stream<byte[]> pieces(byte[] bytes) {
        return IntStream.range(0, bytes.length / 8).mapToObj(i -> Arrays.copyOfRange(bytes, i * 8, i * 8 + 8));
    }

    private Map<Integer, byte[]> fetch(int shard, int... slots) {
        Map<Integer, byte[]> found = new TreeMap<>();
        List<Integer> order = new ArrayList<>();
        int count = get(register.fetch(shard, slots, 0, slots.length, (slot, bytes) -> {
            order.add(slot);
            found.put(slot, bytes);
        }));
        assertThat(order).hasSize(count).isSorted().doesNotHaveDuplicates();
        return found;
    }

    @Test
    void whatIsPutIsFetchedAlsoAfterReopening() throws Exception {
        byte[] first = sealed(300);
        byte[] second = sealed(0);
        get(register.put(SHARD, List.of(new Entry(0, first), new Entry(Shards.MAX_SLOT, second))));
        register = reopen(register);
        Map<Integer, byte[]> found = fetch(SHARD, 0, 1, Shards.MAX_SLOT);
        assertThat(found.keySet()).containsExactly(0, Shards.MAX_SLOT);
        assertThat(found.get(0)).isEqualTo(first);
        assertThat(found.get(Shards.MAX_SLOT)).isEmpty();
    }

    @Test
    void aPutReplaces() {
        get(register.put(1, List.of(new Entry(5, sealed(10)))));
        byte[] longer = sealed(5000);
        get(register.put(1, List.of(new Entry(5, longer))));
        assertThat(fetch(1, 5).get(5)).isEqualTo(longer);
    }

    @Test
    void shardsDoNotMix() {
        get(register.put(1, List.of(new Entry(5, sealed(10)))));
        assertThat(fetch(0, 5)).isEmpty();
        assertThat(fetch(2, 5)).isEmpty();
        assertThat(get(register.scan(0, 0, 10))).isEmpty();
        assertThat(get(register.scan(2, 0, 10))).isEmpty();
    }

    @Test
    void aFetchGivesExactlyTheSlotsAskedForThatHaveARecord() {
        List<Entry> entries = new ArrayList<>();
        for (int slot = 0; slot < 3000; slot += 1 + random.nextInt(3)) {
            entries.add(new Entry(slot, sealed(20)));
        }
        get(register.put(SHARD, entries));
        for (int stride : new int[] {1, 2, 7, 50, 900}) {
            int[] slots = IntStream.range(0, 3100).filter(s -> s % stride == 0).toArray();
            Map<Integer, byte[]> found = fetch(SHARD, slots);
            List<Entry> expected =
                    entries.stream().filter(e -> e.slot() % stride == 0).toList();
            assertThat(found).hasSize(expected.size());
            expected.forEach(e -> assertThat(found.get(e.slot())).isEqualTo(e.sealed()));
        }
    }

    @Test
    void aFetchKeepsToItsPartOfTheArray() {
        get(register.put(
                SHARD,
                IntStream.range(0, 10).mapToObj(i -> new Entry(i, sealed(4))).toList()));
        List<Integer> seen = new ArrayList<>();
        int[] slots = {9, 2, 3, 7, 1};
        assertThat(get(register.fetch(SHARD, slots, 1, 4, (slot, bytes) -> seen.add(slot))))
                .isEqualTo(3);
        assertThat(seen).containsExactly(2, 3, 7);
        assertThat(get(register.fetch(SHARD, slots, 2, 2, (slot, bytes) -> seen.add(slot))))
                .isZero();
    }

    @Test
    void aFetchThatCannotBeIsRefused() {
        int[] falling = {2, 1};
        assertThatThrownBy(() -> register.fetch(SHARD, falling, 0, 2, (slot, bytes) -> {}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> register.fetch(SHARD, falling, 0, 3, (slot, bytes) -> {}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> register.fetch(64, falling, 0, 1, (slot, bytes) -> {}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aReceiverThatFailsFailsTheFetchAndNothingElse() {
        get(register.put(SHARD, List.of(new Entry(1, sealed(4)))));
        CompletionStage<Integer> fetch = register.fetch(SHARD, new int[] {1}, 0, 1, (slot, bytes) -> {
            throw new IllegalStateException("cannot");
        });
        assertThatThrownBy(() -> get(fetch)).hasCauseInstanceOf(RegisterException.class);
        assertThat(fetch(SHARD, 1)).hasSize(1);
    }

    @Test
    void aScanGoesUpFromASlot() {
        get(register.put(SHARD, List.of(new Entry(1, sealed(4)), new Entry(4, sealed(4)), new Entry(6, sealed(4)))));
        assertThat(get(register.scan(SHARD, 2, 10))).extracting(Entry::slot).containsExactly(4, 6);
        assertThat(get(register.scan(SHARD, 0, 2))).extracting(Entry::slot).containsExactly(1, 4);
        assertThat(get(register.scan(SHARD, 7, 2))).isEmpty();
    }

    @Test
    void aPutHasALimitAndAnImpossibleSlotStoresNothing() {
        List<Entry> tooMuch = List.of(new Entry(1, new byte[Register.MAX_PUT_BYTES]), new Entry(2, new byte[1]));
        assertThatThrownBy(() -> register.put(SHARD, tooMuch)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> register.put(SHARD, List.of(new Entry(1, sealed(1)), new Entry(-1, sealed(1)))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> register.put(64, List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThat(fetch(SHARD, 1, 2)).isEmpty();
        get(register.put(SHARD, List.of()));
        get(register.put(SHARD, List.of(new Entry(1, new byte[Register.MAX_PUT_BYTES]))));
        assertThat(fetch(SHARD, 1).get(1)).hasSize(Register.MAX_PUT_BYTES);
    }

    @Test
    void noByteOfAnErasedRecordRemains() throws Exception {
        Map<Integer, byte[]> all = new TreeMap<>();
        // In the order that makes pages split: a few shards in turn, some records replaced by longer ones.
        for (int round = 0; round < 60; round++) {
            List<Entry> entries = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                int slot = i < 15 ? round * 15 + i : random.nextInt(round * 15 + 1);
                byte[] bytes = sealed(100 + random.nextInt(250));
                byte[] old = all.put(slot, bytes);
                if (old != null) {
                    assertThat(old).isNotEqualTo(bytes);
                }
                entries.add(new Entry(slot, bytes));
            }
            get(register.put(SHARD, entries));
            get(register.put(1, List.of(new Entry(round, sealed(300)))));
        }
        List<CompletionStage<Void>> erasures = new ArrayList<>();
        List<byte[]> gone = new ArrayList<>();
        for (int slot : List.copyOf(all.keySet())) {
            if (slot % 4 == 0) {
                erasures.add(register.erase(SHARD, slot));
                gone.add(all.remove(slot));
            }
        }
        erasures.forEach(Waiting::get);
        List<byte[]> pieces = gone.stream().flatMap(RegisterContract::pieces).toList();
        await().until(() -> !holdsAnyOf(pieces));
        int[] slots = all.keySet().stream().mapToInt(Integer::intValue).toArray();
        assertThat(fetch(SHARD, slots)).hasSize(slots.length);
        assertThat(fetch(SHARD, 0, 4, 8)).isEmpty();
    }

    @Test
    void erasingWhatIsNotThereSucceeds() {
        get(register.erase(SHARD, 77));
        get(register.eraseDocument("staff", "nobody"));
        get(register.removeDocument("staff", "nobody"));
    }

    @Test
    void anEndpointHasOneOwner() throws Exception {
        byte[] blind = sealed(Register.BLIND_INDEX_BYTES);
        assertThat(get(register.endpointOwner(blind))).isEmpty();
        assertThat(get(register.claimEndpoint(blind, 5))).isEqualTo(5);
        assertThat(get(register.claimEndpoint(blind, 6))).isEqualTo(5);
        assertThat(get(register.claimEndpoint(blind, 5))).isEqualTo(5);
        register = reopen(register);
        assertThat(get(register.endpointOwner(blind))).hasValue(5);
        get(register.releaseEndpoint(blind, 6));
        assertThat(get(register.endpointOwner(blind))).hasValue(5);
        get(register.releaseEndpoint(blind, 5));
        assertThat(get(register.endpointOwner(blind))).isEmpty();
        assertThat(get(register.claimEndpoint(blind, 6))).isEqualTo(6);
    }

    @Test
    void claimsThatRaceAgreeOnTheOwner() {
        byte[] blind = sealed(Register.BLIND_INDEX_BYTES);
        List<CompletionStage<Integer>> claims = IntStream.range(0, 50)
                .mapToObj(i -> register.claimEndpoint(blind, i))
                .toList();
        assertThat(claims.stream().map(Waiting::get).distinct()).hasSize(1);
    }

    @Test
    void manyClaimsAnswerByIndex() {
        byte[] taken = sealed(Register.BLIND_INDEX_BYTES);
        byte[] free = sealed(Register.BLIND_INDEX_BYTES);
        get(register.claimEndpoint(taken, 9));
        // Indexes that differ in the last bit are different.
        byte[] near = taken.clone();
        near[near.length - 1] ^= 1;
        int[] owners = get(register.claimEndpoints(List.of(free, taken, near, free), new int[] {1, 2, 3, 4}));
        assertThat(owners).containsExactly(1, 9, 3, 1);
        assertThat(get(register.claimEndpoints(List.of(), new int[0]))).isEmpty();
    }

    @Test
    void thousandsOfClaimsAreAsGoodAsOne() throws Exception {
        List<byte[]> blinds = IntStream.range(0, 3 * 1024)
                .mapToObj(_ -> sealed(Register.BLIND_INDEX_BYTES))
                .toList();
        int[] wanted = IntStream.range(0, blinds.size()).toArray();
        get(register.claimEndpoint(blinds.get(1), 9_999));
        int[] owned = wanted.clone();
        owned[1] = 9_999;
        assertThat(get(register.claimEndpoints(blinds, wanted))).isEqualTo(owned);
        assertThat(get(register.endpointOwners(blinds))).isEqualTo(owned);
        assertThat(get(register.claimEndpoint(blinds.get(7), 1))).isEqualTo(7);
        get(register.releaseEndpoint(blinds.get(8), 7));
        get(register.releaseEndpoint(blinds.get(9), 9));
        assertThat(get(register.endpointOwner(blinds.get(9)))).isEmpty();
        assertThat(get(register.claimEndpoint(blinds.get(9), 10_000))).isEqualTo(10_000);
        owned[9] = 10_000;
        assertThat(get(register.claimEndpoints(blinds, wanted))).isEqualTo(owned);
        register = reopen(register);
        assertThat(get(register.endpointOwners(blinds))).isEqualTo(owned);
        assertThat(get(register.claimEndpoint(blinds.get(8), 1))).isEqualTo(8);
    }

    @Test
    void everyClaimIsToldInItsPart() throws Exception {
        List<byte[]> blinds = new ArrayList<>();
        for (int i = 0; i < 2048; i++) {
            byte[] blind = sealed(Register.BLIND_INDEX_BYTES);
            blind[0] = (byte) 0xff;
            blind[1] = (byte) (i % 2 == 0 ? 0x80 : 0x7f);
            blinds.add(blind);
        }
        get(register.claimEndpoint(blinds.getFirst(), 4711));
        get(register.claimEndpoints(blinds, IntStream.range(0, 2048).toArray()));
        get(register.releaseEndpoint(blinds.get(2), 2));
        assertThat(get(register.claims(0xff80))).hasSize(1023).satisfies(claims -> {
            assertThat(claims)
                    .extracting(Register.Claim::ordinal)
                    .contains(4711, 4)
                    .doesNotContain(0, 1, 2);
            assertThat(claims)
                    .extracting(Register.Claim::blindIndex)
                    .isSortedAccordingTo(Arrays::compareUnsigned)
                    .allMatch(blind -> blind.length == Register.BLIND_INDEX_BYTES && blind[1] == (byte) 0x80);
        });
        register = reopen(register);
        assertThat(get(register.claims(0xff7f))).hasSize(1024).anySatisfy(claim -> {
            assertThat(claim.blindIndex()).isEqualTo(blinds.get(1));
            assertThat(claim.ordinal()).isEqualTo(1);
        });
        assertThat(get(register.claims(0))).isEmpty();
        assertThatThrownBy(() -> register.claims(Register.CLAIM_PARTS)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theOwnersOfManyAreTold() {
        byte[] taken = sealed(Register.BLIND_INDEX_BYTES);
        byte[] free = sealed(Register.BLIND_INDEX_BYTES);
        get(register.claimEndpoint(taken, 9));
        assertThat(get(register.endpointOwners(List.of(free, taken, free)))).containsExactly(-1, 9, -1);
        assertThat(get(register.endpointOwners(List.of()))).isEmpty();
        assertThat(get(register.endpointOwner(free))).isEmpty();
        assertThatThrownBy(() -> register.endpointOwners(List.of(sealed(Register.BLIND_INDEX_BYTES - 1))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aClaimThatCannotBeIsRefused() {
        byte[] blind = sealed(Register.BLIND_INDEX_BYTES);
        assertThatThrownBy(() -> register.claimEndpoint(sealed(Register.BLIND_INDEX_BYTES - 1), 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> register.claimEndpoint(blind, -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> register.claimEndpoints(List.of(blind), new int[2]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void manyDocumentsAreKeptAtOnce() throws Exception {
        byte[] document = sealed(700);
        get(register.putDocument("premises", "1", sealed(4)));
        get(register.putDocuments("premises", Map.of("1", document, "2", sealed(5))));
        get(register.putDocuments("premises", Map.of()));
        register = reopen(register);
        assertThat(get(register.documentKeys("premises", 10))).containsExactly("1", "2");
        assertThat(get(register.document("premises", "1")))
                .hasValueSatisfying(d -> assertThat(d).isEqualTo(document));
        Map<String, byte[]> found = get(register.documents("premises", List.of("1", "3", "2")));
        assertThat(found).containsOnlyKeys("1", "2");
        assertThat(found.get("1")).isEqualTo(document);
        assertThat(get(register.documents("staff", List.of("1")))).isEmpty();
    }

    @Test
    void keysAreToldNumbersFirst() {
        List<String> keys = List.of("0", "9", "10", "2147483647", "01", "a", "a1");
        keys.forEach(key -> get(register.putDocument("staff", key, sealed(4))));
        assertThat(get(register.documentKeys("staff", 20)))
                .containsExactlyInAnyOrderElementsOf(keys)
                .startsWith("0", "9", "10");
        assertThat(get(register.document("staff", "2147483647"))).isPresent();
        get(register.eraseDocument("staff", "10"));
        assertThat(get(register.documents("staff", keys)))
                .doesNotContainKey("10")
                .hasSize(keys.size() - 1);
    }

    @Test
    void keysAreToldAPartAtATime() {
        List<String> keys = new ArrayList<>();
        for (String key : List.of("0", "9", "10", "700", "123456", "01", "a", "a1")) {
            get(register.putDocument("staff", key, sealed(4)));
        }
        List<String> part = get(register.documentKeys("staff", 3));
        while (!part.isEmpty()) {
            keys.addAll(part);
            part = get(register.documentKeysAfter("staff", keys.getLast(), 3));
        }
        assertThat(keys).containsExactly("0", "9", "10", "700", "123456", "01", "a", "a1");
        assertThat(get(register.documentKeysAfter("staff", "11", 2))).containsExactly("700", "123456");
        assertThat(get(register.documentKeysAfter("staff", "00", 2))).containsExactly("01", "a");
        assertThat(get(register.documentKeysAfter("staff", "b", 2))).isEmpty();
    }

    @Test
    void theCollectionsThatHoldSomethingAreTold() throws Exception {
        assertThat(get(register.collections())).isEmpty();
        get(register.putDocument("staff", "a", sealed(4)));
        get(register.putDocument("premises", "300", sealed(4)));
        get(register.putDocument("a:b", "1", sealed(4)));
        get(register.putDocument("gone", "1", sealed(4)));
        get(register.putDocument("gone", "a", sealed(4)));
        get(register.removeDocument("gone", "1"));
        get(register.removeDocument("gone", "a"));
        register = reopen(register);
        assertThat(get(register.collections())).containsExactly("a:b", "premises", "staff");
    }

    @Test
    void documentsAreKeptByCollectionAndKey() throws Exception {
        byte[] document = sealed(9000);
        get(register.putDocument("staff", "b", sealed(4)));
        get(register.putDocument("staff", "a", sealed(4)));
        get(register.putDocument("staff", "a", document));
        get(register.putDocument("draft", "c", sealed(4)));
        register = reopen(register);
        assertThat(get(register.documentKeys("staff", 10))).containsExactly("a", "b");
        assertThat(get(register.documentKeys("staff", 1))).containsExactly("a");
        assertThat(get(register.documentKeys("none", 10))).isEmpty();
        assertThat(get(register.document("staff", "a")))
                .hasValueSatisfying(d -> assertThat(d).isEqualTo(document));
        assertThat(get(register.document("draft", "a"))).isEmpty();
    }

    @Test
    void noByteOfAnErasedDocumentRemains() throws Exception {
        byte[] document = sealed(9000);
        get(register.putDocument("staff", "a", document));
        get(register.putDocument("staff", "b", sealed(100)));
        get(register.eraseDocument("staff", "a"));
        assertThat(get(register.document("staff", "a"))).isEmpty();
        await().until(() -> !holdsAnyOf(pieces(document).toList()));
        assertThat(get(register.documentKeys("staff", 10))).containsExactly("b");
    }

    @Test
    void aRemovedDocumentIsNeverReadAgain() throws Exception {
        for (String key : List.of("a", "b", "7", "300")) {
            get(register.putDocument("session", key, sealed(50)));
        }
        get(register.removeDocument("session", "a"));
        get(register.removeDocument("session", "300"));
        assertThat(get(register.document("session", "a"))).isEmpty();
        register = reopen(register);
        assertThat(get(register.documentKeys("session", 10))).containsExactly("7", "b");
        assertThat(get(register.documents("session", List.of("a", "b", "7", "300"))))
                .containsOnlyKeys("b", "7");
        byte[] again = sealed(60);
        get(register.putDocument("session", "a", again));
        assertThat(get(register.document("session", "a")))
                .hasValueSatisfying(d -> assertThat(d).isEqualTo(again));
    }

    @Test
    void afterClosingEverythingIsRefused() {
        register.close();
        assertThatThrownBy(() -> get(register.put(1, List.of(new Entry(1, sealed(1))))))
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(RegisterException.class);
        assertThatThrownBy(() -> get(register.endpointOwner(sealed(Register.BLIND_INDEX_BYTES))))
                .hasCauseInstanceOf(RegisterException.class);
        register.close();
    }
}
