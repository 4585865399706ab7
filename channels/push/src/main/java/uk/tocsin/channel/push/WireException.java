package uk.tocsin.channel.push;

import java.io.IOException;

/// Tells the SDK that no answer came. Has no stack trace: nobody reads it.
final class WireException extends IOException {
    private static final long serialVersionUID = 1;

    WireException(String message) {
        super(message);
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
