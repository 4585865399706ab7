package uk.tocsin.shard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.roaringbitmap.RoaringBitmap;
import uk.tocsin.model.PeopleByPremises;

/// Links both ways, and premises by rank against the premises of those of each rank, one rank after the other.
class PremisesLinksProperties {
    private static final int RANKS = 6;
    private static final int PLACES = 900;
    private static final int SLOTS = 2_500;

    @Property(tries = 300)
    void premisesAreCountedOnceByTheHighestRankOfTheirPeople(@ForAll long seed) {
        Random random = new Random(seed);
        PremisesLinks links = links(random);
        byte[] ranks = new byte[SLOTS];
        RoaringBitmap slots = new RoaringBitmap();
        for (int slot = 0; slot < ranks.length; slot++) {
            ranks[slot] = (byte) random.nextInt(RANKS + 1);
            if (random.nextInt(4) > 0) {
                slots.add(slot);
            }
        }

        long[] expected = new long[RANKS + 1];
        RoaringBitmap seen = new RoaringBitmap();
        for (int rank = RANKS; rank > 0; rank--) {
            RoaringBitmap those = new RoaringBitmap();
            for (int slot : slots.toArray()) {
                if (ranks[slot] == rank) {
                    those.add(slot);
                }
            }
            RoaringBitmap places = links.of(those);
            places.andNot(seen);
            expected[rank] = places.getLongCardinality();
            seen.or(places);
        }
        assertThat(links.byRank(slots, ranks, RANKS)).isEqualTo(expected);
    }

    @Property(tries = 100)
    void whoAnswersForEachPremisesIsTheOtherWayRound(@ForAll long seed) {
        PremisesLinks links = links(new Random(seed));
        PeopleByPremises people = links.people();
        int begin = 0;
        for (int place = 0; place < people.ends().length; place++) {
            for (int i = begin; i < people.ends()[place]; i++) {
                assertThat(links.of(RoaringBitmap.bitmapOf(people.people()[i])).contains(place))
                        .isTrue();
            }
            begin = people.ends()[place];
        }
        long expected = IntStream.range(0, people.slots())
                .mapToLong(slot -> links.of(RoaringBitmap.bitmapOf(slot)).getLongCardinality())
                .sum();
        assertThat((long) begin).isEqualTo(people.people().length).isGreaterThanOrEqualTo(expected);
    }

    private static PremisesLinks links(Random random) {
        Pages first = new Pages(PremisesLinks.NONE);
        Map<Integer, int[]> more = new HashMap<>();
        int linked = random.nextInt(SLOTS + 1);
        for (int slot = 0; slot < linked; slot++) {
            first.set(slot, random.nextInt(PLACES + 1) - 1);
            if (first.get(slot) != PremisesLinks.NONE && random.nextInt(5) == 0) {
                more.put(slot, new int[] {random.nextInt(2 * PLACES), random.nextInt(2 * PLACES)});
            }
        }
        return new PremisesLinks(first.view(), more, 2 * PLACES);
    }
}
