/// What people will get, for the rooms where somebody decides about it: composing and approving show the same.
@org.jspecify.annotations.NullMarked
package uk.tocsin.console.pages.preview;
