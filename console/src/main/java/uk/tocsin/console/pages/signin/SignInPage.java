package uk.tocsin.console.pages.signin;

import uk.tocsin.console.pages.Frame;
import uk.tocsin.console.pages.Typed;

/// The first step.
///
/// @param to where to go on
/// @param out whether somebody has just signed out
record SignInPage(Frame frame, Typed typed, String to, boolean out) {}
