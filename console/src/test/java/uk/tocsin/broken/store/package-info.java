@org.jspecify.annotations.NullMarked
package uk.tocsin.broken.store;
