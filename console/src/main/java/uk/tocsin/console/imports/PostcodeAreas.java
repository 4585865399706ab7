package uk.tocsin.console.imports;

import java.util.Optional;
import uk.tocsin.console.register.Places;

/// Places by postcode area, to about 5 km and more in the country: enough to serve a city before the next, until an
/// installation has a table of postcodes.
public final class PostcodeAreas implements Places {
    @Override
    public Optional<Place> of(String postcode) {
        return Area.of(postcode).map(area -> new Place(area.latitude(), area.longitude()));
    }
}
