package uk.tocsin.simulation;

/// Watches over one or a few invariants. Throws a [Violation] where one does not hold.
interface Check {
    /// An owner is about to append something.
    default void decided(Deciding deciding) {}

    /// An append to a shard's journal is about to be applied.
    default void batch(int shard) {}

    /// A record was applied.
    default void applied(Seen seen) {}

    /// A request is written to its provider.
    default void written(Request request, Permit permit) {}

    /// A notice is written to its provider.
    default void noticeWritten(NoticeRequest notice, Permit permit) {}

    /// A request reaches its provider.
    default void reached(Request request) {}

    /// A state was frozen that says which records it holds.
    default void saved(int shard, Archive.Kept kept) {}

    /// The world has been calm for a while.
    default void calm() {}

    /// Nothing will happen any more.
    default void end() {}
}
