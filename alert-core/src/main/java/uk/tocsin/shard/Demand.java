package uk.tocsin.shard;

import uk.tocsin.model.ServiceKey;

/// What a shard would send on a channel now.
///
/// @param key the lowest [ServiceKey] of it, [ServiceKey#NONE] when there is none
/// @param count deliveries with that key
/// @param total deliveries with any key
public record Demand(int key, int count, int total) {
    /// Nothing to send.
    public static final Demand NONE = new Demand(ServiceKey.NONE, 0, 0);

    Demand with(int otherKey, int more) {
        if (more == 0) {
            return this;
        }
        if (otherKey == key) {
            return new Demand(key, count + more, total + more);
        }
        return otherKey < key ? new Demand(otherKey, more, total + more) : new Demand(key, count, total + more);
    }
}
