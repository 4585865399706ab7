package uk.tocsin.console.edge;

import java.time.Duration;
import java.time.Instant;
import uk.tocsin.receipt.NoticeToken;

/// Names, in the token of the notice that an endpoint was unsubscribed, which endpoint that was: the token has a
/// place for the endpoint that is told only, so the minute in which it expires tells the other, as its remainder by
/// 16. The notice can be undone so long as it is valid, for 30 days or up to 15 minutes longer.
final class Undo {
    private static final Duration UNDOABLE = Duration.ofDays(30);
    private static final int PLACES = 16;
    private static final int SECONDS = 60;

    private Undo() {}

    /// When the notice that `endpoint` was unsubscribed now has to expire.
    static Instant expiry(Instant now, int endpoint) {
        long minute = now.plus(UNDOABLE).getEpochSecond() / SECONDS + 1;
        long further = Math.floorMod(endpoint - minute, PLACES);
        return Instant.ofEpochSecond((minute + further) * SECONDS);
    }

    /// The endpoint that was unsubscribed.
    static int endpoint(NoticeToken token) {
        return Math.floorMod(token.expiresMinute(), PLACES);
    }
}
