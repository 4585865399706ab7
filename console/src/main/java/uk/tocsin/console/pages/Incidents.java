package uk.tocsin.console.pages;

/// Takes incidents into the audit. Any thread; returns at once.
@FunctionalInterface
public interface Incidents {
    /// Something was refused.
    ///
    /// @param staff who was signed in; 0 for nobody
    void refused(Incident incident, int staff);
}
