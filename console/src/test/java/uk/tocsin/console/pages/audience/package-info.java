/// Tests of choosing an audience.
@org.jspecify.annotations.NullMarked
package uk.tocsin.console.pages.audience;
