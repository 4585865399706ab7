/// People who do not exist, in the proportions of those who do: for demonstrations, tests and measurements.
@org.jspecify.annotations.NullMarked
package uk.tocsin.console.population;
