/// Composing: an alert from a template or from nothing to the moment when a second person looks at it.
///
/// ```
/// StartPage ─▶ Pad (as typed, in the register) ─▶ FormJson ─▶ AlertJson ─▶ Alert ─▶ AlertRules, Lint ─▶ acts
///                 ▲ every 2 s and on Save            └ places: every fault finds its field
/// ```
@org.jspecify.annotations.NullMarked
package uk.tocsin.console.pages.compose;
