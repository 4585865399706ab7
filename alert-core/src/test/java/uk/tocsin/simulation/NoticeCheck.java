package uk.tocsin.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.shard.Applied;
import uk.tocsin.shard.ShardRecord;
import uk.tocsin.shard.ShardRecord.NoticeEnd;

/// Notices are neither lost nor doubled, and none is written when it may not be.
final class NoticeCheck implements Check {
    /// How far a clock that nobody noticed to be wrong may be off.
    private static final long CLOCK_MS = 2_000;

    /// The first, and two repeats where nobody knows.
    private static final int MOST_UNKNOWN = 3;

    private record Try(int shard, long tryNumber) {}

    private record Promise(int shard, ShardRecord.NoticeAsked asked) {}

    private record Notice(int shard, long number) {}

    private final World world;
    private final Set<Promise> promised = new HashSet<>();
    private final Set<Promise> kept = new HashSet<>();
    private final Set<Try> opened = new HashSet<>();
    private final Map<Try, NoticeEnd> ends = new HashMap<>();
    private final Map<Notice, List<NoticeRequest>> written = new HashMap<>();
    private final Map<Try, NoticeRequest> byTry = new HashMap<>();

    NoticeCheck(World world) {
        this.world = world;
    }

    /// An asker was told that a notice is kept.
    void promised(int shard, ShardRecord.NoticeAsked asked) {
        promised.add(new Promise(shard, asked));
    }

    @Override
    public void applied(Seen seen) {
        switch (seen.record()) {
            case ShardRecord.NoticeAsked asked -> kept.add(new Promise(seen.shard(), asked));
            case ShardRecord.NoticeTried _ -> {
                if (seen.applied() instanceof Applied.Opened(long number, int[] slots) && slots.length > 0) {
                    opened.add(new Try(seen.shard(), number));
                }
            }
            case ShardRecord.NoticeEnded ended -> {
                if (seen.counts() && ended.tryNumber() != 0) {
                    ended(new Try(seen.shard(), ended.tryNumber()), ended.end());
                }
            }
            default -> {
                // not about notices
            }
        }
    }

    private void ended(Try name, NoticeEnd end) {
        ends.put(name, end);
        NoticeRequest request = byTry.get(name);
        boolean taken = request != null && request.request().taken;
        Violation.unless(
                end != NoticeEnd.SENT || taken,
                Invariant.TRUTH,
                "a notice of shard %d counts as sent by try %d, which the provider did not take",
                name.shard(),
                name.tryNumber());
    }

    @Override
    public void noticeWritten(NoticeRequest notice, Permit permit) {
        Try name = new Try(notice.name().shard(), notice.name().tryNumber());
        Violation.unless(
                opened.contains(name), Invariant.READ_BACK, "%s is not in the journal, or does not count", notice);
        Violation.unless(
                !ends.containsKey(name), Invariant.GRACE, "%s was written after its outcome was recorded", notice);
        lifetime(notice);
        once(notice);
        written.computeIfAbsent(new Notice(name.shard(), notice.name().notice()), _ -> new ArrayList<>())
                .add(notice);
        byTry.put(name, notice);
    }

    private void lifetime(NoticeRequest notice) {
        ShardRecord.NoticeAsked asked = notice.asked();
        Violation.unless(
                world.time.nowMs() <= asked.expiresMs() + CLOCK_MS,
                Invariant.NOTICE_LIFETIME,
                "%s was written after its expiry",
                notice);
        Violation.unless(
                !world.control.halted(0, notice.request().node.followed()),
                Invariant.NOTICE_LIFETIME,
                "%s was written while everything was halted",
                notice);
        Violation.unless(
                !world.population.person(notice.name().shard(), asked.slot()).erased,
                Invariant.NOTICE_LIFETIME,
                "%s was written after the erasure",
                notice);
    }

    private void once(NoticeRequest notice) {
        int unknown = 1;
        Notice number = new Notice(notice.name().shard(), notice.name().notice());
        for (NoticeRequest before : written.getOrDefault(number, List.of())) {
            NoticeEnd end = ends.get(new Try(number.shard(), before.name().tryNumber()));
            boolean mayRepeat = end == NoticeEnd.UNKNOWN && notice.asked().channel() != ChannelKind.SMS;
            Violation.unless(
                    end != null && (mayRepeat || !before.request().taken),
                    Invariant.NOTICE_ONCE,
                    "%s repeats try %d, which ended as %s",
                    notice,
                    before.name().tryNumber(),
                    String.valueOf(end));
            unknown += end == NoticeEnd.UNKNOWN ? 1 : 0;
        }
        Violation.unless(unknown <= MOST_UNKNOWN, Invariant.NOTICE_ONCE, "%s repeats once too often", notice);
    }

    @Override
    public void calm() {
        for (Witness witness : world.witnesses) {
            Violation.unless(
                    witness.shard().notices().isEmpty(),
                    Invariant.NOTICES_END,
                    "notices %s of shard %d have not come to an end",
                    witness.shard().notices(),
                    witness.number);
        }
    }

    @Override
    public void end() {
        calm();
        for (Promise promise : promised) {
            Violation.unless(
                    kept.contains(promise),
                    Invariant.NOTICES_END,
                    "shard %d lost %s",
                    promise.shard(),
                    promise.asked());
        }
    }
}
