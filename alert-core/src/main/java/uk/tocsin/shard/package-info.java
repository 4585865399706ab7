/// The deterministic core: one shard as a state machine. Plain Java without Vert.x, clock, randomness or I/O.
///
/// [uk.tocsin.shard.Shard#apply] changes state by one durable record, live exactly as in replay;
/// [uk.tocsin.shard.Shard#decide] says what its owner should append next; [uk.tocsin.shard.Shard#nextDueMs]
/// says when to ask again. The same code runs in production, in followers that answer queries, and in the
/// simulation.
@org.jspecify.annotations.NullMarked
package uk.tocsin.shard;
