package uk.tocsin.receipt;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import uk.tocsin.model.NoticeKind;

/// Makes and verifies delivery, notice and completion tokens by arithmetic: no store is asked. The MAC is HMAC-SHA-256
/// cut to 8 bytes, enough against guessing over a network (2^63 requests) in 18 bytes that fit a text. The version
/// is under the MAC, so no kind of token is ever taken for another. Immutable; any thread may use it.
public final class TokenMint {
    private static final int VERSION = 1;
    private static final int NOTICE_VERSION = 2;
    private static final int COMPLETION_VERSION = 3;
    private static final int BODY = 10;
    private static final int MAC = DeliveryToken.BYTES - BODY;
    private static final int MAX_KEY_ID = 15;
    private static final String ALGORITHM = "HmacSHA256";
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final int TEXT = 24;

    /// A code is short enough to be typed and must not tell anything about its token: it has keys of its own.
    private static final byte[] CODE_DOMAIN = "tocsin notice code".getBytes(StandardCharsets.US_ASCII);

    /// The codes there are. The remainder of 2^63 by it favours no code by more than one in 10^12.
    private static final int CODES = 1_000_000;

    private final int keyId;
    private final Map<Integer, ThreadLocal<Mac>> macs = new TreeMap<>();
    private final Map<Integer, ThreadLocal<Mac>> codeMacs = new TreeMap<>();

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
            SecretKeySpec codeSecret = new SecretKeySpec(mac(secret).doFinal(CODE_DOMAIN), ALGORITHM);
            codeMacs.put(id, ThreadLocal.withInitial(() -> mac(codeSecret)));
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

    /// The token of a notice as 24 characters of base64url, for URLs.
    public String url(NoticeToken token) {
        return ENCODER.encodeToString(signed(body(token)));
    }

    /// The token of a completion as 24 characters of base64url, for URLs.
    public String url(CompletionToken token) {
        byte[] bytes = new byte[DeliveryToken.BYTES];
        bytes[0] = (byte) (COMPLETION_VERSION << 4 | keyId);
        putInt(bytes, 2, token.ordinal());
        putInt(bytes, 6, token.done());
        return ENCODER.encodeToString(signed(bytes));
    }

    /// The token of a notice as 29 characters of lower-case base32, for mail addresses.
    public String mail(NoticeToken token) {
        return Base32.encode(signed(body(token)));
    }

    /// The six digits that a notice asks its reader to type in. Guessing takes half a million attempts: whoever
    /// takes codes must bound them.
    public String code(NoticeToken token) {
        return code(keyId, body(token));
    }

    /// Whether these are the digits of a notice, under any of the keys. Takes the same time whatever they are. The
    /// caller checks the expiry.
    public boolean isCode(NoticeToken token, String digits) {
        byte[] shown = digits.getBytes(StandardCharsets.UTF_8);
        boolean right = false;
        for (int id : codeMacs.keySet()) {
            byte[] code = code(id, body(token)).getBytes(StandardCharsets.UTF_8);
            right |= MessageDigest.isEqual(code, shown);
        }
        return right;
    }

    private String code(int id, byte[] body) {
        body[0] = (byte) (NOTICE_VERSION << 4 | id);
        byte[] mac = hmac(codeMacs, id, body);
        long number = (long) getInt(mac, 0) << Integer.SIZE | getInt(mac, Integer.BYTES) & 0xffff_ffffL;
        return String.format(Locale.ROOT, "%06d", (number & Long.MAX_VALUE) % CODES);
    }

    private byte[] body(NoticeToken token) {
        byte[] bytes = new byte[NoticeToken.BYTES];
        bytes[0] = (byte) (NOTICE_VERSION << 4 | keyId);
        bytes[1] = (byte) (token.kind().code() << 4 | token.endpoint());
        putInt(bytes, 2, token.ordinal());
        putInt(bytes, 6, token.expiresMinute());
        return bytes;
    }

    private byte[] bytes(DeliveryToken token) {
        byte[] bytes = new byte[DeliveryToken.BYTES];
        bytes[0] = (byte) (VERSION << 4 | keyId);
        putInt(bytes, 1, token.alert());
        putInt(bytes, 5, token.ordinal());
        bytes[9] = (byte) (token.step() << 4 | token.endpoint());
        return signed(bytes);
    }

    private byte[] signed(byte[] bytes) {
        System.arraycopy(hmac(macs, keyId, bytes), 0, bytes, BODY, MAC);
        return bytes;
    }

    private static byte[] hmac(Map<Integer, ThreadLocal<Mac>> macs, int id, byte[] bytes) {
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
        return fromUrl(text).flatMap(this::delivery);
    }

    /// The delivery that 29 characters of base32 name, in either case; empty for anything that was not made
    /// here.
    public Optional<DeliveryToken> verifyMail(String text) {
        return Base32.decode(text, DeliveryToken.BYTES).flatMap(this::delivery);
    }

    /// The notice that 24 characters of base64url name; empty for anything that was not made here. The caller
    /// checks the expiry.
    public Optional<NoticeToken> verifyNoticeUrl(String text) {
        return fromUrl(text).flatMap(this::notice);
    }

    /// Who completed what, as 24 characters of base64url name it; empty for anything that was not made here.
    public Optional<CompletionToken> verifyCompletionUrl(String text) {
        return fromUrl(text).filter(bytes -> genuine(bytes, COMPLETION_VERSION)).flatMap(TokenMint::completion);
    }

    private static Optional<CompletionToken> completion(byte[] bytes) {
        try {
            return Optional.of(new CompletionToken(getInt(bytes, 2), getInt(bytes, 6)));
        } catch (IllegalArgumentException _) {
            return Optional.empty(); // made by a newer version
        }
    }

    /// The notice that 29 characters of base32 name, in either case; as [#verifyNoticeUrl].
    public Optional<NoticeToken> verifyNoticeMail(String text) {
        return Base32.decode(text, NoticeToken.BYTES).flatMap(this::notice);
    }

    /// Whether two texts of 24 characters name the same, whatever keys they were made with: what was sent before a
    /// restore carries another than what is sent now. It says nothing of who made them.
    public static boolean nameTheSame(String one, String other) {
        Optional<byte[]> first = fromUrl(one);
        Optional<byte[]> second = fromUrl(other);
        return first.isPresent()
                && second.isPresent()
                && first.get()[0] >> 4 == second.get()[0] >> 4
                && Arrays.equals(first.get(), 1, BODY, second.get(), 1, BODY);
    }

    private static Optional<byte[]> fromUrl(String text) {
        if (text.length() != TEXT) {
            return Optional.empty();
        }
        try {
            return Optional.of(Base64.getUrlDecoder().decode(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty(); // not base64url, so not made here
        }
    }

    private Optional<DeliveryToken> delivery(byte[] bytes) {
        if (!genuine(bytes, VERSION)) {
            return Optional.empty();
        }
        int alert = getInt(bytes, 1);
        int ordinal = getInt(bytes, 5);
        int endpoint = bytes[9] & 0xf;
        return alert < 0 || ordinal < 0 || endpoint > 14
                ? Optional.empty()
                : Optional.of(new DeliveryToken(alert, ordinal, bytes[9] >> 4 & 0xf, endpoint));
    }

    private Optional<NoticeToken> notice(byte[] bytes) {
        if (!genuine(bytes, NOTICE_VERSION)) {
            return Optional.empty();
        }
        int kind = bytes[1] >> 4 & 0xf;
        int endpoint = bytes[1] & 0xf;
        int ordinal = getInt(bytes, 2);
        int expiresMinute = getInt(bytes, 6);
        return endpoint > 14 || ordinal < 0 || expiresMinute < 0
                ? Optional.empty()
                : Arrays.stream(NoticeKind.values())
                        .filter(known -> known.code() == kind)
                        .findFirst()
                        .map(known -> new NoticeToken(known, endpoint, ordinal, expiresMinute));
    }

    private boolean genuine(byte[] bytes, int version) {
        int id = bytes[0] & 0xf;
        if (bytes.length != DeliveryToken.BYTES || bytes[0] >> 4 != version || !macs.containsKey(id)) {
            return false;
        }
        byte[] shown = new byte[MAC];
        byte[] right = new byte[MAC];
        System.arraycopy(bytes, BODY, shown, 0, MAC);
        System.arraycopy(hmac(macs, id, bytes), 0, right, 0, MAC);
        return MessageDigest.isEqual(shown, right);
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
