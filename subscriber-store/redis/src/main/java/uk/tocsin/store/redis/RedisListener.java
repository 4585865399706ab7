package uk.tocsin.store.redis;

/// Hears how the store fares, for meters; `port` is "register" or "snapshots". Called on threads of the store, which
/// wait for it.
public interface RedisListener {
    /// Hears nothing.
    RedisListener NONE = new RedisListener() {};

    /// Something that was asked was answered, or failed.
    default void answered(String port, long tookNanos) {}

    /// A connection was lost: everything fails until there is another.
    default void lost(String port) {}

    /// The append-only file was rewritten for erasures.
    default void rewritten(long tookNanos) {}
}
