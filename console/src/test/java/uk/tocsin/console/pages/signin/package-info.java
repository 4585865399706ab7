@org.jspecify.annotations.NullMarked
package uk.tocsin.console.pages.signin;
