/// Holding messages and the other things that one person does at the moment: written and approved beforehand, released
/// in seconds; the glass that is broken when a life is at stake, and the review that it owes.
@org.jspecify.annotations.NullMarked
package uk.tocsin.console.pages.holding;
