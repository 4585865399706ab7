package uk.tocsin.model;

/// A few words for readers, in both languages.
///
/// @param welsh empty where there is none: then the English stands
public record Words(String english, String welsh) {
    /// The words in a language.
    public String in(Language language) {
        return language == Language.CY && !welsh.isEmpty() ? welsh : english;
    }
}
