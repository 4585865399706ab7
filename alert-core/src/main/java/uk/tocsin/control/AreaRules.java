package uk.tocsin.control;

import java.util.List;
import java.util.function.BiConsumer;
import uk.tocsin.model.Area;
import uk.tocsin.model.Geometry;

/// What the area of an alert must be, as CAP 1.2 has it.
final class AreaRules {
    /// Half the circumference of the Earth: a larger circle is everywhere.
    private static final double MAX_RADIUS_KM = 20_038;

    /// Sixty-four rings of a thousand points are far beyond what an officer draws, and quick to check.
    private static final int MAX_POLYGONS = 64;

    private static final int MAX_POINTS = 1000;

    private AreaRules() {}

    static void check(Area area, BiConsumer<String, String> problem) {
        area.circle().ifPresent(circle -> {
            if (!Geometry.onEarth(circle.latitude(), circle.longitude())) {
                problem.accept("area.circle", "its centre is no latitude and longitude");
            }
            if (!(circle.radiusKm() >= 0 && circle.radiusKm() <= MAX_RADIUS_KM)) {
                problem.accept("area.circle", "its radius is not 0 to " + MAX_RADIUS_KM + " km");
            }
        });
        if (area.polygons().size() > MAX_POLYGONS) {
            problem.accept("area.polygons", "are more than " + MAX_POLYGONS);
            return;
        }
        for (int i = 0; i < area.polygons().size(); i++) {
            List<Area.Point> points = area.polygons().get(i).points();
            String field = "area.polygons[" + i + "]";
            if (points.size() > MAX_POINTS) {
                problem.accept(field, "has more than " + MAX_POINTS + " points");
            } else {
                Geometry.ringFault(points).ifPresent(fault -> problem.accept(field, fault));
            }
        }
    }
}
