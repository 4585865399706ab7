package uk.tocsin.console.pages.live;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import uk.tocsin.audience.Taxonomy;
import uk.tocsin.console.pages.Text;
import uk.tocsin.model.Dimension;
import uk.tocsin.reach.Reach;

/// A region on the map, with the share of those meant who were reached.
///
/// @param key of the region
/// @param share in words
/// @param depth of its colour, 0 for nobody reached to 5 for more than four fifths
record Tile(String key, String label, String share, int depth) {
    private static final int DEPTHS = 5;

    /// All regions, whether anybody there is meant or not.
    static List<Tile> of(Slices slices, Taxonomy taxonomy) {
        Map<Integer, Reach.People> found = slices.of(Dimension.REGION).stream()
                .collect(Collectors.toMap(
                        slice -> slice.value().segment(), slice -> slice.reach().persons()));
        Function<Taxonomy.Entry, Tile> tile = region -> {
            Reach.People people = found.get(region.segment());
            return people == null
                    ? new Tile(region.key(), region.english(), "–", 0)
                    : new Tile(
                            region.key(),
                            region.english(),
                            Text.share(people.reached(), people.audience()),
                            depth(people.reached(), people.audience()));
        };
        return taxonomy.entries(Dimension.REGION).stream().map(tile).toList();
    }

    /// In fifths, rounded up.
    static int depth(long reached, long meant) {
        return meant == 0 ? 0 : (int) Math.min(DEPTHS, (reached * DEPTHS + meant - 1) / meant);
    }
}
