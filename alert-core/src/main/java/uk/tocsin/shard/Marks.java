package uk.tocsin.shard;

import org.jspecify.annotations.Nullable;
import uk.tocsin.model.codec.In;
import uk.tocsin.model.codec.Out;

/// Sets of slots that may be missing, in snapshots: an empty one and none are the same.
final class Marks {
    private Marks() {}

    static void writeMaybe(Out out, @Nullable Bits bits) {
        boolean some = bits != null && !bits.isEmpty();
        out.flag(some);
        if (bits != null && some) {
            out.bitmap(bits.live());
        }
    }

    static @Nullable Bits readMaybe(In in) {
        return in.flag() ? new Bits(in.bitmap()) : null;
    }
}
