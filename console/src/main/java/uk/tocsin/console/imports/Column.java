package uk.tocsin.console.imports;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The columns of a list. Those that a file lacks are empty.
public enum Column {
    /// What the list calls the organisation; `tocsin-` and a UUID as an export gave it.
    ORGANISATION_ID,
    /// Its name; empty for a member of the public.
    ORGANISATION,
    SECTOR,
    SIZE,
    /// How the site is called, if it has a name of its own.
    PREMISES,
    ADDRESS,
    POSTCODE,
    /// WGS 84, degrees.
    LATITUDE,
    LONGITUDE,
    REGION,
    FORCE,
    SITE,
    DUTY,
    /// What the list calls the person; `tocsin-` and a UUID as an export gave it.
    PERSON,
    NAME,
    ROLE,
    LANGUAGE,
    TIER,
    EMAIL,
    PHONE,
    DEVICE,
    /// Separated by spaces.
    TAGS,
    CONSENT_TIME,
    CONSENT_WORDING,
    MINIMUM,
    QUIET,
    PAUSED;

    private static final Map<String, Column> BY_WORD =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Column::word, Function.identity()));

    private final String word = name().toLowerCase(Locale.ROOT);

    /// The name of the column in a file.
    public String word() {
        return word;
    }

    /// Its place among the cells of a row.
    @SuppressWarnings("EnumOrdinal") // in memory only: files have the words
    int place() {
        return ordinal();
    }

    /// The column of this name: case, and spaces or underscores, do not matter.
    static Optional<Column> ofWord(String name) {
        return Optional.ofNullable(
                BY_WORD.get(name.strip().toLowerCase(Locale.ROOT).replace(' ', '_')));
    }

    static List<String> words() {
        return Arrays.stream(values()).map(Column::word).toList();
    }
}
