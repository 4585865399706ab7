package uk.tocsin.simulation;

import java.util.List;
import uk.tocsin.shard.Shard;
import uk.tocsin.shard.ShardRecord;

/// What an owner is about to append.
///
/// @param shard its number
/// @param state what the owner knows
/// @param ableMs since when it could have decided
record Deciding(int shard, Shard state, List<ShardRecord> records, long ableMs) {}
