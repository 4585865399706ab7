/// The journal, the marks and the ownership of shards on Kafka, for installations that outgrow one machine.
///
/// ```
/// PREFIX.control     1 partition    the control log
/// PREFIX.shards      64 partitions  the journal of shard N is partition N
///   a record          no key, no headers; its value is one record of the journal; its offset is the position
/// PREFIX.marks       1 partition    what outlives every backup ([KafkaMarks])
///   a record          no key, no headers; its value is a line, as [uk.tocsin.register.MarkBook] says
/// PREFIX.owners      a consumer group over PREFIX.shards: who has partition N owns shard N; it commits no offset
/// ```
///
/// The topics keep everything until it is deleted by position, which is done with shards alone, have at least three
/// copies of which two are written
/// before a record counts, never elect a leader that lacks records, and stamp records with the broker's time
/// ([TopicRules]).
///
/// Threads: one that hands records to the producer and one that completes stages ([Appender]); one for each
/// [Poller], of which there is one while nobody follows a log twice; one for [KafkaOwnership]; the Kafka clients'
/// own; and one event loop that does nothing but keep the polls of the Vert.x client going.
///
/// Intentional oddities:
/// - The Vert.x client drives the polls, but records and rebalances never pass through it: its revocation handler
///   returns before the handler has run, and its `pause()` stops polling. The consumer that it polls does that work
///   itself, on the polling thread, and gives it nothing.
/// - Records are handed to the native producer: one hop to an event loop and back for each would cost more than
///   sending it, and the order in which failures are told matters.
/// - Offsets are never committed: positions live in snapshots.
@org.jspecify.annotations.NullMarked
package uk.tocsin.store.kafka;
