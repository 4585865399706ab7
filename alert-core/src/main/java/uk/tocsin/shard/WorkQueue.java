package uk.tocsin.shard;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.roaringbitmap.IntIterator;
import org.roaringbitmap.RoaringBitmap;
import uk.tocsin.model.codec.In;
import uk.tocsin.model.codec.Out;

/// The work left of one channel of one alert: what may be tried now, in order of service, and what waits for an
/// instant. A slot is in at most one place. Owned by the shard's thread.
final class WorkQueue {
    private static final int STEP_BITS = 4;

    private final NavigableMap<Integer, RoaringBitmap> groups = new TreeMap<>();
    private final NavigableMap<Integer, RoaringBitmap> ready = new TreeMap<>();
    private final NavigableMap<Long, RoaringBitmap> waiting = new TreeMap<>();
    private final RoaringBitmap waits = new RoaringBitmap();
    /// Those that wait for the end of somebody's quiet hours.
    private final RoaringBitmap held = new RoaringBitmap();
    private final List<RoaringBitmap> failures = new ArrayList<>();

    /// Work that can be tried now: of one step, with one place in the order of service.
    record Ready(int group, int step, RoaringBitmap slots) {}

    /// Remembers the place of newly planned slots and makes them ready.
    void plan(int step, int group, RoaringBitmap slots) {
        int key = group << STEP_BITS | step;
        groups.merge(key, slots.clone(), (a, b) -> RoaringBitmap.or(a, b));
        ready.merge(key, slots.clone(), (a, b) -> RoaringBitmap.or(a, b));
    }

    /// Makes slots ready, each at its place.
    void makeReady(RoaringBitmap slots) {
        for (Map.Entry<Integer, RoaringBitmap> group : groups.entrySet()) {
            RoaringBitmap mine = RoaringBitmap.and(slots, group.getValue());
            if (!mine.isEmpty()) {
                ready.merge(group.getKey(), mine, (a, b) -> RoaringBitmap.or(a, b));
            }
        }
    }

    /// Makes slots wait after a failure, longer after each.
    void backOff(RoaringBitmap slots, long nowMs, long tryNumber) {
        RoaringBitmap rest = slots.clone();
        for (int level = 0; level < RetryPolicy.maxLevel() && !rest.isEmpty(); level++) {
            if (failures.size() == level) {
                failures.add(new RoaringBitmap());
            }
            RoaringBitmap seen = failures.get(level);
            RoaringBitmap first = RoaringBitmap.andNot(rest, seen);
            seen.or(first);
            waitUntil(nowMs + RetryPolicy.delayMs(level, tryNumber), first);
            rest.andNot(first);
        }
        waitUntil(nowMs + RetryPolicy.delayMs(RetryPolicy.maxLevel(), tryNumber), rest);
    }

    /// Makes those of `slots` that are ready wait for an instant; which those are: a fresh bitmap.
    RoaringBitmap hold(RoaringBitmap slots, long untilMs) {
        RoaringBitmap mine = readyAmong(slots);
        remove(mine);
        waitUntil(untilMs, mine);
        held.or(mine);
        return mine;
    }

    /// What [#hold] made wait and still does. Live: for reading only.
    RoaringBitmap held() {
        return held;
    }

    private void waitUntil(long dueMs, RoaringBitmap slots) {
        if (!slots.isEmpty()) {
            waiting.merge(dueMs, slots.clone(), (a, b) -> RoaringBitmap.or(a, b));
            waits.or(slots);
        }
    }

    /// Makes ready what waited for an instant up to `nowMs`.
    void release(long nowMs) {
        while (!waiting.isEmpty() && waiting.firstKey() <= nowMs) {
            RoaringBitmap due = waiting.pollFirstEntry().getValue();
            waits.andNot(due);
            held.andNot(due);
            makeReady(due);
        }
    }

    void remove(RoaringBitmap slots) {
        for (Iterator<RoaringBitmap> each = ready.values().iterator(); each.hasNext(); ) {
            RoaringBitmap set = each.next();
            set.andNot(slots);
            if (set.isEmpty()) {
                each.remove();
            }
        }
        if (RoaringBitmap.intersects(waits, slots)) {
            waits.andNot(slots);
            held.andNot(slots);
            waiting.values().forEach(set -> set.andNot(slots));
            waiting.values().removeIf(RoaringBitmap::isEmpty);
        }
    }

    /// Those of `slots` that are neither ready nor waiting: a fresh bitmap.
    RoaringBitmap absent(RoaringBitmap slots) {
        RoaringBitmap rest = RoaringBitmap.andNot(slots, waits);
        ready.values().forEach(rest::andNot);
        return rest;
    }

    /// Those of `slots` that are ready: a fresh bitmap.
    RoaringBitmap readyAmong(RoaringBitmap slots) {
        RoaringBitmap found = new RoaringBitmap();
        ready.values().forEach(set -> found.or(RoaringBitmap.and(slots, set)));
        return found;
    }

    /// Everything that is ready or waits: a fresh bitmap.
    RoaringBitmap all() {
        RoaringBitmap all = waits.clone();
        ready.values().forEach(all::or);
        return all;
    }

    /// The first in the order of service that is not of a stopped step, or an empty set.
    Ready first() {
        Map.Entry<Integer, RoaringBitmap> entry = ready.firstEntry();
        if (entry == null) {
            return new Ready(0, 0, new RoaringBitmap());
        }
        return new Ready(entry.getKey() >> STEP_BITS, entry.getKey() & ((1 << STEP_BITS) - 1), entry.getValue());
    }

    /// Ready work in order of service; the sets are live.
    List<Ready> inOrder() {
        List<Ready> order = new ArrayList<>(ready.size());
        ready.forEach((key, set) -> order.add(new Ready(key >> STEP_BITS, key & ((1 << STEP_BITS) - 1), set)));
        return order;
    }

    /// The planned slots of a step: a fresh bitmap.
    RoaringBitmap ofStep(int step) {
        RoaringBitmap found = new RoaringBitmap();
        groups.forEach((key, set) -> {
            if ((key & ((1 << STEP_BITS) - 1)) == step) {
                found.or(set);
            }
        });
        return found;
    }

    /// The step that planned a slot, -1 for none.
    int stepOf(int slot) {
        for (Map.Entry<Integer, RoaringBitmap> group : groups.entrySet()) {
            if (group.getValue().contains(slot)) {
                return group.getKey() & ((1 << STEP_BITS) - 1);
            }
        }
        return -1;
    }

    /// The next instant something becomes ready, or Long.MAX_VALUE.
    long nextMs() {
        return waiting.isEmpty() ? Long.MAX_VALUE : waiting.firstKey();
    }

    boolean isEmpty() {
        return ready.isEmpty() && waiting.isEmpty();
    }

    /// The first `limit` slots of a set, in order: a fresh bitmap.
    static RoaringBitmap take(RoaringBitmap slots, int limit) {
        RoaringBitmap taken = new RoaringBitmap();
        IntIterator each = slots.getIntIterator();
        for (int i = 0; i < limit && each.hasNext(); i++) {
            taken.add(each.next());
        }
        return taken;
    }

    void write(Out out) {
        writeMap(out, groups);
        writeMap(out, ready);
        out.list(waiting.entrySet(), (o, e) -> o.signed(e.getKey()).bitmap(e.getValue()));
        out.list(failures, Out::bitmap).bitmap(held);
    }

    private static void writeMap(Out out, Map<Integer, RoaringBitmap> map) {
        out.list(map.entrySet(), (o, e) -> o.count(e.getKey()).bitmap(e.getValue()));
    }

    static WorkQueue read(In in) {
        WorkQueue queue = new WorkQueue();
        readMap(in, queue.groups);
        readMap(in, queue.ready);
        int rows = in.size();
        for (int i = 0; i < rows; i++) {
            queue.waiting.put(in.signed(), in.bitmap());
        }
        queue.waiting.values().forEach(queue.waits::or);
        queue.failures.addAll(in.list(In::bitmap));
        queue.held.or(in.bitmap());
        return queue;
    }

    private static void readMap(In in, Map<Integer, RoaringBitmap> map) {
        int rows = in.size();
        for (int i = 0; i < rows; i++) {
            map.put(in.size(), in.bitmap());
        }
    }
}
