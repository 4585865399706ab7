package uk.tocsin.console.pages.audience;

/// What changes on a page when an audience does.
///
/// @param boxesChanged whether the text follows the boxes; else the boxes follow the text
public record AudiencePart(AudiencePanel panel, AudienceBuilder builder, boolean boxesChanged) {}
