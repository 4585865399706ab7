package uk.tocsin.audience;

import java.util.Collection;
import java.util.List;
import org.roaringbitmap.RoaringBitmap;
import uk.tocsin.model.Audience;
import uk.tocsin.model.Audience.And;
import uk.tocsin.model.Audience.Everyone;
import uk.tocsin.model.Audience.In;
import uk.tocsin.model.Audience.Not;
import uk.tocsin.model.Audience.Or;

/// An audience made ready to be evaluated shard by shard: words are segments, and the cheapest order is chosen
/// for each shard. Immutable; any thread may use it, and works on the caller's thread.
public final class AudienceQuery {
    private final Audience audience;
    private final Taxonomy taxonomy;
    private final Plan plan;

    private AudienceQuery(Audience audience, Taxonomy taxonomy, Plan plan) {
        this.audience = audience;
        this.taxonomy = taxonomy;
        this.plan = plan;
    }

    /// What an audience is made of, with how many subscribers each part selects by itself.
    ///
    /// @param text the canonical text of the part
    /// @param count subscribers over all the views asked for
    /// @param parts the parts of this part; those of a term with several values are its values
    public record Explanation(String text, long count, List<Explanation> parts) {}

    /// Looks up every value; one the taxonomy lacks is an [AudienceException].
    public static AudienceQuery compile(Audience audience, Taxonomy taxonomy) {
        return new AudienceQuery(audience, taxonomy, Plan.of(audience, taxonomy));
    }

    /// The slots of a shard that the audience means, in a bitmap that is the caller's own.
    public RoaringBitmap select(SegmentView view) {
        RoaringBitmap selected = plan.borrow(view);
        return plan.isShared() ? selected.clone() : selected;
    }

    /// How many slots of a shard the audience means: the cardinality of [#select], which is not built.
    public long count(SegmentView view) {
        return BlockCount.of(plan).count(view);
    }

    /// How many subscribers of several shards the audience means.
    public long count(Collection<SegmentView> views) {
        long count = 0;
        BlockCount counter = BlockCount.of(plan);
        for (SegmentView view : views) {
            count += counter.count(view);
        }
        return count;
    }

    /// The audience as a tree with the count of every node over the views.
    public Explanation explain(Collection<SegmentView> views) {
        return explain(audience, views);
    }

    private Explanation explain(Audience node, Collection<SegmentView> views) {
        List<Explanation> parts =
                parts(node).stream().map(part -> explain(part, views)).toList();
        return new Explanation(AudienceText.print(node), compile(node, taxonomy).count(views), parts);
    }

    private static List<Audience> parts(Audience node) {
        return switch (node) {
            case Everyone everyone -> List.of();
            case In in ->
                in.values().size() == 1
                        ? List.of()
                        : in.values().stream()
                                .map(value -> Audience.in(in.dimension(), value))
                                .toList();
            case And(List<Audience> all) -> all;
            case Or(List<Audience> alternatives) -> alternatives;
            case Not(Audience inner) -> List.of(inner);
        };
    }
}
