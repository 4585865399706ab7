package uk.tocsin.register;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// The ciphers of one thread: making one costs more than using it.
final class VaultCiphers {
    private static final int TAG_BITS = Vault.TAG_BYTES * 8;
    private static final GCMParameterSpec NONCE = new GCMParameterSpec(TAG_BITS, new byte[Vault.NONCE_BYTES]);

    private final Cipher gcm;
    private final Cipher wrap;
    private final Cipher unwrap;
    private final Mac mac;
    private @Nullable SecretKey wrapKey;
    private @Nullable SecretKey unwrapKey;
    private @Nullable SecretKey macKey;

    VaultCiphers() {
        try {
            gcm = Cipher.getInstance("AES/GCM/NoPadding");
            wrap = Cipher.getInstance("AES/ECB/NoPadding");
            unwrap = Cipher.getInstance("AES/ECB/NoPadding");
            mac = Mac.getInstance("HmacSHA256");
        } catch (GeneralSecurityException e) {
            throw new VaultException("this Java has no AES-GCM or HMAC-SHA256", e);
        }
    }

    /// Fills `sealed`, whose version and key id are set, from the data key in `fresh`.
    void seal(SecretKey key, byte[] fresh, byte[] place, byte[] plain, byte[] sealed) throws GeneralSecurityException {
        if (!key.equals(wrapKey)) {
            wrap.init(Cipher.ENCRYPT_MODE, key);
            wrapKey = key;
        }
        wrap.doFinal(fresh, 0, Vault.KEY_BYTES, sealed, 2);
        SecretKey dataKey = new SecretKeySpec(fresh, 0, Vault.KEY_BYTES, "AES");
        gcm.init(Cipher.ENCRYPT_MODE, dataKey, NONCE);
        bind(place, sealed);
        gcm.doFinal(plain, 0, plain.length, sealed, Vault.BODY_AT);
    }

    byte[] open(SecretKey key, byte[] place, byte[] sealed) throws GeneralSecurityException {
        if (!key.equals(unwrapKey)) {
            unwrap.init(Cipher.DECRYPT_MODE, key);
            unwrapKey = key;
        }
        SecretKey dataKey = new SecretKeySpec(unwrap.doFinal(sealed, 2, Vault.KEY_BYTES), "AES");
        gcm.init(Cipher.DECRYPT_MODE, dataKey, NONCE);
        bind(place, sealed);
        return gcm.doFinal(sealed, Vault.BODY_AT, sealed.length - Vault.BODY_AT);
    }

    Mac mac(SecretKey key) {
        try {
            if (!key.equals(macKey)) {
                mac.init(key);
                macKey = key;
            }
            return mac;
        } catch (InvalidKeyException e) {
            throw new VaultException("the key of the blind index is not usable", e);
        }
    }

    private void bind(byte[] place, byte[] sealed) {
        gcm.updateAAD(sealed, 0, Vault.BODY_AT);
        gcm.updateAAD(place);
    }
}
