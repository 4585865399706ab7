package uk.tocsin.console.register;

import java.util.Arrays;
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
        List<Endpoint> used =
                contact.endpoints().stream().filter(Endpoint::inUse).toList();
        int[] premises = ints(contact.profile().premises());
        if (!contact.consent() || used.isEmpty()) {
            return new ShardRecord.SubscriberEntry(slot, NONE, 0, NONE, Preferences.ALL.code());
        }
        int[] own = ints(contact.profile().segments());
        int[] segments = Arrays.copyOf(own, own.length + 1);
        segments[own.length] = taxonomy.code(Dimension.TIER, contact.tier().word());
        return new ShardRecord.SubscriberEntry(
                slot,
                segments,
                EndpointMask.of(used),
                premises,
                contact.profile().preferences().code());
    }

    private static int[] ints(List<Integer> values) {
        return values.stream().mapToInt(Integer::intValue).toArray();
    }
}
