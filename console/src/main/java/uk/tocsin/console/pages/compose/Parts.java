package uk.tocsin.console.pages.compose;

import java.util.List;

/// What of the editor changes while somebody types.
///
/// @param saved what is known of the last save; empty when nothing was saved
/// @param revision of the pad
record Parts(String saved, int revision, List<SmsCounter> counters) {}
