package uk.tocsin.audience;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import uk.tocsin.model.Audience;
import uk.tocsin.model.Dimension;

/// What the text and the JSON form share: words looked up in the taxonomy, and complaints about those not
/// found.
final class Terms {
    private Terms() {}

    /// The audience of any of the segments, one at least. A force named as a region becomes a term of its own.
    static Audience anyOf(List<Integer> segments, Taxonomy taxonomy) {
        Map<Dimension, List<String>> keys = new EnumMap<>(Dimension.class);
        for (int segment : segments) {
            keys.computeIfAbsent(Dimension.ofSegment(segment), dimension -> new ArrayList<>())
                    .add(taxonomy.key(segment));
        }
        List<Audience> alternatives = new ArrayList<>();
        keys.forEach((dimension, values) -> alternatives.add(Audience.in(dimension, values)));
        return Audience.or(alternatives);
    }

    static Complaint unknownDimension(Taxonomy taxonomy, String word) {
        String key = Taxonomy.normal(word);
        String suggestion = taxonomy.suggest(word).orElse(null);
        for (Dimension dimension : Dimension.values()) {
            if (suggestion == null && taxonomy.find(dimension, key).isPresent()) {
                suggestion = dimension.word() + " = " + key;
            }
        }
        return new Complaint("unknown dimension " + Complaint.quote(word), suggestion);
    }

    static Complaint unknownValue(Taxonomy taxonomy, Dimension asked, String word) {
        String key = Taxonomy.normal(word);
        String suggestion = taxonomy.suggest(asked, word)
                .or(() -> asked == Dimension.REGION ? taxonomy.suggest(Dimension.FORCE, word) : Optional.empty())
                .orElse(null);
        return new Complaint(
                "unknown " + asked.word() + " " + Complaint.quote(word) + elsewhere(taxonomy, key), suggestion);
    }

    /// Says so when the word is a value of other dimensions.
    private static String elsewhere(Taxonomy taxonomy, String key) {
        List<String> words = new ArrayList<>();
        for (Dimension dimension : Dimension.values()) {
            if (taxonomy.find(dimension, key).isPresent()) {
                words.add(dimension.word());
            }
        }
        return words.isEmpty() ? "" : " (it is a " + String.join(" or a ", words) + ")";
    }
}
