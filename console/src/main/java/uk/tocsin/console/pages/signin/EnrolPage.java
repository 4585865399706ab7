package uk.tocsin.console.pages.signin;

import uk.tocsin.console.pages.Frame;
import uk.tocsin.console.pages.Typed;

/// What a member chooses for their account.
///
/// @param first whether this makes the first administrator
record EnrolPage(Frame frame, Typed typed, boolean first) {}
