package uk.tocsin.console.pages;

/// A page that says why there is none.
record ErrorPage(Frame frame, String words) {}
