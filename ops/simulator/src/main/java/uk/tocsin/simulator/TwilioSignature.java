package uk.tocsin.simulator;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// X-Twilio-Signature: base64(HMAC-SHA1(auth token, full URL + POST parameters sorted by name, name and value in
/// turn)).
///
/// The URL is the public one, without the fragment of connection overrides, which never leaves Twilio. Owned by one
/// event loop, since a Mac is not thread-safe.
final class TwilioSignature {

    private final Mac mac;

    TwilioSignature(String authToken) {
        try {
            mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(authToken.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every JDK has HmacSHA1", impossible);
        }
    }

    String of(String url, Map<String, String> form) {
        int hash = url.indexOf('#');
        StringBuilder signed = new StringBuilder(hash < 0 ? url : url.substring(0, hash));
        new TreeMap<>(form).forEach((name, value) -> signed.append(name).append(value));
        return Base64.getEncoder().encodeToString(mac.doFinal(signed.toString().getBytes(StandardCharsets.UTF_8)));
    }
}
