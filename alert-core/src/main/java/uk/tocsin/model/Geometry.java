package uk.tocsin.model;

import java.util.List;
import java.util.Optional;

/// What makes a polygon of CAP 1.2 a polygon: degrees on Earth, at least four points, closed, simple. On the
/// plane of latitude and longitude, so not for rings across the 180th meridian. Stateless; any thread.
public final class Geometry {
    private static final int LEAST_POINTS = 4;

    private Geometry() {}

    /// Whether these are a WGS 84 latitude and longitude in degrees.
    public static boolean onEarth(double latitude, double longitude) {
        return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
    }

    /// What is wrong with a ring, if anything. Takes time with the square of the number of points.
    public static Optional<String> ringFault(List<Area.Point> ring) {
        if (ring.size() < LEAST_POINTS) {
            return Optional.of("has " + ring.size() + " points; at least " + LEAST_POINTS + " are needed");
        }
        for (Area.Point point : ring) {
            if (!onEarth(point.latitude(), point.longitude())) {
                return Optional.of("has a point that is no latitude and longitude");
            }
        }
        if (!same(ring.getFirst(), ring.getLast())) {
            return Optional.of("is not closed: the last point is not the first");
        }
        int edges = ring.size() - 1;
        for (int i = 0; i < edges; i++) {
            if (same(ring.get(i), ring.get(i + 1))) {
                return Optional.of("has the same point twice in a row");
            }
        }
        for (int i = 0; i < edges; i++) {
            for (int j = i + 1; j < edges; j++) {
                if (collide(ring, i, j, edges)) {
                    return Optional.of("crosses or touches itself");
                }
            }
        }
        return Optional.empty();
    }

    private static boolean same(Area.Point a, Area.Point b) {
        return a.latitude() == b.latitude() && a.longitude() == b.longitude();
    }

    /// Whether two edges meet anywhere but in the point that neighbours share.
    private static boolean collide(List<Area.Point> ring, int i, int j, int edges) {
        Area.Point a = ring.get(i);
        Area.Point b = ring.get(i + 1);
        Area.Point c = ring.get(j);
        Area.Point d = ring.get(j + 1);
        if (j == i + 1) {
            return onSegment(a, b, d) || onSegment(c, d, a);
        }
        if (i == 0 && j == edges - 1) {
            return onSegment(a, b, c) || onSegment(c, d, b);
        }
        return intersect(a, b, c, d);
    }

    private static boolean intersect(Area.Point a, Area.Point b, Area.Point c, Area.Point d) {
        double abc = side(a, b, c);
        double abd = side(a, b, d);
        double cda = side(c, d, a);
        double cdb = side(c, d, b);
        if (Math.signum(abc) * Math.signum(abd) < 0 && Math.signum(cda) * Math.signum(cdb) < 0) {
            return true;
        }
        return onSegment(a, b, c) || onSegment(a, b, d) || onSegment(c, d, a) || onSegment(c, d, b);
    }

    /// Positive to one side of the line a–b, negative to the other, 0 on it.
    private static double side(Area.Point a, Area.Point b, Area.Point p) {
        return (b.longitude() - a.longitude()) * (p.latitude() - a.latitude())
                - (b.latitude() - a.latitude()) * (p.longitude() - a.longitude());
    }

    private static boolean onSegment(Area.Point a, Area.Point b, Area.Point p) {
        return side(a, b, p) == 0
                && p.longitude() >= Math.min(a.longitude(), b.longitude())
                && p.longitude() <= Math.max(a.longitude(), b.longitude())
                && p.latitude() >= Math.min(a.latitude(), b.latitude())
                && p.latitude() <= Math.max(a.latitude(), b.latitude());
    }
}
