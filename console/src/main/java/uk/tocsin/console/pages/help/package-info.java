/// Help and the accessibility statement: for everybody, signed in or not.
@org.jspecify.annotations.NullMarked
package uk.tocsin.console.pages.help;
