/// The binary form of records: varints, strings, bitmaps. Canonical: one value has one encoding, so digests can
/// be taken over it. Both logs and all snapshots use it.
@org.jspecify.annotations.NullMarked
package uk.tocsin.model.codec;
