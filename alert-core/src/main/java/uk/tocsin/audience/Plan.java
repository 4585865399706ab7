package uk.tocsin.audience;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import org.roaringbitmap.FastAggregation;
import org.roaringbitmap.RoaringBitmap;
import uk.tocsin.model.Audience;

/// How an audience is selected on one shard; [BlockCount] counts the same without selecting.
///
/// How it works: a term with one value borrows the view's bitmap; everything else makes a new one. A conjunction
/// starts from its rarest term and keeps the intermediate result small; it subtracts its negations rather than
/// complementing them. A complement is taken against everyone, of whom every segment is a subset.
sealed interface Plan {
    /// The slots selected: the view's own bitmap if [#isShared], which nobody may change, else a new one.
    RoaringBitmap borrow(SegmentView view);

    /// Whether [#borrow] gives a bitmap of the view, at no cost.
    boolean isShared();

    /// The plan for an audience; an [AudienceException] for a value that the taxonomy lacks.
    static Plan of(Audience audience, Taxonomy taxonomy) {
        return switch (audience) {
            case Audience.Everyone everyone -> new All();
            case Audience.In in -> values(in, taxonomy);
            case Audience.And and -> conjunction(and, taxonomy);
            case Audience.Or or ->
                new Union(or.parts().stream().map(part -> of(part, taxonomy)).toList());
            case Audience.Not not -> new Complement(of(not.audience(), taxonomy));
        };
    }

    private static Plan values(Audience.In in, Taxonomy taxonomy) {
        List<Plan> terms = new ArrayList<>();
        for (String key : in.values()) {
            OptionalInt segment = taxonomy.resolve(in.dimension(), key);
            terms.add(new Term(segment.orElseThrow(
                    () -> AudienceException.of(Terms.unknownValue(taxonomy, in.dimension(), key)))));
        }
        return terms.size() == 1 ? terms.getFirst() : new Union(List.copyOf(terms));
    }

    private static Plan conjunction(Audience.And and, Taxonomy taxonomy) {
        List<Plan> wanted = new ArrayList<>();
        List<Plan> unwanted = new ArrayList<>();
        for (Audience part : and.parts()) {
            if (part instanceof Audience.Not(Audience inner)) {
                unwanted.add(of(inner, taxonomy));
            } else {
                wanted.add(of(part, taxonomy));
            }
        }
        return wanted.isEmpty()
                ? new Complement(new Union(List.copyOf(unwanted)))
                : new Conjunction(List.copyOf(wanted), List.copyOf(unwanted));
    }

    /// Everyone.
    record All() implements Plan {
        @Override
        public RoaringBitmap borrow(SegmentView view) {
            return view.everyone();
        }

        @Override
        public boolean isShared() {
            return true;
        }
    }

    /// One segment.
    record Term(int segment) implements Plan {
        @Override
        public RoaringBitmap borrow(SegmentView view) {
            return view.segment(segment);
        }

        @Override
        public boolean isShared() {
            return true;
        }
    }

    /// Any of two parts or more.
    record Union(List<Plan> parts) implements Plan {
        @Override
        public RoaringBitmap borrow(SegmentView view) {
            return FastAggregation.or(
                    parts.stream().map(part -> part.borrow(view)).toArray(RoaringBitmap[]::new));
        }

        @Override
        public boolean isShared() {
            return false;
        }
    }

    /// Everyone outside the part.
    record Complement(Plan part) implements Plan {
        @Override
        public RoaringBitmap borrow(SegmentView view) {
            return RoaringBitmap.andNot(view.everyone(), part.borrow(view));
        }

        @Override
        public boolean isShared() {
            return false;
        }
    }

    /// All of the wanted and none of the unwanted: one wanted at least, two in sum at least.
    record Conjunction(List<Plan> wanted, List<Plan> unwanted) implements Plan {
        @Override
        public RoaringBitmap borrow(SegmentView view) {
            List<Plan> order = rarestFirst(view);
            RoaringBitmap left = order.getFirst().borrow(view);
            for (int i = 1; i < order.size(); i++) {
                if (left.isEmpty()) {
                    return new RoaringBitmap();
                }
                RoaringBitmap operand = order.get(i).borrow(view);
                left = i < wanted.size() ? RoaringBitmap.and(left, operand) : RoaringBitmap.andNot(left, operand);
            }
            return left;
        }

        @Override
        public boolean isShared() {
            return false;
        }

        /// The wanted, single segments before what must be computed, then the unwanted.
        private List<Plan> rarestFirst(SegmentView view) {
            List<Plan> order = new ArrayList<>(wanted);
            order.sort(Comparator.comparingLong(
                    plan -> plan.isShared() ? plan.borrow(view).getLongCardinality() : Long.MAX_VALUE));
            order.addAll(unwanted);
            return order;
        }
    }
}
