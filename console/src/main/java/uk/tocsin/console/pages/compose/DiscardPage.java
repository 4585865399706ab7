package uk.tocsin.console.pages.compose;

import uk.tocsin.console.pages.Frame;

/// Asks whether a draft is to be discarded.
record DiscardPage(Frame frame, String key, String name, boolean numbered) {}
