package uk.tocsin.simulation;

import java.util.HashMap;
import java.util.Map;
import uk.tocsin.model.AgeBuckets;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Evidence;
import uk.tocsin.model.LedgerView;
import uk.tocsin.shard.ShardRecord;

/// The age of evidence is that of the earliest, whatever came first.
final class AgeCheck implements Check {
    private record Key(int shard, int alert, ChannelKind channel, Evidence kind, int slot) {}

    private final World world;
    private final Map<Key, Long> earliest = new HashMap<>();

    AgeCheck(World world) {
        this.world = world;
    }

    @Override
    public void applied(Seen seen) {
        if (seen.record() instanceof ShardRecord.Received received
                && seen.counts()
                && received.kind().positive()) {
            AlertFacts facts = world.control.alert(received.alert());
            ChannelKind channel =
                    facts.dispatch.plan().steps().get(received.step()).channel();
            long dispatched = facts.dispatch.time().toEpochMilli();
            long at = Math.max(received.timeMs(), dispatched);
            for (int slot : received.slots()) {
                Key key = new Key(seen.shard(), received.alert(), channel, received.kind(), slot);
                earliest.merge(key, at - dispatched, Math::min);
            }
        }
    }

    @Override
    public void end() {
        earliest.forEach((key, age) -> {
            LedgerView view = world.witnesses.get(key.shard()).shard().view(key.alert());
            for (int bucket = 0; view != null && bucket < AgeBuckets.COUNT; bucket++) {
                Violation.unless(
                        view.age(key.channel(), key.kind(), bucket).contains(key.slot())
                                == (bucket == AgeBuckets.of(age)),
                        Invariant.EARLIEST_AGE,
                        "%s is not in the bucket of %d ms alone",
                        key,
                        age);
            }
        });
    }
}
