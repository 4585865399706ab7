package uk.tocsin.console.pages.compose;

import java.util.List;
import java.util.OptionalInt;
import uk.tocsin.audience.Taxonomy;
import uk.tocsin.model.Audience;
import uk.tocsin.model.Dimension;

/// Whether an audience may mean somebody in Wales, where Welsh and English are equal. Pure; any thread.
final class Wales {
    private static final String KEY = "wales";

    /// What is known of a person in Wales: that they are in an audience, that they are not, or neither.
    private enum Known {
        IN,
        OUT,
        EITHER
    }

    private final Taxonomy taxonomy;

    private Wales(Taxonomy taxonomy) {
        this.taxonomy = taxonomy;
    }

    static boolean mayBeMeant(Audience audience, Taxonomy taxonomy) {
        return new Wales(taxonomy).of(audience) != Known.OUT;
    }

    private Known of(Audience audience) {
        return switch (audience) {
            case Audience.Everyone _ -> Known.IN;
            case Audience.In in -> of(in);
            case Audience.Not(Audience inner) ->
                switch (of(inner)) {
                    case IN -> Known.OUT;
                    case OUT -> Known.IN;
                    case EITHER -> Known.EITHER;
                };
            case Audience.And(List<Audience> parts) -> strongest(parts, Known.OUT, Known.IN);
            case Audience.Or(List<Audience> parts) -> strongest(parts, Known.IN, Known.OUT);
        };
    }

    private Known strongest(List<Audience> parts, Known decides, Known otherwise) {
        List<Known> all = parts.stream().map(this::of).toList();
        if (all.contains(decides)) {
            return decides;
        }
        return all.contains(Known.EITHER) ? Known.EITHER : otherwise;
    }

    private Known of(Audience.In in) {
        if (in.dimension() == Dimension.REGION) {
            return in.values().contains(KEY) ? Known.IN : Known.OUT;
        }
        if (in.dimension() != Dimension.FORCE) {
            return Known.EITHER;
        }
        return in.values().stream().anyMatch(this::serves) ? Known.EITHER : Known.OUT;
    }

    /// Whether a force serves in Wales: its own, and those of the whole country.
    private boolean serves(String force) {
        OptionalInt segment = taxonomy.find(Dimension.FORCE, force);
        if (segment.isEmpty()) {
            return true;
        }
        OptionalInt region = taxonomy.parent(segment.getAsInt());
        return region.isEmpty() || taxonomy.key(region.getAsInt()).equals(KEY);
    }
}
