package uk.tocsin.console.pages.signin;

import uk.tocsin.console.accounts.Attempt;
import uk.tocsin.console.pages.Frame;
import uk.tocsin.console.pages.Typed;

/// What an authenticator has to be given.
///
/// @param action where its first code goes
record SecretPage(Frame frame, Typed typed, Attempt.ShowsSecret shown, String action) {
    /// The secret in groups of four, to be typed in.
    String grouped() {
        return shown.secret().replaceAll("(.{4})(?=.)", "$1 ");
    }
}
