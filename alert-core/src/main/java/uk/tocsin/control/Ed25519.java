package uk.tocsin.control;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/// Ed25519 (RFC 8032) as the JDK has it, with public keys as their 32 bytes. Stateless; any thread.
public final class Ed25519 {
    /// The size of a public key in bytes.
    public static final int PUBLIC_KEY_BYTES = 32;

    /// The size of a signature in bytes.
    public static final int SIGNATURE_BYTES = 64;

    private static final String NAME = "Ed25519";

    /// The DER before the 32 bytes of a SubjectPublicKeyInfo (RFC 8410).
    private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private Ed25519() {}

    /// The key with these 32 bytes; IllegalArgumentException when they are no key.
    public static PublicKey publicKey(byte[] raw) {
        if (raw.length != PUBLIC_KEY_BYTES) {
            throw new IllegalArgumentException(
                    "publicKey: has " + raw.length + " bytes; an Ed25519 key has " + PUBLIC_KEY_BYTES);
        }
        byte[] encoded = Arrays.copyOf(X509_PREFIX, X509_PREFIX.length + raw.length);
        System.arraycopy(raw, 0, encoded, X509_PREFIX.length, raw.length);
        try {
            PublicKey key = KeyFactory.getInstance(NAME).generatePublic(new X509EncodedKeySpec(encoded));
            Signature.getInstance(NAME).initVerify(key);
            return key;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("publicKey: is no point of the curve", e);
        }
    }

    /// The 32 bytes of a key; IllegalArgumentException for a key of another kind.
    public static byte[] raw(PublicKey key) {
        byte[] encoded = key.getEncoded();
        int length = X509_PREFIX.length + PUBLIC_KEY_BYTES;
        if (encoded == null
                || encoded.length != length
                || !Arrays.equals(encoded, 0, X509_PREFIX.length, X509_PREFIX, 0, X509_PREFIX.length)) {
            throw new IllegalArgumentException("publicKey: is not an Ed25519 key");
        }
        return Arrays.copyOfRange(encoded, X509_PREFIX.length, length);
    }

    /// Signs; IllegalArgumentException for a key of another kind.
    public static byte[] sign(PrivateKey key, byte[] message) {
        try {
            Signature signer = Signature.getInstance(NAME);
            signer.initSign(key);
            signer.update(message);
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("privateKey: cannot sign with Ed25519", e);
        }
    }

    /// Whether the key signed exactly this. Never throws for what a signature contains.
    public static boolean verify(PublicKey key, byte[] message, byte[] signature) {
        if (signature.length != SIGNATURE_BYTES) {
            return false;
        }
        try {
            Signature verifier = Signature.getInstance(NAME);
            verifier.initVerify(key);
            verifier.update(message);
            return verifier.verify(signature);
        } catch (SignatureException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("publicKey: cannot verify with Ed25519", e);
        }
    }
}
