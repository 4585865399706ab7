package uk.tocsin.simulation;

import uk.tocsin.model.SendOutcome;
import uk.tocsin.shard.OutcomeCode;

/// What outcome codes in records say.
final class Codes {
    private static final short ACCEPTED = OutcomeCode.of(new SendOutcome.Accepted(""));

    private Codes() {}

    static boolean accepted(short code) {
        return code == ACCEPTED;
    }
}
