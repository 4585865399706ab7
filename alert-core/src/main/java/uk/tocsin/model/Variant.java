package uk.tocsin.model;

/// The words of an alert for one tier in one language. A subscriber gets the highest tier's variant they may
/// read, in their language, else in English.
///
/// @param shortText what a text or a notification says; for SMS the link and the opt-out words are added to it
public record Variant(
        Tier tier, Language language, String headline, String shortText, String description, String instruction) {}
