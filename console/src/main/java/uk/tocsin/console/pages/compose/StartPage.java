package uk.tocsin.console.pages.compose;

import java.time.Instant;
import java.util.List;
import uk.tocsin.console.pages.Frame;

/// Where composing begins.
///
/// @param holding messages that can be released now
/// @param drafts that somebody works on
record StartPage(
        Frame frame, Instant now, List<Offer> holding, List<Offer> shipped, List<Offer> own, List<Row> drafts) {
    /// A template.
    record Offer(String key, String name, String use) {}

    /// A draft.
    record Row(String key, String name, String who, Instant time) {}
}
