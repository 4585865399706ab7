/// The console's pages: what officers, approvers, analysts and administrators see. Every room of it (signing in, the
/// desk, composing, deciding, watching, analysing, the register, administration) is a package with the templates of
/// the same name in `src/main/jte`; this one is the frame that they share.
///
/// ```
/// browser ─▶ Pages ─ who? ─ may they? ─ a form of ours? ─▶ Door of the room ─▶ Answer ─▶ template
///                                                             └▶ acts, questions: the same as the API's
/// ```
///
/// A page is a record whose first part is a [uk.tocsin.console.pages.Frame]; its template is compiled beside it. The
/// fields of a form that edits an alert are named by their path in the API's contract, so that one reader judges both
/// and what it finds wrong leads to the field.
@org.jspecify.annotations.NullMarked
package uk.tocsin.console.pages;
