package uk.tocsin.broken.console;

/// Breaks a rule of the house on purpose.
final class Prints {
    private Prints() {}

    static void aLine() {
        System.out.println();
    }
}
