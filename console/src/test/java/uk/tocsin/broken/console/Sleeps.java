package uk.tocsin.broken.console;

/// Breaks a rule of the house on purpose.
final class Sleeps {
    private Sleeps() {}

    static void aWhile() throws InterruptedException {
        Thread.sleep(1);
    }
}
