/// The demonstration: a population drawn from the ONS business counts, a realistic alert by two officers, and
/// the whole line run headless against the simulator.
@org.jspecify.annotations.NullMarked
package uk.tocsin.console.seed;
