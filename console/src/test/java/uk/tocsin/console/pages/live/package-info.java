/// Tests of the live page.
@org.jspecify.annotations.NullMarked
package uk.tocsin.console.pages.live;
