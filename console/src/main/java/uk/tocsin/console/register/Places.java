package uk.tocsin.console.register;

import java.util.Optional;

/// Finds where a postcode is. Pure; any thread.
@FunctionalInterface
public interface Places {
    /// Where something is, as well as is known: WGS 84, degrees.
    record Place(double latitude, double longitude) {}

    /// The place of a postcode in its usual spelling, e.g. `NW1 8AB`; empty for one that is not known.
    Optional<Place> of(String postcode);
}
