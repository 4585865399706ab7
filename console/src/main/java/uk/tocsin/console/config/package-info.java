/// One typed configuration, checked as a whole before anything starts.
@org.jspecify.annotations.NullMarked
package uk.tocsin.console.config;
