package uk.tocsin.store.sqlite;

/// Hears how long the store took, for meters: by file, "logs", "register" or "snapshots". Called on threads of the
/// store,
/// which wait for it.
public interface StoreListener {
    /// Hears nothing.
    StoreListener NONE = new StoreListener() {};

    /// A commit was written and synced.
    ///
    /// @param waitedNanos how long the first of its tasks waited for it to begin
    default void committed(String file, long waitedNanos, long tookNanos) {}

    /// The writing thread moved the write-ahead log into the file, between commits, which waited.
    default void checkpointed(String file, long tookNanos) {}

    /// Something was read.
    ///
    /// @param waitedNanos how long it waited for a reading thread
    default void read(String file, long waitedNanos, long tookNanos) {}
}
