/// The parts that pages are made of, from the templates of the same name.
@org.jspecify.annotations.NullMarked
package uk.tocsin.console.pages.tag;
