package uk.tocsin.control;

import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;
import uk.tocsin.model.Coded;
import uk.tocsin.model.Tier;
import uk.tocsin.model.codec.In;
import uk.tocsin.model.codec.Out;

/// The decided tier of each subscriber, in 13 bytes a place: open addressing over primitive arrays, because
/// nearly everyone has one and no object may be kept for each. An entry stays when its tier is revoked.
final class Tiers {
    private static final long NO_END = Long.MAX_VALUE;
    private static final byte REVOKED = -1;
    private static final int FREE = -1;

    private int[] ordinals = new int[64];
    private byte[] tiers = new byte[64];
    private long[] ends = new long[64];
    private int size;

    Tiers() {
        Arrays.fill(ordinals, FREE);
    }

    Optional<TierDecision> get(int ordinal) {
        int place = place(ordinal);
        if (ordinals[place] == FREE || tiers[place] == REVOKED) {
            return Optional.empty();
        }
        Tier tier = Coded.ofCode(Tier.class, tiers[place]);
        long end = ends[place];
        return Optional.of(
                new TierDecision(tier, end == NO_END ? Optional.empty() : Optional.of(Instant.ofEpochMilli(end))));
    }

    void put(int ordinal, TierDecision decision) {
        set(
                ordinal,
                (byte) decision.tier().code(),
                decision.until().map(Instant::toEpochMilli).orElse(NO_END));
    }

    /// The ordinals of those whose tier ends after `now` and before `before`, the first to end first.
    int[] ending(Instant now, Instant before, int most) {
        long from = now.toEpochMilli();
        long to = before.toEpochMilli();
        return IntStream.range(0, ordinals.length)
                .filter(at -> ordinals[at] != FREE && tiers[at] != REVOKED && ends[at] > from && ends[at] < to)
                .boxed()
                .sorted(Comparator.comparingLong((Integer at) -> ends[at]))
                .limit(most)
                .mapToInt(at -> ordinals[at])
                .toArray();
    }

    void revoke(int ordinal) {
        set(ordinal, REVOKED, NO_END);
    }

    private void set(int ordinal, byte tier, long end) {
        if (size * 2 >= ordinals.length) {
            grow();
        }
        int place = place(ordinal);
        if (ordinals[place] == FREE) {
            ordinals[place] = ordinal;
            size++;
        }
        tiers[place] = tier;
        ends[place] = end;
    }

    private int place(int ordinal) {
        int mask = ordinals.length - 1;
        int place = (ordinal * 0x9E3779B9 >>> 7) & mask;
        while (ordinals[place] != FREE && ordinals[place] != ordinal) {
            place = (place + 1) & mask;
        }
        return place;
    }

    private void grow() {
        int[] oldOrdinals = ordinals;
        byte[] oldTiers = tiers;
        long[] oldEnds = ends;
        int length = Math.multiplyExact(oldOrdinals.length, 2);
        ordinals = new int[length];
        Arrays.fill(ordinals, FREE);
        tiers = new byte[length];
        ends = new long[length];
        for (int i = 0; i < oldOrdinals.length; i++) {
            if (oldOrdinals[i] != FREE) {
                int place = place(oldOrdinals[i]);
                ordinals[place] = oldOrdinals[i];
                tiers[place] = oldTiers[i];
                ends[place] = oldEnds[i];
            }
        }
    }

    void write(Out out) {
        int[] sorted = Arrays.stream(ordinals)
                .filter(o -> o != FREE && tiers[place(o)] != REVOKED)
                .sorted()
                .toArray();
        out.ascending(sorted);
        for (int ordinal : sorted) {
            int place = place(ordinal);
            out.u8(tiers[place]).signed(ends[place]);
        }
    }

    static Tiers read(In in) {
        Tiers tiers = new Tiers();
        for (int ordinal : in.ascending()) {
            Tier tier = in.coded(Tier.class);
            tiers.set(ordinal, (byte) tier.code(), in.signed());
        }
        return tiers;
    }
}
