/// Approving: what changed, exactly what goes out, to how many, and the decision of a second person.
@org.jspecify.annotations.NullMarked
package uk.tocsin.console.pages.approve;
