package uk.tocsin.console.pages.compose;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import uk.tocsin.model.Language;
import uk.tocsin.model.Severity;
import uk.tocsin.model.Urgency;

/// The national threat levels in their current wording, lowest first.
enum ThreatLevel {
    LOW("LOW", "highly unlikely", "ISEL", "annhebygol iawn"),
    MODERATE("MODERATE", "possible, but not likely", "CYMEDROL", "bosibl, ond nid yn debygol"),
    SUBSTANTIAL("SUBSTANTIAL", "likely", "SYLWEDDOL", "debygol"),
    SEVERE("SEVERE", "highly likely", "DIFRIFOL", "debygol iawn"),
    CRITICAL("CRITICAL", "highly likely in the near future", "ARGYFYNGUS", "debygol iawn yn y dyfodol agos");

    private final String english;
    private final String meaning;
    private final String welsh;
    private final String meaningInWelsh;

    ThreatLevel(String english, String meaning, String welsh, String meaningInWelsh) {
        this.english = english;
        this.meaning = meaning;
        this.welsh = welsh;
        this.meaningInWelsh = meaningInWelsh;
    }

    /// What a form sends for it.
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// What it is called.
    String in(Language language) {
        return language == Language.CY ? welsh : english;
    }

    /// What it means: the words after "an attack is".
    String meaning(Language language) {
        return language == Language.CY ? meaningInWelsh : meaning;
    }

    /// How severe news of it is.
    Severity severity() {
        return switch (this) {
            case LOW, MODERATE -> Severity.MINOR;
            case SUBSTANTIAL -> Severity.MODERATE;
            case SEVERE -> Severity.SEVERE;
            case CRITICAL -> Severity.EXTREME;
        };
    }

    /// How soon readers have to do something.
    Urgency urgency() {
        return switch (this) {
            case LOW, MODERATE, SUBSTANTIAL, SEVERE -> Urgency.EXPECTED;
            case CRITICAL -> Urgency.IMMEDIATE;
        };
    }

    /// The level that a form sent, if it is one.
    static Optional<ThreatLevel> of(String word) {
        return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
    }
}
