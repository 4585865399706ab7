package uk.tocsin.simulation;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import uk.tocsin.model.SendOutcome;
import uk.tocsin.model.UnknownCause;
import uk.tocsin.shard.OutcomeCode;

/// What outcome codes in records say.
final class Codes {
    private static final Set<Short> UNKNOWN = Arrays.stream(UnknownCause.values())
            .map(cause -> OutcomeCode.of(new SendOutcome.Unknown(cause)))
            .collect(Collectors.toUnmodifiableSet());

    private Codes() {}

    static boolean unknown(short code) {
        return UNKNOWN.contains(code);
    }
}
