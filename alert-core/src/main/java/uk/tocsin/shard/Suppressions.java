package uk.tocsin.shard;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.roaringbitmap.RoaringBitmap;
import uk.tocsin.model.Endpoint;
import uk.tocsin.model.SuppressionCause;
import uk.tocsin.model.codec.In;
import uk.tocsin.model.codec.Out;

/// The endpoints of a shard that are not to be used: since when nobody knows here, but why, and until when. Owned by
/// the
/// shard's thread.
final class Suppressions {
    /// No end.
    static final long FOR_GOOD = Long.MAX_VALUE;

    private static final int ENDPOINT_BITS = 4;

    /// By endpoint the slots whose it is, whatever the cause.
    private final RoaringBitmap[] byEndpoint = new RoaringBitmap[Endpoint.MAX];
    /// By cause the endpoints that it holds for, as slot and endpoint in one number.
    private final Map<SuppressionCause, RoaringBitmap> byCause = new EnumMap<>(SuppressionCause.class);
    /// By cause and endpoint the slots whose it is: the same once more, so that people are counted by whole bitmaps.
    private final RoaringBitmap[][] byBoth = new RoaringBitmap[SuppressionCause.values().length][Endpoint.MAX];
    /// When the few end that do.
    private final TreeMap<Integer, Long> ends = new TreeMap<>();

    /// Why one endpoint is not used, and until when; [#FOR_GOOD] for until it is released.
    record Why(SuppressionCause cause, long untilMs) {}

    Suppressions() {
        for (int i = 0; i < byEndpoint.length; i++) {
            byEndpoint[i] = new RoaringBitmap();
            for (RoaringBitmap[] ofCause : byBoth) {
                ofCause[i] = new RoaringBitmap();
            }
        }
    }

    private static int place(int slot, int endpoint) {
        return slot << ENDPOINT_BITS | endpoint;
    }

    /// The newest cause and end count.
    void add(int slot, int endpoint, Why why) {
        remove(slot, endpoint);
        byEndpoint[endpoint].add(slot);
        byCause.computeIfAbsent(why.cause(), _ -> new RoaringBitmap()).add(place(slot, endpoint));
        byBoth[why.cause().code()][endpoint].add(slot);
        if (why.untilMs() != FOR_GOOD) {
            ends.put(place(slot, endpoint), why.untilMs());
        }
    }

    void remove(int slot, int endpoint) {
        byEndpoint[endpoint].remove(slot);
        byCause.values().forEach(places -> places.remove(place(slot, endpoint)));
        for (RoaringBitmap[] ofCause : byBoth) {
            ofCause[endpoint].remove(slot);
        }
        ends.remove(place(slot, endpoint));
    }

    void erase(int slot) {
        for (int endpoint = 0; endpoint < Endpoint.MAX; endpoint++) {
            remove(slot, endpoint);
        }
    }

    boolean contains(int slot, int endpoint) {
        return byEndpoint[endpoint].contains(slot);
    }

    /// The slots whose endpoint of this index it is. Live: for reading only.
    RoaringBitmap of(int endpoint) {
        return byEndpoint[endpoint];
    }

    Optional<Why> why(int slot, int endpoint) {
        int place = place(slot, endpoint);
        return byCause.entrySet().stream()
                .filter(each -> each.getValue().contains(place))
                .findFirst()
                .map(each -> new Why(each.getKey(), ends.getOrDefault(place, FOR_GOOD)));
    }

    /// The slots of which any endpoint is one: a fresh bitmap.
    RoaringBitmap anywhere() {
        return RoaringBitmap.or(byEndpoint);
    }

    /// The slots whose endpoint of this index it is for a cause. Live: for reading only.
    RoaringBitmap of(SuppressionCause cause, int endpoint) {
        return byBoth[cause.code()][endpoint];
    }

    /// How many endpoints it holds for, by cause; a cause of none is not there.
    Map<SuppressionCause, Long> counts() {
        Map<SuppressionCause, Long> counts = new EnumMap<>(SuppressionCause.class);
        byCause.forEach((cause, places) -> {
            if (!places.isEmpty()) {
                counts.put(cause, places.getLongCardinality());
            }
        });
        return counts;
    }

    /// Takes away what has ended.
    void expire(long nowMs) {
        if (nextMs() <= nowMs) {
            new HashMap<>(ends).forEach((place, endMs) -> {
                if (endMs <= nowMs) {
                    remove(place >>> ENDPOINT_BITS, place & (1 << ENDPOINT_BITS) - 1);
                }
            });
        }
    }

    /// When the next one ends; [#FOR_GOOD] for never.
    long nextMs() {
        long next = FOR_GOOD;
        for (long endMs : ends.values()) {
            next = Math.min(next, endMs);
        }
        return next;
    }

    void write(Out out) {
        for (SuppressionCause cause : SuppressionCause.values()) {
            out.bitmap(byCause.getOrDefault(cause, new RoaringBitmap()));
        }
        out.list(ends.entrySet(), (o, e) -> o.count(e.getKey()).signed(e.getValue()));
    }

    static Suppressions read(In in) {
        Suppressions read = new Suppressions();
        for (SuppressionCause cause : SuppressionCause.values()) {
            RoaringBitmap places = in.bitmap();
            places.forEach((org.roaringbitmap.IntConsumer) place ->
                    read.add(place >>> ENDPOINT_BITS, place & (1 << ENDPOINT_BITS) - 1, new Why(cause, FOR_GOOD)));
        }
        int rows = in.size();
        for (int i = 0; i < rows; i++) {
            read.ends.put(in.size(), in.signed());
        }
        return read;
    }
}
