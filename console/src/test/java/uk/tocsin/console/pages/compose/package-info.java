/// Tests of composing.
@org.jspecify.annotations.NullMarked
package uk.tocsin.console.pages.compose;
