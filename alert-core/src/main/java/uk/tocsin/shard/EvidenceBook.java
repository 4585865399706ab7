package uk.tocsin.shard;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;
import uk.tocsin.model.AgeBuckets;
import uk.tocsin.model.Endpoint;
import uk.tocsin.model.Evidence;
import uk.tocsin.model.FailureReason;
import uk.tocsin.model.codec.In;
import uk.tocsin.model.codec.Out;

/// What is known to have happened on one channel of one alert, per endpoint. Evidence is only added: any order
/// and any repetition of the same evidence gives the same book. Owned by the shard's thread.
final class EvidenceBook {
    private static final Evidence[] KINDS = Evidence.values();
    private static final long NONE = Long.MAX_VALUE;

    private final @Nullable Bits[][] byEndpoint = new Bits[Endpoint.MAX][KINDS.length];
    private final @Nullable Bits[][] ages = new Bits[KINDS.length][AgeBuckets.COUNT];
    /// The age of the earliest evidence of each kind, [#NONE] for none.
    private final long[] firsts = new long[KINDS.length];

    private final Map<Integer, Map<FailureReason, Bits>> reasons = new java.util.TreeMap<>();

    EvidenceBook() {
        Arrays.fill(firsts, NONE);
    }

    /// How long after the dispatch the first evidence of a kind came.
    OptionalLong firstMs(Evidence kind) {
        long first = firsts[kind.code()];
        return first == NONE ? OptionalLong.empty() : OptionalLong.of(first);
    }

    /// Adds evidence; `ageMs` counts from the dispatch, and the earliest time of a slot wins.
    void add(int endpoint, Evidence kind, RoaringBitmap slots, long ageMs) {
        bits(byEndpoint[endpoint], kind.code()).add(slots);
        if (!slots.isEmpty()) {
            firsts[kind.code()] = Math.min(firsts[kind.code()], ageMs);
        }
        RoaringBitmap later = slots.clone();
        int bucket = AgeBuckets.of(ageMs);
        @Nullable Bits[] row = ages[kind.code()];
        for (int i = 0; i < AgeBuckets.COUNT; i++) {
            Bits at = row[i];
            if (at == null) {
                continue;
            }
            if (i <= bucket) {
                later.andNot(at.live());
            } else {
                at.remove(later);
            }
        }
        if (!later.isEmpty()) {
            bits(row, bucket).add(later);
        }
    }

    /// Adds why an endpoint failed; of two reasons the lower code counts.
    void fail(int endpoint, FailureReason reason, RoaringBitmap slots, long ageMs) {
        add(endpoint, Evidence.FAILED, slots, ageMs);
        Map<FailureReason, Bits> book = reasons.computeIfAbsent(endpoint, _ -> new EnumMap<>(FailureReason.class));
        RoaringBitmap fresh = slots.clone();
        book.forEach((known, bits) -> {
            if (known.code() <= reason.code()) {
                fresh.andNot(bits.live());
            } else {
                bits.remove(slots);
            }
        });
        book.computeIfAbsent(reason, _ -> new Bits()).add(fresh);
    }

    private static Bits bits(@Nullable Bits[] row, int index) {
        Bits bits = row[index];
        if (bits == null) {
            bits = new Bits();
            row[index] = bits;
        }
        return bits;
    }

    /// Those of `slots` whose endpoint failed: a fresh bitmap.
    RoaringBitmap failedAt(int endpoint, RoaringBitmap slots) {
        Bits failed = byEndpoint[endpoint][Evidence.FAILED.code()];
        return failed == null ? new RoaringBitmap() : RoaringBitmap.and(slots, failed.live());
    }

    /// Whether a slot was acknowledged at any endpoint.
    boolean acknowledged(int slot) {
        for (@Nullable Bits[] row : byEndpoint) {
            Bits bits = row[Evidence.ACKNOWLEDGED.code()];
            if (bits != null && bits.contains(slot)) {
                return true;
            }
        }
        return false;
    }

    /// Those of `slots` with evidence that something arrived or was taken and did not fail afterwards: a fresh
    /// bitmap.
    RoaringBitmap positive(RoaringBitmap slots) {
        RoaringBitmap found = new RoaringBitmap();
        for (int endpoint = 0; endpoint < Endpoint.MAX; endpoint++) {
            for (Evidence kind : KINDS) {
                Bits bits = byEndpoint[endpoint][kind.code()];
                if (bits == null || !kind.positive()) {
                    continue;
                }
                RoaringBitmap part = RoaringBitmap.and(slots, bits.live());
                if (kind == Evidence.ACCEPTED) {
                    part.andNot(failedAt(endpoint, part));
                }
                found.or(part);
            }
        }
        return found;
    }

    /// Slots with this kind of evidence on any endpoint; for [Evidence#ACCEPTED], only where it did not fail
    /// afterwards. A bitmap nobody changes.
    RoaringBitmap view(Evidence kind) {
        RoaringBitmap found = new RoaringBitmap();
        for (@Nullable Bits[] row : byEndpoint) {
            Bits bits = row[kind.code()];
            if (bits != null) {
                RoaringBitmap part = bits.view();
                Bits failed = row[Evidence.FAILED.code()];
                boolean undone = kind == Evidence.ACCEPTED && failed != null;
                found.or(undone && failed != null ? RoaringBitmap.andNot(part, failed.view()) : part);
            }
        }
        return found;
    }

    /// Slots by the bucket of their earliest evidence of this kind. Bitmaps nobody changes.
    RoaringBitmap[] viewAges(Evidence kind) {
        RoaringBitmap[] views = new RoaringBitmap[AgeBuckets.COUNT];
        for (int i = 0; i < views.length; i++) {
            Bits bits = ages[kind.code()][i];
            views[i] = bits == null ? new RoaringBitmap() : bits.view();
        }
        return views;
    }

    /// Slots by the lowest reason of any endpoint. Bitmaps nobody changes.
    Map<FailureReason, RoaringBitmap> viewReasons() {
        EnumMap<FailureReason, RoaringBitmap> views = new EnumMap<>(FailureReason.class);
        RoaringBitmap taken = new RoaringBitmap();
        for (FailureReason reason : FailureReason.values()) {
            RoaringBitmap slots = new RoaringBitmap();
            for (Map<FailureReason, Bits> book : reasons.values()) {
                Bits bits = book.get(reason);
                if (bits != null) {
                    slots.or(bits.view());
                }
            }
            slots.andNot(taken);
            if (!slots.isEmpty()) {
                taken.or(slots);
                views.put(reason, slots);
            }
        }
        return Collections.unmodifiableMap(views);
    }

    void write(Out out) {
        writeRows(out, byEndpoint);
        writeRows(out, ages);
        for (long first : firsts) {
            out.signed(first);
        }
        out.list(
                reasons.entrySet(),
                (o, e) -> o.u8(e.getKey())
                        .list(
                                e.getValue().entrySet(),
                                (p, r) ->
                                        p.coded(r.getKey()).bitmap(r.getValue().live())));
    }

    void read(In in) {
        readRows(in, byEndpoint);
        readRows(in, ages);
        for (int kind = 0; kind < firsts.length; kind++) {
            firsts[kind] = in.signed();
        }
        int endpoints = in.size();
        for (int i = 0; i < endpoints; i++) {
            Map<FailureReason, Bits> book = new EnumMap<>(FailureReason.class);
            reasons.put(in.u8(), book);
            int entries = in.size();
            for (int k = 0; k < entries; k++) {
                book.put(in.coded(FailureReason.class), new Bits(in.bitmap()));
            }
        }
    }

    private static void writeRows(Out out, @Nullable Bits[][] rows) {
        for (@Nullable Bits[] row : rows) {
            for (Bits bits : row) {
                Marks.writeMaybe(out, bits);
            }
        }
    }

    private static void readRows(In in, @Nullable Bits[][] rows) {
        for (@Nullable Bits[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                row[i] = Marks.readMaybe(in);
            }
        }
    }
}
