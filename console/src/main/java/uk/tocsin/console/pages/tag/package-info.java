/// The parts that the rooms' templates are put together from, compiled from `src/main/jte/tag`.
@org.jspecify.annotations.NullMarked
package uk.tocsin.console.pages.tag;
