package uk.tocsin.console.pages.audience;

import uk.tocsin.console.pages.Frame;

/// The page on which an audience is tried out.
record AudiencePage(Frame frame, AudienceBuilder builder, AudiencePanel panel) {}
