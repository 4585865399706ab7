package uk.tocsin.console.pages.approve;

import java.util.ArrayList;
import java.util.List;
import org.roaringbitmap.RoaringBitmap;
import uk.tocsin.audience.AudienceQuery;
import uk.tocsin.audience.SegmentView;
import uk.tocsin.audience.Taxonomy;
import uk.tocsin.console.pages.Sheet;
import uk.tocsin.model.Alert;
import uk.tocsin.model.Dimension;
import uk.tocsin.model.Tier;
import uk.tocsin.model.Variant;

/// Who an audience is made of. Pure; works on the caller's thread.
final class Breakdown {
    /// The audience tree is shown so far: the rest is in its text.
    private static final int MOST_PARTS = 60;

    private Breakdown() {}

    /// The parts of the audience's expression, each with how many it means by itself.
    static Sheet parts(AudienceQuery.Explanation whole) {
        List<Sheet.Row> rows = new ArrayList<>();
        add(whole, "", rows);
        return new Sheet(
                "parts",
                "Part by part",
                "Each part counted by itself, before it is combined with the others.",
                List.of("Part of the audience", "People"),
                rows);
    }

    private static void add(AudienceQuery.Explanation node, String indent, List<Sheet.Row> rows) {
        if (rows.size() < MOST_PARTS) {
            rows.add(new Sheet.Row(indent + node.text(), Sheet.Cell.of(node.count())));
            node.parts().forEach(part -> add(part, indent + "– ", rows));
        }
    }

    /// How many of those whom an alert means have each value of a dimension; values that nobody has are left out.
    static Sheet by(Dimension dimension, String heading, Alert alert, List<SegmentView> shards, Taxonomy taxonomy) {
        AudienceQuery query = AudienceQuery.compile(alert.audience(), taxonomy);
        Tier lowest = alert.variants().stream()
                .map(Variant::tier)
                .min(Tier::compareTo)
                .orElse(Tier.PUBLIC);
        List<Taxonomy.Entry> entries = taxonomy.entries(dimension);
        long[] counts = new long[entries.size()];
        long meant = 0;
        for (SegmentView view : shards) {
            RoaringBitmap slots = query.select(view);
            view.leaveOnlyMeant(slots, lowest, alert.mode());
            meant += slots.getLongCardinality();
            for (int i = 0; i < counts.length; i++) {
                counts[i] += RoaringBitmap.andCardinality(
                        slots, view.segment(entries.get(i).segment()));
            }
        }
        List<Sheet.Row> rows = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                rows.add(new Sheet.Row(
                        entries.get(i).english(), Sheet.Cell.of(counts[i]), Sheet.Cell.share(counts[i], meant)));
            }
        }
        return new Sheet(
                "by-" + dimension.word(), heading, "", List.of("Value", "People", "Share of the audience"), rows);
    }
}
