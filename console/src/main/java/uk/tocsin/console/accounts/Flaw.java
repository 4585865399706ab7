package uk.tocsin.console.accounts;

/// Why what a member chose for their account is not taken.
public enum Flaw {
    /// Fewer than 12 characters.
    PASSWORD_SHORT,
    /// More than 128 characters.
    PASSWORD_LONG,
    /// Among those that are guessed first.
    PASSWORD_COMMON,
    /// Contains the name that they sign in with.
    PASSWORD_HAS_NAME,
    /// The name shown to colleagues is empty, or longer than 80 characters, or has control characters.
    NAME,
    /// The name to sign in with is no mail address.
    SIGN_IN_NAME,
    /// Another member signs in with it.
    SIGN_IN_NAME_TAKEN
}
