/// The desk: the first page at handover.
@org.jspecify.annotations.NullMarked
package uk.tocsin.console.pages.desk;
