package uk.tocsin.console.pages.live;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import uk.tocsin.audience.Taxonomy;
import uk.tocsin.model.Dimension;
import uk.tocsin.model.LedgerView;
import uk.tocsin.reach.Reach;

/// The reach of an alert by the values of some dimensions.
///
/// @param at when it was worked out
record Slices(Instant at, Map<Dimension, List<Slice>> by) {
    static final List<Dimension> DIMENSIONS =
            List.of(Dimension.REGION, Dimension.SECTOR, Dimension.SIZE, Dimension.TIER);

    /// None yet.
    static final Slices NONE = new Slices(Instant.EPOCH, Map.of());

    /// The reach among those with one value.
    record Slice(Taxonomy.Entry value, Reach.Report reach) {}

    /// Those of these ledgers; values that nobody has whom the alert means are left out. On the caller's thread: about
    /// fifty slices.
    static Slices of(Collection<LedgerView> ledgers, Taxonomy taxonomy, Instant at) {
        Map<Dimension, List<Slice>> by = new EnumMap<>(Dimension.class);
        for (Dimension dimension : DIMENSIONS) {
            List<Slice> slices = new ArrayList<>();
            for (Taxonomy.Entry entry : taxonomy.entries(dimension)) {
                Reach.Report reach = Reach.of(ledgers, entry.segment());
                if (reach.persons().audience() > 0) {
                    slices.add(new Slice(entry, reach));
                }
            }
            by.put(dimension, List.copyOf(slices));
        }
        return new Slices(at, by);
    }

    boolean known() {
        return !by.isEmpty();
    }

    List<Slice> of(Dimension dimension) {
        return by.getOrDefault(dimension, List.of());
    }
}
