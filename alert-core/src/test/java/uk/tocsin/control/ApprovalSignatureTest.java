package uk.tocsin.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import uk.tocsin.control.ApprovalSignature.Finding;
import uk.tocsin.model.Digest;

final class ApprovalSignatureTest {
    private static final Digest DIGEST = Digest.ofHex("00112233445566778899aabbccddeeff".repeat(2));

    /// RFC 8037, appendix A.1: a key that is published and protects nothing.
    private static final String RFC_D = "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A";

    private static final String RFC_X = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";

    private static PrivateKey rfcPrivate() throws Exception {
        byte[] prefix = HexFormat.of().parseHex("302e020100300506032b657004220420");
        byte[] seed = Base64.getUrlDecoder().decode(RFC_D);
        byte[] encoded = new byte[prefix.length + seed.length];
        System.arraycopy(prefix, 0, encoded, 0, prefix.length);
        System.arraycopy(seed, 0, encoded, prefix.length, seed.length);
        return KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(encoded));
    }

    private static PublicKey rfcPublic() {
        return Ed25519.publicKey(Base64.getUrlDecoder().decode(RFC_X));
    }

    @Test
    void theExampleOfRfc8037IsReproduced() throws Exception {
        byte[] payload = "Example of Ed25519 signing".getBytes(StandardCharsets.UTF_8);
        String expected = "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc."
                + "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg";
        String header = "{\"alg\":\"EdDSA\"}";
        assertThat(Jws.sign(rfcPrivate(), header, payload)).isEqualTo(expected);
        assertThat(Jws.verify(rfcPublic(), header, payload, expected)).isTrue();
        assertThat(Ed25519.raw(rfcPublic())).isEqualTo(Base64.getUrlDecoder().decode(RFC_X));
    }

    @Test
    void aSignatureIsValidForExactlyWhatWasSigned() throws Exception {
        String jws = ApprovalSignature.sign(rfcPrivate(), "k-1", DIGEST, 12, 3);
        Digest other = Digest.ofHex("ff".repeat(32));
        assertThat(verify(jws, "k-1", DIGEST, 12, 3)).isEqualTo(Finding.VALID);
        assertThat(verify(jws, "k-2", DIGEST, 12, 3)).isEqualTo(Finding.OTHER_HEADER);
        assertThat(verify(jws, "k-1", other, 12, 3)).isEqualTo(Finding.OTHER_PAYLOAD);
        assertThat(verify(jws, "k-1", DIGEST, 13, 3)).isEqualTo(Finding.OTHER_PAYLOAD);
        assertThat(verify(jws, "k-1", DIGEST, 12, 4)).isEqualTo(Finding.OTHER_PAYLOAD);
        assertThat(ApprovalSignature.verify(Office.STRANGER.getPublic(), "k-1", jws, DIGEST, 12, 3))
                .isEqualTo(Finding.FORGED);
    }

    private static Finding verify(String jws, String keyId, Digest digest, int alert, int version) {
        return ApprovalSignature.verify(rfcPublic(), keyId, jws, digest, alert, version);
    }

    @Test
    void noOtherAlgorithmIsFollowed() throws Exception {
        String jws = ApprovalSignature.sign(rfcPrivate(), "k-1", DIGEST, 12, 3);
        String rest = jws.substring(jws.indexOf('.'));
        for (String header : new String[] {
            "{\"alg\":\"none\"}",
            "{\"alg\":\"none\",\"kid\":\"k-1\"}",
            "{\"alg\":\"HS256\",\"kid\":\"k-1\"}",
            "{\"kid\":\"k-1\",\"alg\":\"EdDSA\"}",
            "{\"alg\":\"EdDSA\",\"kid\":\"k-1\",\"crit\":[]}",
        }) {
            assertThat(verify(Jws.encode(header) + rest, "k-1", DIGEST, 12, 3)).isEqualTo(Finding.OTHER_HEADER);
        }
    }

    @Test
    void whatIsNoSignatureIsRefused() throws Exception {
        String jws = ApprovalSignature.sign(rfcPrivate(), "k-1", DIGEST, 12, 3);
        String input = jws.substring(0, jws.lastIndexOf('.'));
        assertThat(verify("", "k-1", DIGEST, 12, 3)).isEqualTo(Finding.MALFORMED);
        assertThat(verify(input, "k-1", DIGEST, 12, 3)).isEqualTo(Finding.MALFORMED);
        assertThat(verify(input + ".", "k-1", DIGEST, 12, 3)).isEqualTo(Finding.MALFORMED);
        assertThat(verify(jws + ".x", "k-1", DIGEST, 12, 3)).isEqualTo(Finding.MALFORMED);
        assertThat(verify(jws + "=", "k-1", DIGEST, 12, 3)).isEqualTo(Finding.FORGED);
        assertThat(verify(input + ".AAAA", "k-1", DIGEST, 12, 3)).isEqualTo(Finding.FORGED);
        assertThat(verify(input + ".!", "k-1", DIGEST, 12, 3)).isEqualTo(Finding.FORGED);
        char last = jws.charAt(jws.length() - 1);
        String respelled = jws.substring(0, jws.length() - 1) + (char) (last + 1);
        assertThat(verify(respelled, "k-1", DIGEST, 12, 3)).isEqualTo(Finding.FORGED);
    }

    @Test
    void aKeyIdThatCouldBreakTheHeaderIsRefused() throws Exception {
        PrivateKey key = rfcPrivate();
        assertThatThrownBy(() -> ApprovalSignature.sign(key, "a\"b", DIGEST, 1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("keyId");
        assertThatThrownBy(() -> Ed25519.publicKey(new byte[5]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("publicKey");
    }
}
