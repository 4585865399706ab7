package uk.tocsin.channel.sms;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// `X-Twilio-Signature`: base64 of the HMAC-SHA1, under the account's auth token, of the public address
/// followed by the names and values of the form's fields in the order of their names. It carries no time:
/// refusing replays is the receiver's own matter. Pure; any thread.
public final class TwilioSignature {
    /// The header that carries it.
    public static final String HEADER = "X-Twilio-Signature";

    private static final String ALGORITHM = "HmacSHA1";

    private TwilioSignature() {}

    /// Whether the request was signed with this auth token. Takes the same time whichever byte differs.
    ///
    /// @param url the public address with its query, from configuration and never from the request's headers; a
    ///     fragment is left out, because it is an instruction to Twilio and no part of the request
    /// @param params the form's fields, decoded
    /// @param header the header's value; anything that is not a signature is simply wrong
    public static boolean verify(String authToken, String url, Map<String, String> params, String header) {
        byte[] expected = sign(authToken, url, params).getBytes(StandardCharsets.US_ASCII);
        return MessageDigest.isEqual(expected, header.getBytes(StandardCharsets.UTF_8));
    }

    /// The signature Twilio would send.
    static String sign(String authToken, String url, Map<String, String> params) {
        int fragment = url.indexOf('#');
        StringBuilder signed = new StringBuilder(fragment < 0 ? url : url.substring(0, fragment));
        new TreeMap<>(params).forEach((name, value) -> signed.append(name).append(value));
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(authToken.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            byte[] digest = mac.doFinal(signed.toString().getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("twilio.authToken cannot key " + ALGORITHM, e);
        }
    }
}
