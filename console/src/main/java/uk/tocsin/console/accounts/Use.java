package uk.tocsin.console.accounts;

/// Who asks for a session to be looked up.
public enum Use {
    /// The member: they have followed a link or sent a form. The session lives on.
    MEMBER,
    /// A page by itself, for live figures. The session does not live longer for it.
    PAGE
}
