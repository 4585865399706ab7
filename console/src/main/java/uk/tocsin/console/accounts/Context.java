package uk.tocsin.console.accounts;

import java.time.InstantSource;
import java.util.random.RandomGenerator;

/// What all parts of the accounts need.
///
/// @param random gives tokens, salts and codes: a SecureRandom, or a seeded one in tests; safe for threads
record Context(Members members, Notes notes, RandomGenerator random, InstantSource clock, HashThreads threads) {}
