package uk.tocsin.store.redis;

/// A Redis server that cannot be used. The message names it, the reason, and what to do.
public final class RedisStoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// @param message the server and the reason
    public RedisStoreException(String message) {
        super(message);
    }

    /// The same with what found it.
    public RedisStoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
