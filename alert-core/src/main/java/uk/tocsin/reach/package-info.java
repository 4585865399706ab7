/// Whom a message reached: pure functions over ledgers and segments. Every figure is an AND of bitmaps and a
/// cardinality: exact, for any slice, after the fact.
@org.jspecify.annotations.NullMarked
package uk.tocsin.reach;
