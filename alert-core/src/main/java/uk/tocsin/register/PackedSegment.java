package uk.tocsin.register;

import uk.tocsin.model.codec.In;
import uk.tocsin.model.codec.Out;

/// A segment code in one or two bytes: the value comes before the low bits of its dimension, so that small
/// values of the first dimensions make small numbers.
final class PackedSegment {
    private static final int VALUE_BITS = 16;
    private static final int LOW_BITS = 4;
    private static final int LOW_MASK = (1 << LOW_BITS) - 1;
    private static final int VALUE_MASK = (1 << VALUE_BITS) - 1;

    private PackedSegment() {}

    static void write(Out out, int segment) {
        int dimension = segment >>> VALUE_BITS;
        int high = dimension >>> LOW_BITS << VALUE_BITS + LOW_BITS;
        out.count(high | (segment & VALUE_MASK) << LOW_BITS | dimension & LOW_MASK);
    }

    static int read(In in) {
        int packed = in.size();
        int dimension = packed >>> VALUE_BITS + LOW_BITS << LOW_BITS | packed & LOW_MASK;
        return dimension << VALUE_BITS | packed >>> LOW_BITS & VALUE_MASK;
    }
}
