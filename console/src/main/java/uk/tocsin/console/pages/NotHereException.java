package uk.tocsin.console.pages;

/// There is no such page, or none for this visitor: the two are not told apart.
public final class NotHereException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotHereException() {
        super("there is no such page");
    }
}
