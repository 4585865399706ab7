/// Tests of the analysis.
@org.jspecify.annotations.NullMarked
package uk.tocsin.console.pages.analysis;
