package uk.tocsin.console.pages.signin;

import uk.tocsin.console.pages.Frame;

/// Says until when a session goes on, to whoever asked for it on a page without scripts.
record StayPage(Frame frame) {}
