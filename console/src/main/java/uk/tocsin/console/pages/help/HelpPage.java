package uk.tocsin.console.pages.help;

import uk.tocsin.console.pages.Frame;

/// A page of words.
record HelpPage(Frame frame) {}
