package uk.tocsin.lane;

import java.time.Duration;
import java.time.Instant;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.SendOutcome;

/// A way to reach people through one provider. Implementations live in `channels`. Methods may be called from
/// any thread; they return at once and never block their caller. Nothing is queued: a request is written while
/// its permit holds or reported as not sent.
public interface Channel extends AutoCloseable {
    /// The kind of endpoint it serves.
    ChannelKind kind();

    /// The longest that a written request may stay without an outcome. After it every request of a batch has
    /// been reported, and its connection can write nothing any more.
    Duration requestTimeout();

    /// Sends a batch. The sink receives exactly one outcome for each index, in any order, from any thread, each
    /// no later than [#requestTimeout] after the permit's end. [Batch#refusal] is asked immediately before the
    /// last byte of each request is handed to the socket, on the same thread.
    void send(Batch batch, Sink sink);

    /// Asks the provider what became of requests whose outcome is unknown. Called only where [#repeatsUnknown]
    /// is false.
    ///
    /// @param since the permit's wall time of the try: the provider is asked from 5 s before it
    void resolve(Batch batch, Instant since, ResolutionSink sink);

    /// So many batches may be resolved at one time.
    int RESOLVED_AT_ONCE = 16;

    /// Whether a request whose outcome is unknown may be repeated because the receiver folds the repetition
    /// into the first (a collapse key, a stable Message-ID). False for SMS.
    boolean repeatsUnknown();

    @Override
    void close();

    /// Receives the outcomes of [#send].
    @FunctionalInterface
    interface Sink {
        /// The outcome of the request at `index` of the batch.
        void outcome(int index, SendOutcome outcome);
    }

    /// Receives the answers of [#resolve], exactly one for each index.
    @FunctionalInterface
    interface ResolutionSink {
        /// The answer for the request at `index`.
        void resolved(int index, Resolution resolution);
    }

    /// What a provider's own list says about a request.
    sealed interface Resolution {
        /// One unambiguous match: the provider has it.
        record Sent(String providerId) implements Resolution {}

        /// The list was read completely and holds nothing like it.
        record Absent() implements Resolution {}

        /// The list could not be read, or holds more than one match.
        record Undecided() implements Resolution {}
    }
}
