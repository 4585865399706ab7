/// Tests of delivery tokens.
@org.jspecify.annotations.NullMarked
package uk.tocsin.receipt;
