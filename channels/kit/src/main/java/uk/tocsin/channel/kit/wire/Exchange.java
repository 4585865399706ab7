package uk.tocsin.channel.kit.wire;

import io.vertx.core.MultiMap;
import uk.tocsin.model.NotSentCause;
import uk.tocsin.model.UnknownCause;

/// What became of one HTTP request. "Written" means that its last byte was handed to the socket.
public sealed interface Exchange {
    /// The whole answer came. Headers are looked up without regard to case.
    record Answered(int status, MultiMap headers, byte[] body) implements Exchange {
        @Override
        public String toString() {
            return "Answered[" + status + ", " + body.length + " bytes]";
        }
    }

    /// The request was certainly not processed: its last byte never left, or the server refused its stream
    /// (RFC 9113, 8.7).
    record NotSent(NotSentCause cause) implements Exchange {}

    /// It was written, and no answer tells what happened.
    record Unknown(UnknownCause cause) implements Exchange {}
}
