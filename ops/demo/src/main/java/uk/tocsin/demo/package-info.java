/// The demonstration: a population drawn from the ONS business counts, officers, and the whole line run against
/// simulated providers, which live in a process of their own and are reached over their protocols only.
@org.jspecify.annotations.NullMarked
package uk.tocsin.demo;
