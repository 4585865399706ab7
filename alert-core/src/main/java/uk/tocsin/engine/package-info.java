/// The Vert.x shell: the one package of the core that composes the others. It moves durable records into the
/// shards, asks them what to append, and lets lanes and channels act on what was read back. Every object here
/// lives on one context; what crosses contexts is said where it does.
@org.jspecify.annotations.NullMarked
package uk.tocsin.engine;
