package uk.tocsin.model;

import java.time.Duration;

/// What became of one request to one endpoint. The five cases decide retry, suppression and reach; no code
/// after a channel parses a provider's words again.
public sealed interface SendOutcome {
    /// The provider took the message. `providerId` is its name for it; empty where it gives none.
    record Accepted(String providerId) implements SendOutcome {}

    /// The provider will never deliver to this endpoint. `providerCode` is its own code, for operators.
    record Refused(FailureReason reason, String providerCode) implements SendOutcome {}

    /// The provider did not process it because we are too fast. Slows the whole lane; counts as no try.
    record Throttled(Duration retryAfter) implements SendOutcome {}

    /// The provider certainly did not process it: safe to repeat.
    record NotSent(NotSentCause cause) implements SendOutcome {}

    /// It was written and no answer tells what happened.
    record Unknown(UnknownCause cause) implements SendOutcome {}
}
