package uk.tocsin.simulation;

import uk.tocsin.shard.Applied;
import uk.tocsin.shard.Shard;
import uk.tocsin.shard.ShardRecord;

/// A durable record of a shard's journal, just applied.
///
/// @param shard its number
/// @param state after the record
/// @param timeBeforeMs the shard's time before it
record Seen(int shard, long position, ShardRecord record, Applied applied, Shard state, long timeBeforeMs) {
    /// Whether it changed anything.
    boolean counts() {
        return !(applied instanceof Applied.Ignored);
    }
}
