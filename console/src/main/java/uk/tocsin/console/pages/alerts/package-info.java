/// All alerts, and the way to each of them: its page is what its status asks for.
@org.jspecify.annotations.NullMarked
package uk.tocsin.console.pages.alerts;
