/// Tests of the control log.
@org.jspecify.annotations.NullMarked
package uk.tocsin.control;
