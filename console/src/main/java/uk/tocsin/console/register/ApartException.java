package uk.tocsin.console.register;

/// Two records cannot be one: the one that would go answers for premises that the shard of the other does not have.
public final class ApartException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ApartException() {
        super("the premises are kept apart", null, false, false);
    }
}
