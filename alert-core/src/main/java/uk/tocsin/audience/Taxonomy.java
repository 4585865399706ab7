package uk.tocsin.audience;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import uk.tocsin.model.Dimension;
import uk.tocsin.model.Language;

/// The values subscribers can be selected by, with their codes and labels: versioned data, never renumbered.
///
/// Immutable; any thread may use it. Keys are kebab-case; a segment is [Dimension#segment(int)] of a value's
/// code.
public final class Taxonomy {
    /// One value of a dimension.
    ///
    /// @param parent the segment this one lies inside (a force inside its region), 0 for none
    /// @param officialCode the ONS code, where there is one
    public record Entry(
            int segment,
            String key,
            String english,
            String welsh,
            int parent,
            @Nullable String officialCode) {}

    private static final String RESOURCE = "taxonomy.txt";

    private final int version;
    private final Map<Dimension, SequencedMap<String, Entry>> byKey;
    private final Map<Integer, Entry> bySegment;

    Taxonomy(int version, Collection<Entry> entries) {
        this.version = version;
        this.byKey = new EnumMap<>(Dimension.class);
        this.bySegment = new LinkedHashMap<>();
        for (Dimension dimension : Dimension.values()) {
            byKey.put(dimension, new LinkedHashMap<>());
        }
        for (Entry entry : entries) {
            bySegment.put(entry.segment(), entry);
            entriesOf(Dimension.ofSegment(entry.segment())).put(entry.key(), entry);
        }
    }

    /// The taxonomy this build ships with.
    public static Taxonomy standard() {
        return Standard.TAXONOMY;
    }

    /// The version of the data: raised whenever a value is added.
    public int version() {
        return version;
    }

    /// The segment of a value; an unknown key is an [AudienceException] with a suggestion.
    public int code(Dimension dimension, String key) {
        return find(dimension, key).orElseThrow(() -> AudienceException.of(Terms.unknownValue(this, dimension, key)));
    }

    /// The segment of a value, if there is such a value.
    public OptionalInt find(Dimension dimension, String key) {
        Entry entry = entriesOf(dimension).get(key);
        return entry == null ? OptionalInt.empty() : OptionalInt.of(entry.segment());
    }

    /// The key of a segment; an unknown segment means data from a newer version.
    public String key(int segment) {
        return entry(segment).key();
    }

    /// What people call a segment.
    public String label(int segment, Language language) {
        return switch (language) {
            case EN -> entry(segment).english();
            case CY -> entry(segment).welsh();
        };
    }

    /// The segment that a segment lies inside: the region of a force. National forces lie in none.
    public OptionalInt parent(int segment) {
        int parent = entry(segment).parent();
        return parent == 0 ? OptionalInt.empty() : OptionalInt.of(parent);
    }

    /// Everything known of a segment; an unknown segment is an [IllegalArgumentException].
    public Entry entry(int segment) {
        Entry entry = bySegment.get(segment);
        if (entry == null) {
            throw new IllegalArgumentException("segment " + segment + " is not in taxonomy version " + version);
        }
        return entry;
    }

    /// The values of a dimension in the order of their codes.
    public List<Entry> entries(Dimension dimension) {
        return List.copyOf(entriesOf(dimension).values());
    }

    /// The key of the dimension that a mistyped word is nearest to, if any is near.
    public Optional<String> suggest(Dimension dimension, String word) {
        return Suggestions.nearest(normal(word), entriesOf(dimension).keySet());
    }

    /// The dimension whose word a mistyped word is nearest to, if any is near.
    public Optional<String> suggest(String word) {
        List<String> words = new ArrayList<>();
        for (Dimension dimension : Dimension.values()) {
            words.add(dimension.word());
        }
        return Suggestions.nearest(normal(word), words);
    }

    /// The segment a person means by a word: case and spaces do not matter, and a police force may be named
    /// where a region is asked for (a region of the same name comes first).
    OptionalInt resolve(Dimension dimension, String word) {
        String key = normal(word);
        OptionalInt found = find(dimension, key);
        return found.isEmpty() && dimension == Dimension.REGION ? find(Dimension.FORCE, key) : found;
    }

    static String normal(String word) {
        return word.strip().toLowerCase(Locale.ROOT).replace(' ', '-');
    }

    private SequencedMap<String, Entry> entriesOf(Dimension dimension) {
        return Objects.requireNonNull(byKey.get(dimension));
    }

    private static final class Standard {
        private static final Taxonomy TAXONOMY = load();

        private static Taxonomy load() {
            try (InputStream in = Taxonomy.class.getResourceAsStream(RESOURCE)) {
                if (in == null) {
                    throw new IllegalStateException("resource " + RESOURCE + " is missing from the build");
                }
                return TaxonomyReader.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException("resource " + RESOURCE + " cannot be read", e);
            }
        }
    }
}
