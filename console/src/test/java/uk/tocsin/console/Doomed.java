package uk.tocsin.console;

/// A process that meets what must end it.
final class Doomed {
    private Doomed() {}

    /// Never returns.
    public static void main(String[] args) {
        Installation.end("the disk is gone", new IllegalStateException("a sector cannot be read"));
        System.out.println("still alive");
    }
}
