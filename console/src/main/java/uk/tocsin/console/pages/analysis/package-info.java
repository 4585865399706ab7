/// Reach and impact for those who analyse: any two dimensions, small businesses first, times, cost, and files that
/// hold every figure of the page. Small figures are held back from those who only analyse.
@org.jspecify.annotations.NullMarked
package uk.tocsin.console.pages.analysis;
