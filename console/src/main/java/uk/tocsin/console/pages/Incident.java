package uk.tocsin.console.pages;

/// What a page was asked that nobody may ask: it is refused, and goes into the audit.
public enum Incident {
    /// A form that does not come from a page of the visitor's session.
    FORGED_FORM,
    /// A form with a field that no form of ours has.
    FOREIGN_FIELD,
    /// A page or deed that takes a role which the visitor does not hold.
    NOT_ALLOWED,
    /// A form larger than any of ours can be.
    TOO_LARGE
}
