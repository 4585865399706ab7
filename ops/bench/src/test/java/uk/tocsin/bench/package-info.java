@org.jspecify.annotations.NullMarked
package uk.tocsin.bench;
