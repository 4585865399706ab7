package uk.tocsin.simulator;

import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Which delivery a request belongs to, as far as the request itself tells.
///
/// A delivery token is 18 bytes: key id 1, alert 4, ordinal 4, step and endpoint 1, HMAC 8. Only the first ten are
/// read;
/// the simulator has no key. A request without a token is told apart by a hash of its address and text.
///
/// @param token the token in its 24-character form, null when the request carries none
/// @param key alert and ordinal, or the hash
/// @param stepAndEndpoint the token's step (high four bits) and endpoint (low four), -1 without a token
record Delivery(@Nullable String token, long key, int stepAndEndpoint) {

    static final int TOKEN_CHARS = 24;
    static final int VERP_CHARS = 29;
    private static final String VERP_PREFIX = "bounce+";
    private static final String BASE64URL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static final String BASE32 = "abcdefghijklmnopqrstuvwxyz234567";

    static Delivery withoutToken(long hash) {
        return new Delivery(null, hash, -1);
    }

    /// The delivery of a token, or null when the text is not shaped like one.
    static @Nullable Delivery ofToken(@Nullable String text) {
        if (text == null || text.length() != TOKEN_CHARS) {
            return null;
        }
        long head = 0;
        long next = 0;
        for (int i = 0; i < TOKEN_CHARS; i++) {
            int value = BASE64URL.indexOf(text.charAt(i));
            if (value < 0) {
                return null;
            }
            if (i < 10) {
                head = head << 6 | value;
            } else if (i < 14) {
                next = next << 6 | value;
            }
        }
        // 10 characters are 60 bits: 8 of key id, 32 of alert, 20 of ordinal; the next 4 bring 12 more and 8 of
        // endpoint.
        long alert = head >>> 20 & 0xFFFF_FFFFL;
        long ordinal = (head & 0xF_FFFFL) << 12 | next >>> 12;
        return new Delivery(text, alert << 32 | ordinal, (int) (next >>> 4 & 0xFF));
    }

    /// The delivery named by a variable envelope return path `bounce+<29 base32 characters>@domain`, or null.
    static @Nullable Delivery ofReturnPath(String address) {
        int at = address.indexOf('@');
        if (at != VERP_PREFIX.length() + VERP_CHARS || !address.regionMatches(true, 0, VERP_PREFIX, 0, 7)) {
            return null;
        }
        String code = address.substring(VERP_PREFIX.length(), at).toLowerCase(Locale.ROOT);
        byte[] bytes = new byte[18];
        long buffer = 0;
        int bits = 0;
        int n = 0;
        for (int i = 0; i < VERP_CHARS; i++) {
            int value = BASE32.indexOf(code.charAt(i));
            if (value < 0) {
                return null;
            }
            buffer = buffer << 5 | value;
            bits += 5;
            if (bits >= 8 && n < bytes.length) {
                bits -= 8;
                bytes[n++] = (byte) (buffer >>> bits);
            }
        }
        return ofToken(Base64.getUrlEncoder().encodeToString(bytes));
    }

    /// The delivery whose token is a whole path segment of the URL, or null.
    static @Nullable Delivery inUrl(@Nullable String url) {
        if (url == null) {
            return null;
        }
        int start = 0;
        for (int i = 0; i <= url.length(); i++) {
            if (i == url.length() || "/?#&=".indexOf(url.charAt(i)) >= 0) {
                if (i - start == TOKEN_CHARS) {
                    Delivery found = ofToken(url.substring(start, i));
                    if (found != null) {
                        return found;
                    }
                }
                start = i + 1;
            }
        }
        return null;
    }

    /// The alert number, 0 without a token.
    long alert() {
        return token == null ? 0 : key >>> 32;
    }

    /// The subscriber's ordinal, -1 without a token.
    long ordinal() {
        return token == null ? -1 : key & 0xFFFF_FFFFL;
    }

    /// What chance is drawn on: the same in every run for the same alert, subscriber, step and endpoint.
    long chanceKey() {
        return Chance.mix(key ^ (long) stepAndEndpoint << 56);
    }
}
