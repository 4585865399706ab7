package uk.tocsin.audience;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.BitmapContainer;
import org.roaringbitmap.Container;
import org.roaringbitmap.ContainerPointer;
import org.roaringbitmap.RoaringBitmap;

/// Counts what a [Plan] selects without building it, in blocks of 65,536 slots; for one thread and one query.
///
/// How it works: a Roaring bitmap is a list of containers, one for each block that has anybody. For each block of
/// everyone (of whom all segments are subsets) the containers of the terms are laid out as 1024 words, combined by
/// word and counted. Roaring's own algebra would turn every intermediate result below 4096 slots into an array,
/// which costs several times the counting: segments are dense, intersections of two are not.
///
/// A node is opened on one view after the other, so that the words are allocated once.
abstract sealed class BlockCount {
    private static final int WORDS = (1 << 16) / Long.SIZE;

    static BlockCount of(Plan plan) {
        return switch (plan) {
            case Plan.All all -> new Segment(null);
            case Plan.Term term -> new Segment(term);
            case Plan.Union(List<Plan> parts) -> new Union(nodes(parts));
            case Plan.Complement(Plan part) -> new Difference(List.of(new Segment(null)), List.of(of(part)));
            case Plan.Conjunction(List<Plan> wanted, List<Plan> unwanted) ->
                new Difference(nodes(wanted), nodes(unwanted));
        };
    }

    private static List<BlockCount> nodes(List<Plan> plans) {
        return plans.stream().map(BlockCount::of).toList();
    }

    /// How many slots of the view are selected.
    long count(SegmentView view) {
        open(view);
        long[] words = new long[WORDS];
        long count = 0;
        ContainerPointer blocks = view.everyone().getContainerPointer();
        while (blocks.getContainer() != null) {
            if (fill(blocks.key(), words)) {
                for (long word : words) {
                    count += Long.bitCount(word);
                }
            }
            blocks.advance();
        }
        return count;
    }

    /// Begins with the first block of a view.
    abstract void open(SegmentView view);

    /// Overwrites the words with this node's slots of a block; false, with the words undefined, if there are none
    /// for sure. Blocks are asked for in ascending order.
    abstract boolean fill(char block, long[] words);

    /// One segment, or everyone.
    private static final class Segment extends BlockCount {
        private final Plan.@Nullable Term term;
        private ContainerPointer containers = new RoaringBitmap().getContainerPointer();

        Segment(Plan.@Nullable Term term) {
            this.term = term;
        }

        @Override
        long count(SegmentView view) {
            return bitmap(view).getLongCardinality();
        }

        @Override
        void open(SegmentView view) {
            containers = bitmap(view).getContainerPointer();
        }

        private RoaringBitmap bitmap(SegmentView view) {
            return term == null ? view.everyone() : view.segment(term.segment());
        }

        @Override
        boolean fill(char block, long[] words) {
            Container container = containers.getContainer();
            while (container != null && containers.key() < block) {
                containers.advance();
                container = containers.getContainer();
            }
            if (container == null || containers.key() != block) {
                return false;
            }
            if (!(container instanceof BitmapContainer)) {
                Arrays.fill(words, 0);
            }
            container.copyBitmapTo(words, 0);
            return true;
        }
    }

    /// Slots in any part.
    private static final class Union extends BlockCount {
        private final List<BlockCount> parts;
        private final long[] other = new long[WORDS];

        Union(List<BlockCount> parts) {
            this.parts = parts;
        }

        @Override
        void open(SegmentView view) {
            parts.forEach(part -> part.open(view));
        }

        @Override
        boolean fill(char block, long[] words) {
            boolean any = false;
            for (BlockCount part : parts) {
                if (!any) {
                    any = part.fill(block, words);
                } else if (part.fill(block, other)) {
                    for (int i = 0; i < WORDS; i++) {
                        words[i] |= other[i];
                    }
                }
            }
            return any;
        }
    }

    /// Slots in all of the wanted, one at least, and in none of the unwanted.
    private static final class Difference extends BlockCount {
        private final List<BlockCount> wanted;
        private final List<BlockCount> unwanted;
        private final long[] other = new long[WORDS];

        Difference(List<BlockCount> wanted, List<BlockCount> unwanted) {
            this.wanted = wanted;
            this.unwanted = unwanted;
        }

        @Override
        void open(SegmentView view) {
            wanted.forEach(part -> part.open(view));
            unwanted.forEach(part -> part.open(view));
        }

        @Override
        boolean fill(char block, long[] words) {
            if (!wanted.getFirst().fill(block, words)) {
                return false;
            }
            for (BlockCount part : wanted.subList(1, wanted.size())) {
                if (!part.fill(block, other)) {
                    return false;
                }
                for (int i = 0; i < WORDS; i++) {
                    words[i] &= other[i];
                }
            }
            for (BlockCount part : unwanted) {
                if (part.fill(block, other)) {
                    for (int i = 0; i < WORDS; i++) {
                        words[i] &= ~other[i];
                    }
                }
            }
            return true;
        }
    }
}
