package uk.tocsin.model;

import java.util.List;
import java.util.Optional;

/// Where an alert applies, as CAP 1.2 has it. `circle` is also the incident: waves start nearest to its centre.
public record Area(String description, Optional<Circle> circle, List<Polygon> polygons) {
    /// A WGS 84 centre in degrees and a radius in kilometres (0 is a point).
    public record Circle(double latitude, double longitude, double radiusKm) {}

    /// A closed ring of WGS 84 points in degrees: at least four, the last equal to the first.
    public record Polygon(List<Point> points) {
        public Polygon {
            points = List.copyOf(points);
        }
    }

    /// A WGS 84 position in degrees.
    public record Point(double latitude, double longitude) {}

    public Area {
        polygons = List.copyOf(polygons);
    }

    /// The cell of the incident, or [Cell#NONE].
    public int incidentCell() {
        return circle.map(c -> Cell.of(c.latitude(), c.longitude())).orElse(Cell.NONE);
    }
}
