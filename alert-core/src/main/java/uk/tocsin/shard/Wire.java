package uk.tocsin.shard;

import java.util.List;
import org.roaringbitmap.RoaringBitmap;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Effect;
import uk.tocsin.model.LaneShare;

/// What reaches a shard's owner from outside its journal, to be decided upon.
public sealed interface Wire {
    /// A lane lets `count` requests go on a channel.
    ///
    /// @param share whose lane it is
    /// @param id the lane's name for the permit, given back with what was decided under it
    /// @param wallMs when it was granted, in milliseconds since the epoch
    record Permit(LaneShare share, ChannelKind channel, int count, long id, long wallMs) implements Wire {}

    /// Some requests of a try ended; see [ShardRecord.Outcome]. The try of a notice has one.
    record Ended(long tryNumber, int[] indexes, short[] codes, List<String> providerIds) implements Wire {}

    /// A provider's list decided unknowns.
    record Decided(long tryNumber, ShardRecord.Verdict verdict, RoaringBitmap slots) implements Wire {}

    /// The control log reached a position; the effects of the acts since the last one, for every shard; [Acts#in]
    /// leaves what concerns one.
    record Acts(long controlPosition, List<Effect> effects) implements Wire {
        /// What of it concerns a shard.
        public Acts in(int shard) {
            return new Acts(
                    controlPosition,
                    effects.stream().filter(effect -> effect.concerns(shard)).toList());
        }
    }
}
