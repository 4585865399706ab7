package uk.tocsin.control;

import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.regex.Pattern;
import uk.tocsin.model.Digest;

/// What approves one version of one alert: a compact JWS (RFC 7515, RFC 8037) with the header
/// `{"alg":"EdDSA","kid":"…"}` and the payload `{"alert":1,"version":1,"sha256":"…"}`. Stateless; any thread.
public final class ApprovalSignature {
    private static final Pattern KEY_ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private ApprovalSignature() {}

    /// What a signature was found to be.
    public enum Finding {
        /// The key signed exactly this digest, alert and version.
        VALID,
        /// Not three parts of base64url.
        MALFORMED,
        /// Another header: another key, or another algorithm, which is never followed.
        OTHER_HEADER,
        /// Another digest, alert or version.
        OTHER_PAYLOAD,
        /// The right words, not signed by the key.
        FORGED
    }

    /// Whether this can name a key: 1 to 64 letters, digits, hyphens and underscores.
    public static boolean isKeyId(String keyId) {
        return KEY_ID.matcher(keyId).matches();
    }

    /// Signs an approval. IllegalArgumentException for a key or key id that cannot be.
    public static String sign(PrivateKey key, String keyId, Digest digest, int alert, int version) {
        return Jws.sign(key, header(keyId), payload(digest, alert, version));
    }

    /// Whether `jws` approves exactly this, by this key.
    public static Finding verify(PublicKey key, String keyId, String jws, Digest digest, int alert, int version) {
        String[] parts = jws.split("\\.", -1);
        if (parts.length != 3 || parts[2].isEmpty()) {
            return Finding.MALFORMED;
        }
        byte[] payload = payload(digest, alert, version);
        String expected = Jws.input(header(keyId), payload);
        if (!parts[0].equals(expected.substring(0, expected.indexOf('.')))) {
            return Finding.OTHER_HEADER;
        }
        if (!parts[1].equals(expected.substring(expected.indexOf('.') + 1))) {
            return Finding.OTHER_PAYLOAD;
        }
        return Jws.verify(key, header(keyId), payload, jws) ? Finding.VALID : Finding.FORGED;
    }

    private static String header(String keyId) {
        if (!isKeyId(keyId)) {
            throw new IllegalArgumentException("keyId: is not 1 to 64 letters, digits, hyphens and underscores");
        }
        return "{\"alg\":\"EdDSA\",\"kid\":\"" + keyId + "\"}";
    }

    private static byte[] payload(Digest digest, int alert, int version) {
        String json = "{\"alert\":" + alert + ",\"version\":" + version + ",\"sha256\":\"" + digest.hex() + "\"}";
        return json.getBytes(StandardCharsets.US_ASCII);
    }
}
