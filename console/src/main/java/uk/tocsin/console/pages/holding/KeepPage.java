package uk.tocsin.console.pages.holding;

import java.util.List;
import uk.tocsin.console.pages.Choice;
import uk.tocsin.console.pages.Frame;
import uk.tocsin.console.pages.Typed;
import uk.tocsin.control.AlertView;

/// A draft that is to be kept as a holding message.
record KeepPage(Frame frame, AlertView draft, List<Choice> regions, Typed typed) {}
