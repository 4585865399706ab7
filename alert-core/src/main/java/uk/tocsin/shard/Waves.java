package uk.tocsin.shard;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.roaringbitmap.IntIterator;
import org.roaringbitmap.RoaringBitmap;
import uk.tocsin.model.ServiceKey;

/// The order in which the subscribers of a step are served: first one of every premises, nearest the incident
/// first, then the others. Under a provider's quota, order saves more people than speed.
final class Waves {
    private Waves() {}

    /// Groups of `slots`, lowest key first, together exactly `slots`.
    ///
    /// @param reachable those of `slots` to whom something can be sent now: nobody else stands for their
    ///     premises
    static List<ShardRecord.Group> groups(
            RoaringBitmap slots, RoaringBitmap reachable, int incident, Directory directory) {
        RoaringBitmap first = firstOfEachPremises(reachable, directory);
        Map<Integer, RoaringBitmap> groups = new TreeMap<>();
        IntIterator each = slots.getIntIterator();
        while (each.hasNext()) {
            int slot = each.next();
            int wave = first.contains(slot) ? ServiceKey.FIRST_WAVE : ServiceKey.SECOND_WAVE;
            int key = ServiceKey.group(wave, directory.band(slot, incident));
            groups.computeIfAbsent(key, _ -> new RoaringBitmap()).add(slot);
        }
        List<ShardRecord.Group> list = new ArrayList<>(groups.size());
        groups.forEach((key, members) -> list.add(new ShardRecord.Group(key, members)));
        return list;
    }

    /// One subscriber for every premises that any of `slots` answers for: a duty manager where there is one.
    private static RoaringBitmap firstOfEachPremises(RoaringBitmap slots, Directory directory) {
        RoaringBitmap served = new RoaringBitmap();
        RoaringBitmap chosen = new RoaringBitmap();
        RoaringBitmap dutyManagers = directory.dutyManagers(slots);
        choose(dutyManagers, served, chosen, directory);
        choose(RoaringBitmap.andNot(slots, dutyManagers), served, chosen, directory);
        return chosen;
    }

    private static void choose(RoaringBitmap slots, RoaringBitmap served, RoaringBitmap chosen, Directory directory) {
        IntIterator each = slots.getIntIterator();
        while (each.hasNext()) {
            int slot = each.next();
            for (int premises : directory.premisesOf(slot)) {
                if (served.checkedAdd(premises)) {
                    chosen.add(slot);
                }
            }
        }
    }
}
