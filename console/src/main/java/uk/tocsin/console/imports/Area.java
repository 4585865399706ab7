package uk.tocsin.console.imports;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// One of the postcode areas, for what a row does not say. An area knows no borders: the region and the force are
/// those of most of it, and the centre is rough, so all of it is an approximation.
///
/// @param latitude WGS 84, degrees, to about 5 km
record Area(String letters, String region, String force, double latitude, double longitude) {
    private static final String TABLE = "postcode-areas.csv";
    private static final Map<String, Area> ALL = read();

    /// The area of a postcode; empty for one outside the United Kingdom (Jersey, Guernsey, Man) or unknown.
    static Optional<Area> of(String postcode) {
        return Optional.ofNullable(ALL.get(Postcode.area(postcode)));
    }

    static Map<String, Area> all() {
        return ALL;
    }

    private static Map<String, Area> read() {
        try (InputStream stream = Objects.requireNonNull(Area.class.getResourceAsStream(TABLE), TABLE);
                BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(",", -1))
                    .map(f -> new Area(f[0], f[1], f[2], Double.parseDouble(f[3]), Double.parseDouble(f[4])))
                    .collect(Collectors.toUnmodifiableMap(Area::letters, Function.identity()));
        } catch (IOException e) {
            throw new UncheckedIOException("the postcode areas that ship with this version cannot be read", e);
        }
    }
}
