package uk.tocsin.console.edge;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/// Keyed sums over what the pages give out and remember, each for one purpose: a sum made for one is none for
/// another. Immutable; any thread.
final class Seal {
    private static final String ALGORITHM = "HmacSHA256";
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final SecretKey key;
    private final byte[] purpose;

    /// @param purpose what the sums are for
    Seal(SecretKey key, String purpose) {
        this.key = key;
        this.purpose = (purpose + "\0").getBytes(StandardCharsets.US_ASCII);
    }

    /// 16 bytes, cut from HMAC-SHA-256.
    byte[] of(byte[] content) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(purpose);
            return Arrays.copyOf(mac.doFinal(content), 16);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(ALGORITHM + " is part of every JDK", e);
        }
    }

    /// The sum as 22 characters of base64url.
    String text(String content) {
        return ENCODER.encodeToString(of(content.getBytes(StandardCharsets.UTF_8)));
    }

    /// Whether `shown` is the sum; takes the same time whatever it is.
    boolean isText(String content, String shown) {
        byte[] right = text(content).getBytes(StandardCharsets.US_ASCII);
        return MessageDigest.isEqual(right, shown.getBytes(StandardCharsets.UTF_8));
    }
}
