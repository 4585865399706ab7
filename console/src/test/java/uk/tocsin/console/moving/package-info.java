@org.jspecify.annotations.NullMarked
package uk.tocsin.console.moving;
