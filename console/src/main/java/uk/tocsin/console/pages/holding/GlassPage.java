package uk.tocsin.console.pages.holding;

import uk.tocsin.console.pages.Frame;
import uk.tocsin.console.pages.Typed;
import uk.tocsin.control.AlertView;
import uk.tocsin.engine.Forecast;

/// An alert that one officer is about to send alone.
record GlassPage(Frame frame, AlertView alert, Forecast forecast, Typed typed) {}
