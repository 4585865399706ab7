package uk.tocsin.console.pages.analysis;

import java.util.List;
import uk.tocsin.console.pages.Choice;
import uk.tocsin.console.pages.Frame;
import uk.tocsin.console.pages.Sheet;

/// An analysis: what it is about, and its tables.
///
/// @param alerts that can be chosen
/// @param about how many and which alerts it is about
/// @param sheets none where there is nothing to analyse
record AnalysisPage(Frame frame, Question question, List<Choice> alerts, String about, List<Sheet> sheets) {}
