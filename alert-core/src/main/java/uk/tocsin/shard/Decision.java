package uk.tocsin.shard;

import java.util.List;

/// What an owner appends next, in one append.
///
/// @param records the records, in order; empty when there is nothing to say
/// @param permits for each record the id of the permit it uses, 0 for none
public record Decision(List<ShardRecord> records, List<Long> permits) {
    public Decision {
        records = List.copyOf(records);
        permits = List.copyOf(permits);
    }
}
