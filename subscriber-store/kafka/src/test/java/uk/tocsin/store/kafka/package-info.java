@org.jspecify.annotations.NullMarked
package uk.tocsin.store.kafka;
