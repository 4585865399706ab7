package uk.tocsin.receipt;

import java.time.Instant;
import uk.tocsin.model.NoticeKind;

/// Names one notice to one endpoint until it expires. Whoever shows it has seen the message. Two notices of one
/// kind to one endpoint that expire in the same minute are the same: same link, same code. That it was used before
/// is for its reader to know.
///
/// @param endpoint the endpoint's index, 0..14
/// @param ordinal the subscriber
/// @param expiresMinute minutes since the epoch; it does not count at or after it
public record NoticeToken(NoticeKind kind, int endpoint, int ordinal, int expiresMinute) {
    /// The size of a token in bytes: version and key id 1, kind and endpoint 1, ordinal 4, expiry 4, HMAC 8.
    public static final int BYTES = 18;

    private static final int SECONDS = 60;

    /// Refuses what does not fit the layout.
    public NoticeToken {
        if (endpoint < 0 || endpoint > 14 || ordinal < 0 || expiresMinute < 0) {
            throw new IllegalArgumentException(
                    "no token for a notice to endpoint " + endpoint + " that expires in minute " + expiresMinute);
        }
    }

    /// The token of a notice; the expiry is cut to the whole minute.
    public static NoticeToken of(NoticeKind kind, int ordinal, int endpoint, Instant expires) {
        return new NoticeToken(kind, endpoint, ordinal, Math.toIntExact(expires.getEpochSecond() / SECONDS));
    }

    /// When it expires.
    public Instant expires() {
        return Instant.ofEpochSecond((long) expiresMinute * SECONDS);
    }

    /// Whether it has expired at this time.
    public boolean expired(Instant now) {
        return !now.isBefore(expires());
    }
}
