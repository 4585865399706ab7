/// The deterministic simulation of the core: many shards, a control log and a few nodes in a world with a
/// virtual clock and one seeded source of chance, where everything that can go wrong does. One seed is one run,
/// exactly; invariants are checked at every step and once the world has been left alone.
@org.jspecify.annotations.NullMarked
package uk.tocsin.simulation;
