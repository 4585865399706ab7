package uk.tocsin.control;

import java.time.Instant;
import uk.tocsin.model.codec.In;
import uk.tocsin.model.codec.Out;

/// A subscriber whom somebody suspended, until somebody reinstates them.
///
/// @param by the member of staff who did
/// @param reason in their words
/// @param since when
public record Suspension(int ordinal, int by, String reason, Instant since) {
    void write(Out out) {
        out.count(ordinal).count(by).text(reason).time(since);
    }

    static Suspension read(In in) {
        return new Suspension(in.size(), in.size(), in.text(), in.time());
    }
}
