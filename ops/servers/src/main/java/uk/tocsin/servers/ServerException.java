package uk.tocsin.servers;

/// A server does not start, end or obey; the message says why, for the person at the terminal.
public final class ServerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// Cannot go on for this reason.
    public ServerException(String message) {
        super(message);
    }

    /// The same, with what caused it.
    public ServerException(String message, Throwable cause) {
        super(message, cause);
    }
}
