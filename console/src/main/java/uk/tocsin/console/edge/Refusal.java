package uk.tocsin.console.edge;

import uk.tocsin.model.Coded;

/// Why the edge refuses what comes in. Counted, answered with a status, and told to nobody in more words.
enum Refusal implements Coded {
    /// The signature is missing or was not made with the account's token over the public address.
    FORGED_SIGNATURE(0, "forged-signature", 403),
    /// The token was not made here.
    UNKNOWN_TOKEN(1, "unknown-token", 404),
    /// The token is ours, but there is no such delivery.
    UNKNOWN_DELIVERY(2, "unknown-delivery", 404),
    /// The body or a parameter cannot be read.
    MALFORMED(3, "malformed", 400),
    /// The body is longer than anything that belongs here.
    TOO_LARGE(4, "too-large", 413),
    /// The body took too long to arrive.
    TOO_SLOW(5, "too-slow", 408),
    /// The client asks for more than its share.
    TOO_FAST(6, "too-fast", 429),
    /// It cannot be journalled now; nothing has changed.
    FULL(7, "full", 503),
    /// The server is stopping; nothing has changed.
    CLOSING(8, "closing", 503),
    /// We failed; the failure is logged.
    FAILED(9, "failed", 500),
    /// The form was not made on a page of ours, or not in this session.
    FORGED_FORM(10, "forged-form", 403),
    /// Nobody is signed in, or not any more.
    NOT_SIGNED_IN(11, "not-signed-in", 401),
    /// Something that the register holds is in the way.
    CONFLICT(12, "conflict", 409),
    /// It was signed too long ago, or is dated ahead.
    TOO_OLD(13, "too-old", 403);

    private final int code;
    private final String word;
    private final int status;

    Refusal(int code, String word, int status) {
        this.code = code;
        this.word = word;
        this.status = status;
    }

    @Override
    public int code() {
        return code;
    }

    @Override
    public String word() {
        return word;
    }

    /// The HTTP status.
    int status() {
        return status;
    }

    /// Whether it is the client's doing, and counts against its share.
    boolean theirs() {
        return status < 500;
    }
}
