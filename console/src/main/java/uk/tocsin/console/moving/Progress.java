package uk.tocsin.console.moving;

/// Hears how far a copy is. On the copying thread.
@FunctionalInterface
public interface Progress {
    /// For who does not want to know.
    Progress NONE = (_, _) -> {};

    /// About so much of the whole is done, and so many things were copied.
    void at(double done, long count);
}
