package uk.tocsin.console.pages.signin;

import uk.tocsin.console.pages.Frame;
import uk.tocsin.console.pages.Typed;

/// The second step.
///
/// @param ticket that shows the first
/// @param to where to go on
record CodePage(Frame frame, Typed typed, String ticket, String to) {}
