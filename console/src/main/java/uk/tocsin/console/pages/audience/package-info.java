/// Choosing an audience: boxes and a map that make an expression, an expression that ticks them, and what it means
/// in people, time and pounds.
@org.jspecify.annotations.NullMarked
package uk.tocsin.console.pages.audience;
