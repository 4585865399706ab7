package uk.tocsin.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Whom an alert is for: boolean algebra over segments, independent of its text and JSON forms.
///
/// Immutable and always canonical: the factories flatten, sort, drop duplicates and double negations and merge
/// alternatives of one dimension, so two spellings of one audience are equal and have one digest. The
/// constructors of the records refuse what is not canonical. An audience is at most [#MAX_DEPTH] deep and has
/// at most [#MAX_TERMS] terms; anything larger is an [IllegalArgumentException].
///
/// Values are taxonomy keys. That they exist is checked where a taxonomy is at hand, not here.
public sealed interface Audience {
    /// Nesting no officer writes by hand and every recursive reader survives.
    int MAX_DEPTH = 32;
    /// Values named in one audience: several times the whole taxonomy.
    int MAX_TERMS = 1000;

    /// Every subscriber.
    record Everyone() implements Audience {}

    /// The subscribers that have at least one of the values, which are sorted, distinct and never none.
    record In(Dimension dimension, List<String> values) implements Audience {
        private static final Pattern KEY = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
        private static final int MAX_KEY = 64;

        public In {
            values = List.copyOf(values);
            if (values.isEmpty()) {
                throw new IllegalArgumentException(dimension.word() + " names no value");
            }
            if (!values.equals(List.copyOf(new TreeSet<>(values)))) {
                throw new IllegalArgumentException("values of " + dimension.word() + " are not sorted and distinct");
            }
            for (String value : values) {
                if (value.length() > MAX_KEY || !KEY.matcher(value).matches()) {
                    throw new IllegalArgumentException("a value of " + dimension.word() + " is no taxonomy key");
                }
            }
            AudienceRules.checkSize(1, values.size());
        }
    }

    /// The subscribers in all of the parts: two at least, sorted, distinct, none of them an `And` or everyone.
    record And(List<Audience> parts) implements Audience {
        public And {
            parts = List.copyOf(parts);
            AudienceRules.checkParts(parts, And.class);
        }
    }

    /// The subscribers in any of the parts: two at least, sorted, distinct, none of them an `Or` or everyone,
    /// and at most one [In] of each dimension.
    record Or(List<Audience> parts) implements Audience {
        public Or {
            parts = List.copyOf(parts);
            AudienceRules.checkParts(parts, Or.class);
            AudienceRules.checkMerged(parts);
        }
    }

    /// The subscribers outside the other audience, which is no `Not`.
    record Not(Audience audience) implements Audience {
        public Not {
            if (audience instanceof Not) {
                throw new IllegalArgumentException("a double negation is not canonical");
            }
            AudienceRules.checkSize(1 + audience.depth(), audience.terms());
        }
    }

    /// Every subscriber.
    static Audience everyone() {
        return new Everyone();
    }

    /// The subscribers that have at least one of the values of the dimension.
    static Audience in(Dimension dimension, String... values) {
        return in(dimension, Arrays.asList(values));
    }

    /// The subscribers that have at least one of the values of the dimension, in any order.
    static Audience in(Dimension dimension, Collection<String> values) {
        return new In(dimension, List.copyOf(new TreeSet<>(values)));
    }

    /// The subscribers in all of the parts.
    static Audience and(Audience... parts) {
        return and(Arrays.asList(parts));
    }

    /// The subscribers in all of the parts, in any order; one part at least.
    static Audience and(Collection<Audience> parts) {
        TreeSet<Audience> flat = new TreeSet<>(AudienceRules::compare);
        for (Audience part : requireSome(parts)) {
            if (part instanceof And and) {
                flat.addAll(and.parts());
            } else if (!(part instanceof Everyone)) {
                flat.add(part);
            }
        }
        return flat.isEmpty() ? everyone() : flat.size() == 1 ? flat.first() : new And(List.copyOf(flat));
    }

    /// The subscribers in any of the parts.
    static Audience or(Audience... parts) {
        return or(Arrays.asList(parts));
    }

    /// The subscribers in any of the parts, in any order; one part at least.
    static Audience or(Collection<Audience> parts) {
        List<Audience> flat = new ArrayList<>();
        for (Audience part : requireSome(parts)) {
            if (part instanceof Or or) {
                flat.addAll(or.parts());
            } else {
                flat.add(part);
            }
        }
        TreeSet<Audience> merged = new TreeSet<>(AudienceRules::compare);
        Map<Dimension, TreeSet<String>> values = new EnumMap<>(Dimension.class);
        for (Audience part : flat) {
            switch (part) {
                case Everyone everyone -> {
                    return everyone;
                }
                case In in ->
                    values.computeIfAbsent(in.dimension(), dimension -> new TreeSet<>())
                            .addAll(in.values());
                case And and -> merged.add(and);
                case Or or -> merged.add(or);
                case Not not -> merged.add(not);
            }
        }
        values.forEach((dimension, keys) -> merged.add(in(dimension, keys)));
        return merged.size() == 1 ? merged.first() : new Or(List.copyOf(merged));
    }

    /// The subscribers outside the audience.
    static Audience not(Audience audience) {
        return audience instanceof Not(Audience inner) ? inner : new Not(audience);
    }

    /// Levels of this audience: 1 for a single term.
    default int depth() {
        return switch (this) {
            case Everyone everyone -> 1;
            case In in -> 1;
            case And(List<Audience> parts) -> 1 + AudienceRules.depth(parts);
            case Or(List<Audience> parts) -> 1 + AudienceRules.depth(parts);
            case Not(Audience inner) -> 1 + inner.depth();
        };
    }

    /// How many values (or `everyone`) this audience names.
    default int terms() {
        return switch (this) {
            case Everyone everyone -> 1;
            case In in -> in.values().size();
            case And(List<Audience> parts) -> AudienceRules.terms(parts);
            case Or(List<Audience> parts) -> AudienceRules.terms(parts);
            case Not(Audience inner) -> inner.terms();
        };
    }

    private static Collection<Audience> requireSome(Collection<Audience> parts) {
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("an audience of no parts");
        }
        return parts;
    }
}
