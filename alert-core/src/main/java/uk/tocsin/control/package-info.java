/// Acts of people and of policy, and the state folded from their one total order: who may do what, the
/// lifecycle of an alert, two people, digest and signature, and the hash chain that makes the control log the
/// audit log.
///
/// Pure: no clock, no randomness, no input or output. Times are data in the acts.
@org.jspecify.annotations.NullMarked
package uk.tocsin.control;
