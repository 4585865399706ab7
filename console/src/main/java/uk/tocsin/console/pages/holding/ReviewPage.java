package uk.tocsin.console.pages.holding;

import uk.tocsin.console.pages.Frame;
import uk.tocsin.console.pages.Names;
import uk.tocsin.console.pages.Typed;
import uk.tocsin.control.AlertView;

/// An alert that somebody sent alone, for whoever reviews it.
record ReviewPage(Frame frame, AlertView alert, Typed typed, Names names) {}
