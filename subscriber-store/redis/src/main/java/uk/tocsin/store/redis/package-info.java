/// The register and the snapshots of a cluster, in one Redis server that keeps an append-only file.
///
/// ```
/// PREFIX:installation               hash: layout, id: whose data this is
/// PREFIX:{SHARD}:pages              zset: the numbers of the pages of the shard that hold a record
/// PREFIX:{SHARD}:PAGE               hash: slot % 256 → sealed record; PAGE = slot / 256
/// PREFIX:claim:BUCKET               hash: last 8 bytes of a blind index → ordinal; BUCKET = its first 17 bits
/// PREFIX:document:COLLECTION:pages  zset: the numbers of the pages that hold a document
/// PREFIX:document:COLLECTION:PAGE   hash: key % 256 → sealed document, of keys that are numbers; PAGE = key / 256
/// PREFIX:document:COLLECTION:text   hash: key → sealed document, of the other keys
/// PREFIX:lease:WHAT                 string: who holds it; expires
/// PREFIX:erasures                   hash: asked, gone: how many erasures there were, and up to which of them no
///                                   byte is left in the files
/// PREFIX:snapshot                   number: the last id of a snapshot
/// PREFIX:snapshot:LOG               hash: id → writing|verified|dropped, position, length, SHA-256
/// PREFIX:snapshot:LOG:ID:PIECE      string: at most 512 KiB of a state
/// ```
///
/// Nothing but leases expires. What changes more than one key is a script (`*.lua`), which Redis runs whole and
/// writes into its file whole.
///
/// **What a contact costs.** Redis keeps a small hash as one list of bytes (`listpack`; `ziplist` before Redis 7), as
/// long as no value is longer than `hash-max-listpack-value`, 64 as delivered, and there are no more fields than
/// `hash-max-listpack-entries`. Set them to 1024 and 2048 (`MemoryIT` and a sizing run print the figures):
///
/// - a record costs 17 bytes beside its own, most of which is what the allocator rounds up; as a hash table 60;
/// - a claim costs 16 bytes with 10 million subscribers, 34 with 200,000, whose buckets have few claims each; 79 in a
///   hash table;
/// - so a contact with a sealed record of 176 bytes and 3.5 claims costs 313 bytes with 200,000 of them, and some 250
///   with 10 million.
///
/// [RedisStore] warns of a server that is set otherwise; nothing but memory depends on it.
///
/// Intentional oddities:
/// - No connection of the driver reconnects by itself: a [Link] makes a new one, and asks who is at the other end
///   before anything is sent. So no command is ever sent twice, whether it could be or not.
/// - Of a page of which many slots are wanted, all are read: looking up one field walks the list, so that 256 fields
///   asked for one by one cost six times as much as all of them.
/// - A record that is replaced stays in the append-only file until Redis rewrites that of its own accord or for an
///   erasure; it is sealed with a key of its own.
@org.jspecify.annotations.NullMarked
package uk.tocsin.store.redis;
