package uk.tocsin.shard;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Mode;
import uk.tocsin.model.ServiceKey;
import uk.tocsin.model.Severity;
import uk.tocsin.model.codec.In;
import uk.tocsin.model.codec.Out;

/// The notices of a shard that are not over: each waits, or has a try open. One that is over is forgotten. A
/// notice's number is the position of the record that asks for it. Owned by the shard's thread.
final class NoticeBook {
    /// Bounds memory: in 64 shards about a hundred megabytes, and more than any share can send before they expire.
    static final int MOST = 10_000;

    /// A push or a mail whose outcome is unknown is repeated so often.
    private static final int REPEATS = 2;

    /// No lane needs to know of more to grant what it can.
    private static final int MOST_SHOWN = 256;

    /// Somebody waits for it with the page open.
    private static final int KEY =
            ServiceKey.of(Mode.ACTUAL, Severity.SEVERE, ServiceKey.group(ServiceKey.FIRST_WAVE, 0));

    private final NavigableMap<Long, Entry> entries = new TreeMap<>();
    private final Map<ChannelKind, NavigableSet<Due>> due = new EnumMap<>(ChannelKind.class);
    private final NavigableSet<Due> expiries = new TreeSet<>(Due.ORDER);
    private final NavigableMap<Long, Long> open = new TreeMap<>();

    /// An instant at which something of a waiting notice changes.
    private record Due(long atMs, long notice) {
        static final Comparator<Due> ORDER = Comparator.comparingLong(Due::atMs).thenComparingLong(Due::notice);
    }

    /// A notice that is not over.
    ///
    /// @param failures tries that certainly did not send it
    /// @param unknowns tries of which nobody knows
    /// @param fromMs not tried before
    /// @param tryNumber its open try; 0 for none
    /// @param epoch the claim that the try was opened under
    private record Entry(
            ShardRecord.NoticeAsked asked, int failures, int unknowns, long fromMs, long tryNumber, long epoch) {
        Entry opened(long number, long under) {
            return new Entry(asked, failures, unknowns, fromMs, number, under);
        }

        Entry waiting(int failed, int unknown, long from) {
            return new Entry(asked, failures + failed, unknowns + unknown, from, 0, 0);
        }

        void write(Out out) {
            ShardCodec.notice(out, asked)
                    .count(failures)
                    .count(unknowns)
                    .signed(fromMs)
                    .count(tryNumber)
                    .signed(epoch);
        }

        static Entry read(In in) {
            return new Entry(ShardCodec.notice(in), in.size(), in.size(), in.signed(), in.count(), in.signed());
        }
    }

    NoticeBook() {
        for (ChannelKind channel : ChannelKind.values()) {
            due.put(channel, new TreeSet<>(Due.ORDER));
        }
    }

    // ---- apply

    /// Takes up a notice, unless there are too many or its endpoint may not be used.
    Applied ask(long position, ShardRecord.NoticeAsked asked, Directory directory) {
        if (!directory.exists(asked.slot())) {
            return new Applied.Ignored(Applied.Why.UNKNOWN_SLOT);
        }
        if (!asked.kind().askedFor() && directory.suppressed(asked.slot(), asked.endpoint())) {
            return new Applied.Ignored(Applied.Why.ENDPOINT_SUPPRESSED);
        }
        if (entries.size() >= MOST) {
            return new Applied.Ignored(Applied.Why.TOO_MANY_NOTICES);
        }
        put(position, new Entry(asked, 0, 0, 0, 0, 0));
        return Applied.DONE;
    }

    /// Opens a try for the notice if it still may be sent.
    Applied attempt(long position, ShardRecord.NoticeTried tried) {
        Entry entry = entries.get(tried.notice());
        if (entry == null || !sendable(entry, tried.stamp().timeMs())) {
            return new Applied.Opened(position, new int[0]);
        }
        remove(tried.notice());
        put(tried.notice(), entry.opened(position, tried.stamp().epoch()));
        return new Applied.Opened(position, new int[] {entry.asked().slot()});
    }

    private static boolean sendable(Entry entry, long atMs) {
        return entry.tryNumber() == 0
                && entry.fromMs() <= atMs
                && atMs < entry.asked().expiresMs();
    }

    /// Ends a try, or a notice that waits. What may be tried again waits again.
    Applied end(ShardRecord.NoticeEnded ended, long nowMs) {
        Entry entry = entries.get(ended.notice());
        if (entry == null || entry.tryNumber() != ended.tryNumber()) {
            return new Applied.Ignored(Applied.Why.UNKNOWN_TRY);
        }
        remove(ended.notice());
        switch (ended.end()) {
            case SENT, REFUSED, WITHHELD, EXPIRED -> {
                // over: nothing of it is kept
            }
            case NOT_SENT -> put(ended.notice(), again(entry, 1, 0, nowMs));
            case NOT_TRIED -> put(ended.notice(), again(entry, 0, 0, nowMs));
            case UNKNOWN -> {
                if (RetryPolicy.repeatsUnknown(entry.asked().channel()) && entry.unknowns() < REPEATS) {
                    put(ended.notice(), again(entry, 0, 1, nowMs));
                }
            }
        }
        return Applied.DONE;
    }

    private static Entry again(Entry entry, int failed, int unknown, long nowMs) {
        int level = entry.failures() + entry.unknowns();
        return entry.waiting(failed, unknown, nowMs + RetryPolicy.delayMs(level, entry.tryNumber()));
    }

    /// Ends every notice to a slot that is gone.
    void erase(int slot) {
        drop(slot, -1);
    }

    /// Ends what nobody asked for to an endpoint that is not to be used any more.
    void suppress(int slot, int endpoint) {
        drop(slot, endpoint);
    }

    private void drop(int slot, int endpoint) {
        List<Long> gone = new ArrayList<>();
        entries.forEach((number, entry) -> {
            ShardRecord.NoticeAsked asked = entry.asked();
            boolean ends = endpoint < 0
                    || asked.endpoint() == endpoint && !asked.kind().askedFor();
            if (asked.slot() == slot && ends) {
                gone.add(number);
            }
        });
        gone.forEach(this::remove);
    }

    private void put(long number, Entry entry) {
        entries.put(number, entry);
        if (entry.tryNumber() == 0) {
            due(entry.asked().channel()).add(new Due(entry.fromMs(), number));
            expiries.add(new Due(entry.asked().expiresMs(), number));
        } else {
            open.put(entry.tryNumber(), number);
        }
    }

    private void remove(long number) {
        Entry entry = entries.remove(number);
        if (entry != null) {
            due(entry.asked().channel()).remove(new Due(entry.fromMs(), number));
            expiries.remove(new Due(entry.asked().expiresMs(), number));
            open.remove(entry.tryNumber());
        }
    }

    private NavigableSet<Due> due(ChannelKind channel) {
        return Objects.requireNonNull(due.get(channel));
    }

    // ---- what the owner asks

    /// What is to be sent on a channel now.
    Demand demand(ChannelKind channel, long nowMs) {
        return Demand.NONE.with(KEY, ready(channel, nowMs, MOST_SHOWN).size());
    }

    /// The first notices, at most so many, that may be tried now, in the order in which they are served.
    List<Long> ready(ChannelKind channel, long nowMs, int limit) {
        List<Long> ready = new ArrayList<>();
        for (Due next : due(channel)) {
            if (next.atMs() > nowMs || ready.size() >= limit) {
                break;
            }
            Entry entry = entries.get(next.notice());
            if (entry != null && sendable(entry, nowMs)) {
                ready.add(next.notice());
            }
        }
        return ready;
    }

    /// The first waiting notices, at most so many, that have expired.
    List<Long> expired(long nowMs, int limit) {
        List<Long> expired = new ArrayList<>();
        for (Due next : expiries) {
            if (next.atMs() > nowMs || expired.size() >= limit) {
                break;
            }
            expired.add(next.notice());
        }
        return expired;
    }

    /// The notice whose open try has this number; null for none.
    @Nullable
    Long ofTry(long tryNumber) {
        return open.get(tryNumber);
    }

    /// An open try.
    record Open(long notice, long tryNumber, ChannelKind channel) {}

    /// The open tries of earlier claims, in order.
    List<Open> orphans(long epoch) {
        List<Open> orphans = new ArrayList<>();
        open.forEach((number, notice) -> {
            Entry entry = entries.get(notice);
            if (entry != null && entry.epoch() != epoch) {
                orphans.add(new Open(notice, number, entry.asked().channel()));
            }
        });
        return orphans;
    }

    /// When something is to be decided, or becomes ready, without anything else happening; Long.MAX_VALUE for
    /// never.
    long nextDueMs(long nowMs) {
        long next = expiries.isEmpty() ? Long.MAX_VALUE : expiries.first().atMs();
        for (NavigableSet<Due> each : due.values()) {
            Due later = each.higher(new Due(nowMs, Long.MAX_VALUE));
            next = later == null ? next : Math.min(next, later.atMs());
        }
        return next;
    }

    // ---- queries

    /// What was asked for; null when it is over.
    ShardRecord.@Nullable NoticeAsked asked(long notice) {
        Entry entry = entries.get(notice);
        return entry == null ? null : entry.asked();
    }

    /// Numbers of the notices that are not over.
    Collection<Long> numbers() {
        return List.copyOf(entries.keySet());
    }

    int size() {
        return entries.size();
    }

    // ---- snapshot

    void write(Out out) {
        out.list(entries.entrySet(), (o, e) -> e.getValue().write(o.count(e.getKey())));
    }

    /// Reads what [#write] wrote, into a book that is empty.
    void read(In in) {
        int rows = in.size();
        for (int i = 0; i < rows; i++) {
            long number = in.count();
            put(number, Entry.read(in));
        }
    }
}
