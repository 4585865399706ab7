package uk.tocsin.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static uk.tocsin.journal.Waiting.get;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every [Journal] does.
public abstract class JournalContract {
    private static final int LOG = 3;

    private Journal journal;
    private final ExecutorService executor = Executors.newFixedThreadPool(2);

    /// A journal on empty storage.
    protected abstract Journal open() throws Exception;

    /// Closes the journal and opens another on the same storage.
    protected abstract Journal reopen(Journal open) throws Exception;

    @BeforeEach
    void openOne() throws Exception {
        journal = open();
    }

    @AfterEach
    void closeIt() {
        journal.close();
        executor.shutdownNow();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<byte[]> numbered(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> bytes("record " + i)).toList();
    }

    private static List<String> texts(List<byte[]> records) {
        return records.stream().map(r -> new String(r, StandardCharsets.UTF_8)).toList();
    }

    private long append(int log, String... texts) {
        return get(journal.append(
                        log, List.of(texts).stream().map(JournalContract::bytes).toList()))
                .first();
    }

    private List<byte[]> read(int log, long from, int count) throws InterruptedException {
        Recorder recorder = new Recorder(from);
        try (Journal.Following following = journal.follow(log, from, executor, recorder)) {
            assertThat(following).isNotNull();
            return recorder.await(count);
        }
    }

    @Test
    void positionsOfEachLogBeginAtZeroAndHaveNoGap() {
        assertThat(append(LOG, "a", "b")).isZero();
        assertThat(append(LOG, "c")).isEqualTo(2);
        assertThat(append(Journal.CONTROL, "x")).isZero();
        assertThat(append(LOG, "d")).isEqualTo(3);
        assertThat(get(journal.end(LOG))).isEqualTo(4);
        assertThat(get(journal.end(Journal.CONTROL))).isEqualTo(1);
        assertThat(get(journal.end(0))).isZero();
    }

    @Test
    void whatWasAcknowledgedIsThereAfterReopening() throws Exception {
        append(LOG, "a", "b");
        append(Journal.CONTROL, "x");
        append(LOG, "");
        journal = reopen(journal);
        assertThat(get(journal.end(LOG))).isEqualTo(3);
        assertThat(texts(read(LOG, 0, 3))).containsExactly("a", "b", "");
        assertThat(texts(read(Journal.CONTROL, 0, 1))).containsExactly("x");
        assertThat(append(LOG, "c")).isEqualTo(3);
    }

    @Test
    void everyLogHasItsOwnRecords() throws Exception {
        List<CompletionStage<Appended>> stages = new ArrayList<>();
        for (int log = 0; log < Journal.LOGS; log++) {
            stages.add(journal.append(log, List.of(bytes("log " + log))));
        }
        stages.forEach(stage -> assertThat(get(stage).first()).isZero());
        for (int log = 0; log < Journal.LOGS; log++) {
            assertThat(texts(read(log, 0, 1))).containsExactly("log " + log);
        }
    }

    @Test
    void appendsOfOneThreadKeepTheirOrder() throws Exception {
        List<CompletionStage<Appended>> stages = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            stages.add(journal.append(LOG, List.of(bytes("record " + i))));
        }
        for (int i = 0; i < 300; i++) {
            assertThat(get(stages.get(i)).first()).isEqualTo(i);
        }
        assertThat(texts(read(LOG, 0, 300))).isEqualTo(texts(numbered(0, 300)));
    }

    @Test
    void aFollowerFromAnyPositionSeesEachRecordOnceWhileOthersAreAppended() throws Exception {
        get(journal.append(LOG, numbered(0, 1000)));
        List<Recorder> recorders = new ArrayList<>();
        for (int from : new int[] {0, 1, 500, 999, 1000}) {
            Recorder recorder = new Recorder(from);
            recorders.add(recorder);
            journal.follow(LOG, from, executor, recorder);
        }
        List<CompletionStage<Appended>> stages = new ArrayList<>();
        for (int i = 1000; i < 3000; i += 10) {
            stages.add(journal.append(LOG, numbered(i, i + 10)));
            if (i == 2000) {
                Recorder late = new Recorder(1500);
                recorders.add(late);
                get(stages.getLast());
                journal.follow(LOG, 1500, executor, late);
            }
        }
        stages.forEach(Waiting::get);
        int[] froms = {0, 1, 500, 999, 1000, 1500};
        for (int i = 0; i < froms.length; i++) {
            List<byte[]> seen = recorders.get(i).await(3000 - froms[i]);
            assertThat(texts(seen)).isEqualTo(texts(numbered(froms[i], 3000)));
            assertThat(recorders.get(i).failed()).isFalse();
        }
    }

    @Test
    void twoThreadsAppendingToOneLogShareItWithoutLoss() throws Exception {
        List<CompletionStage<Appended>> stages = new ArrayList<>();
        try (ExecutorService appenders = Executors.newFixedThreadPool(2)) {
            for (int thread = 0; thread < 2; thread++) {
                int number = thread;
                appenders.execute(() -> {
                    for (int i = 0; i < 200; i++) {
                        CompletionStage<Appended> stage =
                                journal.append(LOG, List.of(bytes(number + ":" + i), bytes(number + ":" + i + "|")));
                        synchronized (stages) {
                            stages.add(stage);
                        }
                    }
                });
            }
        }
        stages.forEach(Waiting::get);
        List<String> seen = texts(read(LOG, 0, 800));
        for (int thread = 0; thread < 2; thread++) {
            String prefix = thread + ":";
            assertThat(seen.stream().filter(text -> text.startsWith(prefix)))
                    .containsExactlyElementsOf(IntStream.range(0, 200)
                            .boxed()
                            .flatMap(i -> Stream.of(prefix + i, prefix + i + "|"))
                            .toList());
        }
    }

    /// Records of one append may stand apart, so its answer names the position of each.
    @Test
    void anAppendIsToldWhereEachOfItsRecordsStands() throws Exception {
        Map<Long, String> told = new ConcurrentHashMap<>();
        List<CompletionStage<Void>> stages = new ArrayList<>();
        try (ExecutorService appenders = Executors.newFixedThreadPool(2)) {
            for (int thread = 0; thread < 2; thread++) {
                int number = thread;
                appenders.execute(() -> {
                    for (int i = 0; i < 100; i++) {
                        List<String> mine = List.of(number + ":" + i, number + ":" + i + "+1", number + ":" + i + "+2");
                        CompletionStage<Void> stage = journal.append(
                                        LOG,
                                        mine.stream()
                                                .map(JournalContract::bytes)
                                                .toList())
                                .thenAccept(appended -> {
                                    assertThat(appended.count()).isEqualTo(3);
                                    IntStream.range(0, 3).forEach(k -> told.put(appended.of(k), mine.get(k)));
                                });
                        synchronized (stages) {
                            stages.add(stage);
                        }
                    }
                });
            }
        }
        stages.forEach(Waiting::get);
        List<String> seen = texts(read(LOG, 0, 600));
        assertThat(told).hasSize(600);
        told.forEach(
                (position, text) -> assertThat(seen.get(position.intValue())).isEqualTo(text));
    }

    @Test
    void anAppendHasALimitAndIsNotEmpty() throws Exception {
        assertThatThrownBy(() -> journal.append(LOG, List.of())).isInstanceOf(IllegalArgumentException.class);
        List<byte[]> tooMuch = List.of(new byte[Journal.MAX_APPEND_BYTES], new byte[1]);
        assertThatThrownBy(() -> journal.append(LOG, tooMuch)).isInstanceOf(IllegalArgumentException.class);
        List<byte[]> most = List.of(new byte[Journal.MAX_APPEND_BYTES]);
        assertThat(get(journal.append(LOG, most)).first()).isZero();
        assertThat(read(LOG, 0, 1).getFirst()).hasSize(Journal.MAX_APPEND_BYTES);
    }

    @Test
    void aLogOrPositionThatCannotBeIsRefused() {
        List<byte[]> one = List.of(bytes("a"));
        Recorder recorder = new Recorder(0);
        for (int log : new int[] {-1, Journal.LOGS}) {
            assertThatThrownBy(() -> journal.append(log, one)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> journal.end(log)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> journal.follow(log, 0, executor, recorder))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> journal.follow(LOG, -1, executor, recorder))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void deletionKeepsTheNumbering() throws Exception {
        get(journal.append(LOG, numbered(0, 2500)));
        get(journal.deleteBelow(LOG, 2100));
        assertThat(texts(read(LOG, 2100, 400))).isEqualTo(texts(numbered(2100, 2500)));
        get(journal.deleteBelow(LOG, 2500));
        assertThat(get(journal.end(LOG))).isEqualTo(2500);
        journal = reopen(journal);
        assertThat(get(journal.end(LOG))).isEqualTo(2500);
        assertThat(append(LOG, "next")).isEqualTo(2500);
        assertThat(texts(read(LOG, 2500, 1))).containsExactly("next");
        // Less than what is deleted already changes nothing.
        get(journal.deleteBelow(LOG, 10));
        assertThat(texts(read(LOG, 2500, 1))).containsExactly("next");
    }

    @Test
    void anEmptyLogCanBeginAtAPosition() throws Exception {
        get(journal.beginAt(LOG, 20_000));
        assertThat(get(journal.end(LOG))).isEqualTo(20_000);
        assertThat(append(LOG, "first")).isEqualTo(20_000);
        journal = reopen(journal);
        assertThat(append(LOG, "second")).isEqualTo(20_001);
        assertThat(texts(read(LOG, 20_000, 2))).containsExactly("first", "second");
        Recorder below = new Recorder(19_999);
        journal.follow(LOG, 19_999, executor, below);
        assertThat(below.awaitFailure()).hasMessageContaining("log " + LOG);
        assertThat(below.seen()).isEmpty();
        get(journal.beginAt(LOG + 1, 0));
        assertThat(append(LOG + 1, "at zero")).isZero();
    }

    @Test
    void aLogThatHoldsSomethingBeginsNowhereElse() {
        append(LOG, "a");
        assertThatThrownBy(() -> get(journal.beginAt(LOG, 5))).hasCauseInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> journal.beginAt(Journal.CONTROL, 5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> journal.beginAt(LOG, -1)).isInstanceOf(IllegalArgumentException.class);
        assertThat(append(LOG, "b")).isEqualTo(1);
    }

    @Test
    void followingBelowWhatWasDeletedOrAboveTheEndFails() {
        get(journal.append(LOG, numbered(0, 10)));
        get(journal.deleteBelow(LOG, 5));
        for (long from : new long[] {4, 11}) {
            Recorder recorder = new Recorder(from);
            journal.follow(LOG, from, executor, recorder);
            assertThat(recorder.awaitFailure()).hasMessageContaining("log " + LOG);
            assertThat(recorder.seen()).isEmpty();
        }
    }

    @Test
    void theControlLogIsNeverDeletedNorAnyBeyondItsEnd() {
        append(Journal.CONTROL, "a");
        assertThatThrownBy(() -> journal.deleteBelow(Journal.CONTROL, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> journal.deleteBelow(LOG, -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> get(journal.deleteBelow(LOG, 1))).hasCauseInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aFollowerThatThrowsIsToldSoAndGetsNoMore() {
        get(journal.append(LOG, numbered(0, 10)));
        AtomicInteger calls = new AtomicInteger();
        Recorder told = new Recorder(0);
        journal.follow(LOG, 0, executor, new Journal.Follower() {
            @Override
            public void records(long firstPosition, List<byte[]> records) {
                calls.incrementAndGet();
                throw new IllegalStateException("cannot");
            }

            @Override
            public void failed(Throwable reason) {
                told.failed(reason);
            }
        });
        assertThat(told.awaitFailure()).hasMessage("cannot");
        append(LOG, "after");
        assertThat(calls).hasValue(1);
    }

    @Test
    void aFollowerThatClosesInsideACallGetsNoOther() throws Exception {
        get(journal.append(LOG, numbered(0, 10)));
        ExecutorService one = Executors.newSingleThreadExecutor();
        AtomicInteger calls = new AtomicInteger();
        CountDownLatch called = new CountDownLatch(1);
        Journal.Following[] handle = new Journal.Following[1];
        one.submit(() -> {
                    handle[0] = journal.follow(LOG, 0, one, new Journal.Follower() {
                        @Override
                        public void records(long firstPosition, List<byte[]> records) {
                            calls.incrementAndGet();
                            handle[0].close();
                            called.countDown();
                        }

                        @Override
                        public void failed(Throwable reason) {
                            calls.addAndGet(100);
                        }
                    });
                })
                .get(10, TimeUnit.SECONDS);
        assertThat(called.await(10, TimeUnit.SECONDS)).isTrue();
        get(journal.append(LOG, numbered(10, 20)));
        Recorder other = new Recorder(0);
        journal.follow(LOG, 0, executor, other);
        other.await(20);
        one.shutdown();
        assertThat(one.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        assertThat(calls).hasValue(1);
    }

    @Test
    void aFollowerThatIsStuckHoldsNobodyUp() throws Exception {
        CountDownLatch stuck = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        Recorder slow = new Recorder(0);
        journal.follow(LOG, 0, executor, new Journal.Follower() {
            @Override
            public void records(long firstPosition, List<byte[]> records) {
                stuck.countDown();
                try {
                    free.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                slow.records(firstPosition, records);
            }

            @Override
            public void failed(Throwable reason) {
                slow.failed(reason);
            }
        });
        append(LOG, "record 0");
        assertThat(stuck.await(10, TimeUnit.SECONDS)).isTrue();
        Recorder quick = new Recorder(0);
        journal.follow(LOG, 0, executor, quick);
        List<CompletionStage<Appended>> stages = new ArrayList<>();
        for (int i = 1; i < 10_001; i += 100) {
            stages.add(journal.append(LOG, numbered(i, i + 100)));
        }
        stages.forEach(Waiting::get);
        assertThat(texts(quick.await(10_001))).isEqualTo(texts(numbered(0, 10_001)));
        free.countDown();
        assertThat(texts(slow.await(10_001))).isEqualTo(texts(numbered(0, 10_001)));
    }

    @Test
    void afterClosingNothingIsAcceptedAndWhatWasAcceptedIsKept() throws Exception {
        List<CompletionStage<Appended>> stages = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            stages.add(journal.append(LOG, List.of(bytes("record " + i))));
        }
        journal.close();
        for (int i = 0; i < 200; i++) {
            assertThat(get(stages.get(i)).first()).isEqualTo(i);
        }
        assertThat(Waiting.refusal(journal.append(LOG, List.of(bytes("late")))))
                .isEqualTo(JournalException.Kind.CLOSED);
        journal.close();
        journal = reopen(journal);
        assertThat(texts(read(LOG, 0, 200))).isEqualTo(texts(numbered(0, 200)));
    }

    @Test
    void aJournalWithRoomIsWritable() {
        assertThat(journal.writable()).isTrue();
    }
}
