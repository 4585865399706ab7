/// The nouns of the design. This package imports nothing of ours.
@org.jspecify.annotations.NullMarked
package uk.tocsin.model;
