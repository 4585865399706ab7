/// Signing in and out, setting up an account, and what members of staff do with their own. Who they are is proved in
/// [uk.tocsin.console.accounts]; what they may do is in the control log.
@org.jspecify.annotations.NullMarked
package uk.tocsin.console.pages.signin;
