package uk.tocsin.audience;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import uk.tocsin.model.Audience;
import uk.tocsin.model.Dimension;

/// Arbitrary audiences over the standard taxonomy.
public final class Audiences {
    private Audiences() {}

    /// Any audience of up to five levels.
    public static Arbitrary<Audience> any() {
        return over(Arbitraries.of(Dimension.values()).flatMap(Audiences::term), 4);
    }

    /// Audiences over the given terms.
    static Arbitrary<Audience> over(Arbitrary<Audience> terms, int levels) {
        Arbitrary<Audience> leaf =
                Arbitraries.frequencyOf(Tuple.of(9, terms), Tuple.of(1, Arbitraries.just(Audience.everyone())));
        return levels == 0 ? leaf : Arbitraries.oneOf(leaf, compound(over(terms, levels - 1)));
    }

    private static Arbitrary<Audience> compound(Arbitrary<Audience> parts) {
        Arbitrary<List<Audience>> list = parts.list().ofMinSize(1).ofMaxSize(4);
        return Arbitraries.oneOf(list.map(Audience::and), list.map(Audience::or), parts.map(Audience::not));
    }

    private static Arbitrary<Audience> term(Dimension dimension) {
        List<String> keys = Taxonomy.standard().entries(dimension).stream()
                .map(Taxonomy.Entry::key)
                .toList();
        return Combinators.combine(
                        Arbitraries.just(dimension),
                        Arbitraries.of(keys).set().ofMinSize(1).ofMaxSize(Math.min(3, keys.size())))
                .as(Audience::in);
    }
}
