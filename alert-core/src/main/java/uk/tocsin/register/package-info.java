/// The port of the one place where personal data lives, and the cipher that seals it. Records are sealed here,
/// before a store sees them, so that every implementation holds ciphertext only.
@org.jspecify.annotations.NullMarked
package uk.tocsin.register;
