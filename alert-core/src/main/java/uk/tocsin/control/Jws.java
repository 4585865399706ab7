package uk.tocsin.control;

import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Base64;

/// Compact JSON Web Signatures (RFC 7515) with EdDSA (RFC 8037), for headers and payloads that both sides know:
/// what is presented is compared with what is expected, and nothing of it is interpreted. So no header field
/// can choose an algorithm or a key.
final class Jws {
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private Jws() {}

    static String sign(PrivateKey key, String header, byte[] payload) {
        String input = input(header, payload);
        return input + "." + ENCODER.encodeToString(Ed25519.sign(key, ascii(input)));
    }

    /// Whether `jws` is that header, that payload and a signature of the key over them, in canonical base64url.
    static boolean verify(PublicKey key, String header, byte[] payload, String jws) {
        String input = input(header, payload);
        if (!jws.startsWith(input + ".")) {
            return false;
        }
        String last = jws.substring(input.length() + 1);
        byte[] signature;
        try {
            signature = Base64.getUrlDecoder().decode(last);
        } catch (IllegalArgumentException e) {
            return false;
        }
        return ENCODER.encodeToString(signature).equals(last) && Ed25519.verify(key, ascii(input), signature);
    }

    /// What is signed: header and payload in base64url with a point between.
    static String input(String header, byte[] payload) {
        return encode(header) + "." + ENCODER.encodeToString(payload);
    }

    static String encode(String header) {
        return ENCODER.encodeToString(header.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
