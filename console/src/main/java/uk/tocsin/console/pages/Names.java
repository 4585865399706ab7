package uk.tocsin.console.pages;

/// What colleagues are called. Any thread; answers at once.
@FunctionalInterface
public interface Names {
    /// The name of a member of staff; "Staff 12" for one who has not said theirs, "the service" for 0.
    String of(int staff);
}
