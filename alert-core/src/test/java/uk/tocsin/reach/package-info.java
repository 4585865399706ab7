/// Tests of reach.
@org.jspecify.annotations.NullMarked
package uk.tocsin.reach;
