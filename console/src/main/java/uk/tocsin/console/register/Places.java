package uk.tocsin.console.register;

import java.util.Optional;

/// Finds where a postcode is. Pure; any thread.
@FunctionalInterface
public interface Places {
    /// Knows no postcode: people say which police force is theirs, and the place itself stays unknown.
    Places NONE = _ -> Optional.empty();

    /// Where something is.
    ///
    /// @param latitude WGS 84, degrees
    /// @param region the segment of the ITL1 region
    /// @param force the segment of the police force
    record Place(double latitude, double longitude, int region, int force) {}

    /// The place of a postcode in its usual spelling, e.g. `NW1 8AB`; empty for one that is not known.
    Optional<Place> of(String postcode);
}
