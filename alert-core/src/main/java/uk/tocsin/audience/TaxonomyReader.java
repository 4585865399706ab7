package uk.tocsin.audience;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import uk.tocsin.audience.Taxonomy.Entry;
import uk.tocsin.model.Dimension;

/// Reads the line format described at the top of `taxonomy.txt`. A fault names its line; nothing is skipped.
final class TaxonomyReader {
    private static final Pattern KEY = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final Pattern BAR = Pattern.compile("\\|");
    private static final int FEWEST_FIELDS = 5;
    private static final int MOST_FIELDS = 7;

    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, Integer> segments = new HashMap<>();
    private final Set<Integer> taken = new HashSet<>();
    private int version;
    private int lineNumber;

    private TaxonomyReader() {}

    /// The taxonomy in the text; a malformed one is an [IllegalArgumentException] that names the line.
    static Taxonomy read(String text) {
        TaxonomyReader reader = new TaxonomyReader();
        text.lines().forEach(reader::line);
        if (reader.version == 0) {
            throw new IllegalArgumentException("taxonomy has no version");
        }
        return new Taxonomy(reader.version, reader.entries);
    }

    private void line(String line) {
        lineNumber++;
        if (line.isBlank() || line.startsWith("#")) {
            return;
        }
        List<String> fields = BAR.splitAsStream(line).map(String::strip).toList();
        if (fields.getFirst().equals("version") && fields.size() == 2) {
            version = number(fields.getLast());
        } else if (fields.size() < FEWEST_FIELDS || fields.size() > MOST_FIELDS) {
            throw fault("has " + fields.size() + " fields");
        } else {
            value(fields);
        }
    }

    private void value(List<String> fields) {
        Dimension dimension = Dimension.ofWord(fields.get(0)).orElseThrow(() -> fault("names an unknown dimension"));
        int segment = dimension.segment(number(fields.get(1)));
        String key = fields.get(2);
        if (!KEY.matcher(key).matches()
                || fields.get(3).isEmpty()
                || fields.get(4).isEmpty()) {
            throw fault("lacks a key or a label");
        }
        if (!taken.add(segment) || segments.put(dimension.word() + ' ' + key, segment) != null) {
            throw fault("repeats a code or a key");
        }
        String officialCode = fields.size() > 6 ? fields.get(6) : null;
        entries.add(new Entry(segment, key, fields.get(3), fields.get(4), parent(dimension, fields), officialCode));
    }

    private int parent(Dimension dimension, List<String> fields) {
        if (fields.size() <= FEWEST_FIELDS || fields.get(FEWEST_FIELDS).isEmpty()) {
            return 0;
        }
        @Nullable Integer region = segments.get(Dimension.REGION.word() + ' ' + fields.get(FEWEST_FIELDS));
        if (dimension != Dimension.FORCE || region == null) {
            throw fault("has a parent that is no region above it");
        }
        return region;
    }

    private int number(String field) {
        try {
            int number = Integer.parseInt(field);
            if (number >= 1 && number <= 0xffff) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("taxonomy line " + lineNumber + " has no number where one belongs", e);
        }
        throw fault("has a number outside 1 to 65535");
    }

    private IllegalArgumentException fault(String what) {
        return new IllegalArgumentException("taxonomy line " + lineNumber + " " + what);
    }
}
