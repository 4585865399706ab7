package uk.tocsin.console.register;

import java.util.List;
import uk.tocsin.audience.Taxonomy;
import uk.tocsin.model.Contact;
import uk.tocsin.model.Dimension;
import uk.tocsin.model.Endpoint;
import uk.tocsin.model.Preferences;
import uk.tocsin.shard.EndpointMask;
import uk.tocsin.shard.ShardRecord;

/// What a shard is told of a subscriber, from their record: codes, never personal data.
final class IndexEntries {
    private static final int[] NONE = {};

    private IndexEntries() {}

    /// The entry of a slot. Somebody who does not agree, or has no endpoint in use, is in no segment.
    static ShardRecord.SubscriberEntry of(int slot, Contact contact, Taxonomy taxonomy) {
        List<Endpoint> all = contact.endpoints();
        List<Endpoint> used =
                allInUse(all) ? all : all.stream().filter(Endpoint::inUse).toList();
        if (!contact.consent() || used.isEmpty()) {
            return new ShardRecord.SubscriberEntry(slot, NONE, 0, NONE, Preferences.ALL.code());
        }
        int[] segments = ints(contact.profile().segments(), 1);
        segments[segments.length - 1] =
                taxonomy.code(Dimension.TIER, contact.tier().word());
        return new ShardRecord.SubscriberEntry(
                slot,
                segments,
                EndpointMask.of(used),
                ints(contact.profile().premises(), 0),
                contact.profile().preferences().code());
    }

    private static boolean allInUse(List<Endpoint> all) {
        for (Endpoint each : all) {
            if (!each.inUse()) {
                return false;
            }
        }
        return true;
    }

    private static int[] ints(List<Integer> values, int more) {
        int[] ints = new int[values.size() + more];
        for (int i = 0; i < values.size(); i++) {
            ints[i] = values.get(i);
        }
        return ints;
    }
}
