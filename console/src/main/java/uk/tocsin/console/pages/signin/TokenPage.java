package uk.tocsin.console.pages.signin;

import uk.tocsin.console.pages.Frame;

/// A token for the API, this once.
///
/// @param id what it is called in lists
record TokenPage(Frame frame, String token, String id) {}
