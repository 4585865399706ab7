package uk.tocsin.console.pages.live;

import java.time.Instant;
import uk.tocsin.console.pages.Frame;

/// What was known of an alert when.
///
/// @param at when it was looked up
record TimelinePage(Frame frame, Instant at, Timeline timeline) {}
