/// Tests of approving.
@org.jspecify.annotations.NullMarked
package uk.tocsin.console.pages.approve;
