package uk.tocsin.audience;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import org.roaringbitmap.FastAggregation;
import org.roaringbitmap.RoaringBitmap;
import uk.tocsin.model.Audience;

/// How an audience is evaluated on one shard.
///
/// How it works: a term with one value borrows the view's bitmap; everything else makes a new one. A
/// conjunction starts from its rarest term, keeps the intermediate result small, subtracts its negations rather
/// than complementing them, and counts in its last step without building the result. A complement is taken
/// against everyone, of whom every segment is a subset.
sealed interface Plan {
    /// The slots selected: the view's own bitmap if [#isShared], which nobody may change, else a new one.
    RoaringBitmap borrow(SegmentView view);

    /// How many slots are selected.
    long count(SegmentView view);

    /// Whether [#borrow] gives a bitmap of the view.
    default boolean isShared() {
        return false;
    }

    /// The plan for an audience; an [AudienceException] for a value that the taxonomy lacks.
    static Plan of(Audience audience, Taxonomy taxonomy) {
        return switch (audience) {
            case Audience.Everyone everyone -> new All();
            case Audience.In in -> union(in, taxonomy);
            case Audience.And and -> conjunction(and, taxonomy);
            case Audience.Or or ->
                new Union(or.parts().stream().map(part -> of(part, taxonomy)).toList());
            case Audience.Not not -> new Complement(of(not.audience(), taxonomy));
        };
    }

    private static Plan union(Audience.In in, Taxonomy taxonomy) {
        List<Plan> terms = new ArrayList<>();
        for (String key : in.values()) {
            OptionalInt segment = taxonomy.resolve(in.dimension(), key);
            terms.add(new Term(segment.orElseThrow(
                    () -> AudienceException.of(Terms.unknownValue(taxonomy, in.dimension(), key)))));
        }
        return terms.size() == 1 ? terms.getFirst() : new Union(terms);
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
        public long count(SegmentView view) {
            return view.everyone().getLongCardinality();
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
        public long count(SegmentView view) {
            return view.segment(segment).getLongCardinality();
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
            return FastAggregation.or(borrowAll(view));
        }

        @Override
        public long count(SegmentView view) {
            RoaringBitmap[] bitmaps = borrowAll(view);
            if (bitmaps.length == 2) {
                return RoaringBitmap.orCardinality(bitmaps[0], bitmaps[1]);
            }
            return FastAggregation.or(bitmaps).getLongCardinality();
        }

        private RoaringBitmap[] borrowAll(SegmentView view) {
            return parts.stream().map(part -> part.borrow(view)).toArray(RoaringBitmap[]::new);
        }
    }

    /// Everyone outside the part.
    record Complement(Plan part) implements Plan {
        @Override
        public RoaringBitmap borrow(SegmentView view) {
            return RoaringBitmap.andNot(view.everyone(), part.borrow(view));
        }

        @Override
        public long count(SegmentView view) {
            return view.everyone().getLongCardinality() - part.count(view);
        }
    }

    /// All of the wanted and none of the unwanted: one wanted at least, two in sum at least.
    record Conjunction(List<Plan> wanted, List<Plan> unwanted) implements Plan {
        @Override
        public RoaringBitmap borrow(SegmentView view) {
            List<Plan> order = rarestFirst(view);
            RoaringBitmap left = fold(view, order, order.size());
            return left.isEmpty() ? new RoaringBitmap() : left;
        }

        @Override
        public long count(SegmentView view) {
            List<Plan> order = rarestFirst(view);
            int last = order.size() - 1;
            RoaringBitmap before = fold(view, order, last);
            if (before.isEmpty()) {
                return 0;
            }
            RoaringBitmap operand = order.get(last).borrow(view);
            return last < wanted.size()
                    ? RoaringBitmap.andCardinality(before, operand)
                    : RoaringBitmap.andNotCardinality(before, operand);
        }

        /// The wanted, single segments before what must be computed, then the unwanted.
        private List<Plan> rarestFirst(SegmentView view) {
            List<Plan> order = new ArrayList<>(wanted);
            order.sort(Comparator.comparingLong(plan -> plan.isShared() ? plan.count(view) : Long.MAX_VALUE));
            order.addAll(unwanted);
            return order;
        }

        /// The first so many steps; once nothing is left the others are not looked at.
        private RoaringBitmap fold(SegmentView view, List<Plan> order, int steps) {
            RoaringBitmap left = order.getFirst().borrow(view);
            for (int i = 1; i < steps && !left.isEmpty(); i++) {
                RoaringBitmap operand = order.get(i).borrow(view);
                left = i < wanted.size() ? RoaringBitmap.and(left, operand) : RoaringBitmap.andNot(left, operand);
            }
            return left;
        }
    }
}
