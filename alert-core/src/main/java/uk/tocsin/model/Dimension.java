package uk.tocsin.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What a subscriber can be selected by. The code is what journals and snapshots hold: never renumber one.
///
/// A **segment** is one value of one dimension, such as `sector = retail`, and is written as an int:
/// the dimension's code in the upper 16 bits, the value (1 to 65535, from the taxonomy) in the lower 16.
public enum Dimension implements Coded {
    SECTOR(1),
    /// The ITL1 region of a premises.
    REGION(2),
    /// The police force of a premises: every territorial force lies inside one region.
    FORCE(3),
    TIER(4),
    SIZE(5),
    /// The type of publicly accessible place.
    SITE(6),
    ROLE(7),
    /// A channel by which the subscriber can be reached.
    HAS(8),
    TAG(9),
    /// The premises' duty under the Terrorism (Protection of Premises) Act 2025.
    DUTY(10),
    /// What the subscriber has completed, such as a training: reported by whoever offers it.
    DONE(11);

    private static final int VALUE_BITS = 16;
    private static final int VALUE_MASK = (1 << VALUE_BITS) - 1;
    private static final Map<String, Dimension> BY_WORD =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Dimension::word, Function.identity()));

    private final int code;
    private final String word;

    Dimension(int code) {
        this.code = code;
        this.word = name().toLowerCase(Locale.ROOT);
    }

    @Override
    public int code() {
        return code;
    }

    /// The word for this dimension in the audience language.
    @Override
    public String word() {
        return word;
    }

    /// The segment of this dimension with the given value, 1 to 65535.
    public int segment(int value) {
        if (value < 1 || value > VALUE_MASK) {
            throw new IllegalArgumentException(word + " value " + value + " is outside 1 to " + VALUE_MASK);
        }
        return code << VALUE_BITS | value;
    }

    /// The dimension a segment belongs to; refuses an int that is no segment.
    public static Dimension ofSegment(int segment) {
        valueOf(segment);
        return Coded.ofCode(Dimension.class, segment >>> VALUE_BITS);
    }

    /// The value of a segment within its dimension, 1 to 65535; refuses an int that is no segment.
    public static int valueOf(int segment) {
        int value = segment & VALUE_MASK;
        int dimension = segment >>> VALUE_BITS;
        if (value == 0 || dimension < SECTOR.code || dimension > DONE.code) {
            throw new IllegalArgumentException("segment " + segment + " is unknown");
        }
        return value;
    }

    /// The dimension with this word, which is lower case.
    public static Optional<Dimension> ofWord(String word) {
        return Optional.ofNullable(BY_WORD.get(word));
    }
}
