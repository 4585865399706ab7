package uk.tocsin.channel.push;

import java.io.IOException;

/// Tells the SDK that no answer came. What became of the request is kept by the [Sending], not in here. Has no
/// stack trace: under a cut connection there are thousands of them.
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
