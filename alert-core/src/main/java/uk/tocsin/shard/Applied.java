package uk.tocsin.shard;

/// What a record did when it was applied: what its author wants to know when reading it back.
public sealed interface Applied {
    /// It changed the state, and there is nothing to say about it.
    record Done() implements Applied {}

    /// Slots were assigned: `first` and those after it; -1 when there were not so many left.
    record Slots(int first) implements Applied {}

    /// A try is open for these slots, ascending: of a notice for its one slot or none. Only these may be sent.
    record Opened(long tryNumber, int[] slots) implements Applied {}

    /// It does not count.
    record Ignored(Why why) implements Applied {}

    /// Why a record does not count.
    enum Why {
        /// A decision under a claim that a later claim ended.
        OTHER_OWNER,
        /// A slot that was never taken, or whose subscriber is erased.
        UNKNOWN_SLOT,
        /// Evidence about an alert, step or delivery that this shard does not have.
        UNKNOWN_DELIVERY,
        /// An outcome of a try that is not open.
        UNKNOWN_TRY,
        /// A notice to an endpoint that is not to be used.
        ENDPOINT_SUPPRESSED,
        /// A notice while as many as a shard keeps are waiting.
        TOO_MANY_NOTICES
    }

    /// The one [Done].
    Applied DONE = new Done();
}
