/// The port of the logs and of the snapshots of what was folded from them. Implementations live in
/// `subscriber-store`; the contract tests they all pass ship in this module's test-jar.
@org.jspecify.annotations.NullMarked
package uk.tocsin.journal;
