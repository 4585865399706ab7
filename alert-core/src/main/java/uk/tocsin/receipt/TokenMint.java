package uk.tocsin.receipt;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Makes and verifies delivery tokens by arithmetic: no store is asked. The MAC is HMAC-SHA-256 cut to 8 bytes,
/// enough against guessing over a network (2^63 requests) in 18 bytes that fit a text. Immutable; any thread
/// may use it.
public final class TokenMint {
    private static final int VERSION = 1;
    private static final int BODY = 10;
    private static final int MAC = DeliveryToken.BYTES - BODY;
    private static final int MAX_KEY_ID = 15;
    private static final String ALGORITHM = "HmacSHA256";
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final int TEXT = 24;

    private final int keyId;
    private final Map<Integer, ThreadLocal<Mac>> macs = new TreeMap<>();

    /// @param keyId the key that new tokens are made with, one of `keys`
    /// @param keys by id (0..15), each at least 32 bytes; those that are not current still verify
    public TokenMint(int keyId, Map<Integer, byte[]> keys) {
        if (!keys.containsKey(keyId)) {
            throw new IllegalArgumentException("token key " + keyId + " is not among the keys");
        }
        this.keyId = keyId;
        keys.forEach((id, key) -> {
            if (id < 0 || id > MAX_KEY_ID || key.length < 32) {
                throw new IllegalArgumentException("token key " + id + ": ids are 0 to 15, keys at least 32 bytes");
            }
            SecretKeySpec secret = new SecretKeySpec(key.clone(), ALGORITHM);
            macs.put(id, ThreadLocal.withInitial(() -> mac(secret)));
        });
    }

    private static Mac mac(SecretKeySpec key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac;
        } catch (InvalidKeyException e) {
            throw new IllegalArgumentException("a token key cannot be used", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(ALGORITHM + " is part of every JDK", e);
        }
    }

    /// The token as 24 characters of base64url, for URLs.
    public String url(DeliveryToken token) {
        return ENCODER.encodeToString(bytes(token));
    }

    /// The token as 29 characters of lower-case base32, for mail addresses, which are lower-cased on their way.
    public String mail(DeliveryToken token) {
        return Base32.encode(bytes(token));
    }

    private byte[] bytes(DeliveryToken token) {
        byte[] bytes = new byte[DeliveryToken.BYTES];
        bytes[0] = (byte) (VERSION << 4 | keyId);
        putInt(bytes, 1, token.alert());
        putInt(bytes, 5, token.ordinal());
        bytes[9] = (byte) (token.step() << 4 | token.endpoint());
        System.arraycopy(hmac(keyId, bytes), 0, bytes, BODY, MAC);
        return bytes;
    }

    private byte[] hmac(int id, byte[] bytes) {
        ThreadLocal<Mac> mac = macs.get(id);
        if (mac == null) {
            throw new IllegalArgumentException("token key " + id + " is unknown");
        }
        Mac mine = mac.get();
        mine.update(bytes, 0, BODY);
        return mine.doFinal();
    }

    /// The delivery that 24 characters of base64url name; empty for anything that was not made here.
    public Optional<DeliveryToken> verifyUrl(String text) {
        if (text.length() != TEXT) {
            return Optional.empty();
        }
        try {
            return verify(Base64.getUrlDecoder().decode(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty(); // not base64url, so not made here
        }
    }

    /// The delivery that 29 characters of base32 name, in either case; empty for anything that was not made
    /// here.
    public Optional<DeliveryToken> verifyMail(String text) {
        return Base32.decode(text, DeliveryToken.BYTES).flatMap(this::verify);
    }

    private Optional<DeliveryToken> verify(byte[] bytes) {
        int id = bytes[0] & 0xf;
        boolean ours = bytes.length == DeliveryToken.BYTES && bytes[0] >> 4 == VERSION && macs.containsKey(id);
        if (!ours) {
            return Optional.empty();
        }
        byte[] shown = new byte[MAC];
        byte[] right = new byte[MAC];
        System.arraycopy(bytes, BODY, shown, 0, MAC);
        System.arraycopy(hmac(id, bytes), 0, right, 0, MAC);
        int alert = getInt(bytes, 1);
        int ordinal = getInt(bytes, 5);
        int endpoint = bytes[9] & 0xf;
        if (!MessageDigest.isEqual(shown, right) || alert < 0 || ordinal < 0 || endpoint > 14) {
            return Optional.empty();
        }
        return Optional.of(new DeliveryToken(alert, ordinal, bytes[9] >> 4 & 0xf, endpoint));
    }

    private static void putInt(byte[] bytes, int at, int value) {
        for (int i = 0; i < Integer.BYTES; i++) {
            bytes[at + i] = (byte) (value >>> (24 - 8 * i));
        }
    }

    private static int getInt(byte[] bytes, int at) {
        int value = 0;
        for (int i = 0; i < Integer.BYTES; i++) {
            value = value << 8 | bytes[at + i] & 0xff;
        }
        return value;
    }
}
