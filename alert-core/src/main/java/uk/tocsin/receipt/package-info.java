/// What comes back: delivery tokens, which make receipts stateless and unforgeable, and how evidence is
/// collected for the shards' journals.
@org.jspecify.annotations.NullMarked
package uk.tocsin.receipt;
