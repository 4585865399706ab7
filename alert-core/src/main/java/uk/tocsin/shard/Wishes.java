package uk.tocsin.shard;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.roaringbitmap.RoaringBitmap;
import uk.tocsin.model.Preferences;
import uk.tocsin.model.QuietHours;
import uk.tocsin.model.Severity;
import uk.tocsin.model.codec.CorruptRecordException;
import uk.tocsin.model.codec.In;
import uk.tocsin.model.codec.Out;

/// What the subscribers of a shard want to get: for each preference that anybody has, who has it. Whoever wants
/// everything at any time is in none. Owned by the shard's thread.
final class Wishes {
    private final TreeMap<Integer, RoaringBitmap> having = new TreeMap<>();

    /// Sets the wishes of a slot; see [Preferences#code].
    void set(int slot, int code) {
        having.values().removeIf(slots -> {
            slots.remove(slot);
            return slots.isEmpty();
        });
        if (code != Preferences.ALL.code()) {
            having.computeIfAbsent(code, _ -> new RoaringBitmap()).add(slot);
        }
    }

    /// Those of `slots` who do not want an alert of this severity: a fresh bitmap.
    RoaringBitmap refusing(Severity severity, RoaringBitmap slots) {
        return among(
                slots, wish -> wish.paused() || severity.code() > wish.minimum().code());
    }

    /// Those of `slots` who have these quiet hours: a fresh bitmap.
    RoaringBitmap quiet(QuietHours hours, RoaringBitmap slots) {
        return among(slots, wish -> wish.quiet() == hours);
    }

    private RoaringBitmap among(RoaringBitmap slots, Predicate<Preferences> which) {
        RoaringBitmap found = new RoaringBitmap();
        for (Map.Entry<Integer, RoaringBitmap> each : having.entrySet()) {
            if (which.test(Preferences.of(each.getKey()))) {
                found.or(RoaringBitmap.and(each.getValue(), slots));
            }
        }
        return found;
    }

    void write(Out out) {
        out.list(having.entrySet(), (o, e) -> o.count(e.getKey()).bitmap(e.getValue()));
    }

    static Wishes read(In in) {
        Wishes wishes = new Wishes();
        int rows = in.size();
        for (int i = 0; i < rows; i++) {
            int code = in.size();
            known(code);
            wishes.having.put(code, in.bitmap());
        }
        return wishes;
    }

    /// Refuses a number that stands for no preferences.
    static int known(int code) {
        try {
            Preferences.of(code);
            return code;
        } catch (IllegalArgumentException e) {
            throw new CorruptRecordException("preferences have no code " + code, e);
        }
    }
}
