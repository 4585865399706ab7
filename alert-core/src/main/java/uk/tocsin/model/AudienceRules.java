package uk.tocsin.model;

import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import uk.tocsin.model.Audience.And;
import uk.tocsin.model.Audience.Everyone;
import uk.tocsin.model.Audience.In;
import uk.tocsin.model.Audience.Not;
import uk.tocsin.model.Audience.Or;

/// What makes an [Audience] canonical: the order of its parts, their shape and the bounds.
final class AudienceRules {
    private AudienceRules() {}

    /// The order of parts: terms first, by dimension and values, then negations, conjunctions, alternatives.
    static int compare(Audience left, Audience right) {
        if (left instanceof In a && right instanceof In b) {
            int byDimension = a.dimension().compareTo(b.dimension());
            return byDimension != 0 ? byDimension : compareKeys(a.values(), b.values());
        }
        if (left instanceof Not(Audience a) && right instanceof Not(Audience b)) {
            return compare(a, b);
        }
        if (left instanceof And(List<Audience> a) && right instanceof And(List<Audience> b)) {
            return compareParts(a, b);
        }
        if (left instanceof Or(List<Audience> a) && right instanceof Or(List<Audience> b)) {
            return compareParts(a, b);
        }
        return Integer.compare(rank(left), rank(right));
    }

    private static int rank(Audience audience) {
        return switch (audience) {
            case Everyone everyone -> 0;
            case In in -> 1;
            case Not not -> 2;
            case And and -> 3;
            case Or or -> 4;
        };
    }

    private static int compareKeys(List<String> left, List<String> right) {
        Iterator<String> others = right.iterator();
        for (String key : left) {
            int order = others.hasNext() ? key.compareTo(others.next()) : 1;
            if (order != 0) {
                return order;
            }
        }
        return others.hasNext() ? -1 : 0;
    }

    private static int compareParts(List<Audience> left, List<Audience> right) {
        Iterator<Audience> others = right.iterator();
        for (Audience part : left) {
            int order = others.hasNext() ? compare(part, others.next()) : 1;
            if (order != 0) {
                return order;
            }
        }
        return others.hasNext() ? -1 : 0;
    }

    static void checkParts(List<Audience> parts, Class<? extends Audience> parent) {
        if (parts.size() < 2) {
            throw new IllegalArgumentException("fewer than two parts are not canonical");
        }
        for (int i = 0; i < parts.size(); i++) {
            Audience part = parts.get(i);
            if (parent.isInstance(part) || part instanceof Everyone) {
                throw new IllegalArgumentException("a part that can be folded away is not canonical");
            }
            if (i > 0 && compare(parts.get(i - 1), part) >= 0) {
                throw new IllegalArgumentException("parts that are not sorted and distinct are not canonical");
            }
        }
        checkSize(1 + depth(parts), terms(parts));
    }

    static void checkMerged(List<Audience> alternatives) {
        Set<Dimension> seen = EnumSet.noneOf(Dimension.class);
        for (Audience alternative : alternatives) {
            if (alternative instanceof In in && !seen.add(in.dimension())) {
                throw new IllegalArgumentException("two alternatives of one dimension are not canonical");
            }
        }
    }

    static void checkSize(int depth, int terms) {
        if (depth > Audience.MAX_DEPTH) {
            throw new IllegalArgumentException("more than " + Audience.MAX_DEPTH + " levels");
        }
        if (terms > Audience.MAX_TERMS) {
            throw new IllegalArgumentException("more than " + Audience.MAX_TERMS + " terms");
        }
    }

    static int depth(List<Audience> parts) {
        return parts.stream().mapToInt(Audience::depth).max().orElse(0);
    }

    static int terms(List<Audience> parts) {
        return parts.stream().mapToInt(Audience::terms).sum();
    }
}
