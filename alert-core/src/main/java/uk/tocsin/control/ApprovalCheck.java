package uk.tocsin.control;

import java.time.Instant;
import uk.tocsin.control.ApprovalSignature.Finding;
import uk.tocsin.model.Digest;

/// Judges the signature of an act that lets an alert go.
final class ApprovalCheck {
    private ApprovalCheck() {}

    /// The key in force at a time that signed exactly this; refuses any other signature.
    static String keyId(Books books, String signature, Digest digest, int alert, int version, Instant time) {
        VerificationKey key = books.keyInForce(KeyPurpose.APPROVAL, time)
                .orElseThrow(() -> new Refused(Reason.SIGNATURE, "signature: no approval key is in force"));
        Finding finding =
                ApprovalSignature.verify(Ed25519.publicKey(key.raw()), key.id(), signature, digest, alert, version);
        Refused.unless(finding == Finding.VALID, Reason.SIGNATURE, "signature: is not valid: " + words(finding));
        return key.id();
    }

    private static String words(Finding finding) {
        return switch (finding) {
            case VALID -> "it is";
            case MALFORMED -> "it is no compact JWS";
            case OTHER_HEADER -> "another key, or another algorithm";
            case OTHER_PAYLOAD -> "it is over something else";
            case FORGED -> "the key did not sign it";
        };
    }
}
