package uk.tocsin.control;

import java.time.Instant;
import uk.tocsin.model.Tier;
import uk.tocsin.model.codec.In;
import uk.tocsin.model.codec.Out;

/// A subscriber whom somebody put forward for a tier, until somebody else decides.
///
/// @param sponsor the member of staff who answers for it
/// @param evidence where the evidence lies
public record Sponsorship(int ordinal, Tier tier, int sponsor, String evidence, Instant time) {
    void write(Out out) {
        out.count(ordinal).coded(tier).count(sponsor).text(evidence).time(time);
    }

    static Sponsorship read(In in) {
        return new Sponsorship(in.size(), in.coded(Tier.class), in.size(), in.text(), in.time());
    }
}
