package uk.tocsin.model;

import java.util.ArrayList;
import java.util.List;
import org.roaringbitmap.IntConsumer;
import org.roaringbitmap.RoaringBitmap;

/// Who answers for each premises of a shard, at one moment. Not to be changed; any thread.
///
/// @param ends by slot of the premises, the end of its people in `people`; they begin where those of the premises
///     before it end
/// @param people the subscribers' slots, premises after premises
/// @param slots more than any of them
public record PeopleByPremises(int[] ends, int[] people, int slots) {
    /// Those who answer for the premises of a view, asked one by one.
    static PeopleByPremises of(LedgerView view, RoaringBitmap slots) {
        List<RoaringBitmap> byPlace = new ArrayList<>();
        slots.forEach((IntConsumer) slot -> view.premisesOf(RoaringBitmap.bitmapOf(slot))
                .forEach((IntConsumer) place -> {
                    while (byPlace.size() <= place) {
                        byPlace.add(new RoaringBitmap());
                    }
                    byPlace.get(place).add(slot);
                }));
        int[] ends = new int[byPlace.size()];
        int end = 0;
        for (int place = 0; place < ends.length; place++) {
            end += byPlace.get(place).getCardinality();
            ends[place] = end;
        }
        return new PeopleByPremises(
                ends,
                byPlace.stream().flatMapToInt(RoaringBitmap::stream).toArray(),
                slots.isEmpty() ? 0 : slots.last() + 1);
    }
}
