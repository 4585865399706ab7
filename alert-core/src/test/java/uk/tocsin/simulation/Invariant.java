package uk.tocsin.simulation;

/// What must hold in every run.
enum Invariant {
    /// Every planned delivery is in exactly one place, and the states of a channel add up to what was planned.
    CONSERVATION,
    /// Every dispatch reaches every shard and plans exactly whom it means, for every step that was due.
    NOTHING_FORGOTTEN,
    /// What a delivery's state says is what the provider did.
    TRUTH,
    /// Evidence whose sender was told that it is kept, is kept.
    EVIDENCE_KEPT,
    /// Of several times of one evidence the earliest counts.
    EARLIEST_AGE,
    /// No request before the approval is in the control log.
    AFTER_APPROVAL,
    /// No request by a node that knows of the end or halt of an alert, nor a second after it was recorded.
    BEFORE_THE_END,
    /// No request to somebody who was erased, and nothing known of them.
    ERASED,
    /// No request of an alert above the public tier to somebody who fell back to it.
    TIER,
    /// No request to somebody who is suspended.
    SUSPENDED,
    /// A text is not repeated.
    SMS_ONCE,
    /// What is repeated was in flight, with nobody knowing what became of it.
    REPEATS_IN_FLIGHT_ONLY,
    /// A notice is written again only if the provider certainly did not get it; a push or a mail also where nobody
    /// knows, twice at most.
    NOTICE_ONCE,
    /// No notice is written after its expiry, to somebody who was erased, or by a node that knows of the halt of
    /// everything.
    NOTICE_LIFETIME,
    /// Every notice whose asker was told that it is kept comes to an end.
    NOTICES_END,
    /// A subscriber has one message of an alert on a channel under way at a time.
    ONE_MESSAGE,
    /// A step that waits for answers reaches nobody of whom all was answered more than a second ago.
    ANSWERED,
    /// A step is decided within a second of its time, or of the moment its owner can decide again.
    STEPS_IN_TIME,
    /// The first wave before the second, near before far.
    WAVES,
    /// Requests only under a permit that holds, and no more than it allows.
    PERMITS,
    /// The provider's rate is not exceeded.
    RATE,
    /// Nothing leaves for a try whose outcome is recorded.
    GRACE,
    /// Only what was read back is acted upon.
    READ_BACK,
    /// A shard's time never goes back.
    TIME_RISES,
    /// The same records give the same state: live, in replay, and from a snapshot with the tail.
    REPLAY,
    /// Any order and any repetition of the same receipts gives the same state.
    RECEIPT_ORDER,
    /// Left alone with a provider that works, everything comes to an end.
    SETTLED
}
