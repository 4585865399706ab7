package uk.tocsin.simulator;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.Signature;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// Makes the self-signed X.509 certificate (RFC 5280) of the TLS ports, for `localhost` and `127.0.0.1`.
///
/// The JDK has no public way to make a certificate; the few DER structures needed are written here.
final class SelfSigned {

    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;
    private static final int BIT_STRING = 0x03;
    private static final int OCTET_STRING = 0x04;
    private static final int UTF8 = 0x0C;
    private static final int UTC_TIME = 0x17;
    private static final byte[] TRUE = {1, 1, (byte) 0xFF};
    private static final byte[] ECDSA_WITH_SHA256 = {6, 8, 0x2A, (byte) 0x86, 0x48, (byte) 0xCE, 0x3D, 4, 3, 2};
    private static final byte[] COMMON_NAME = {6, 3, 0x55, 4, 3};
    private static final byte[] BASIC_CONSTRAINTS = {6, 3, 0x55, 0x1D, 0x13};
    private static final byte[] ALTERNATIVE_NAMES = {6, 3, 0x55, 0x1D, 0x11};
    private static final byte[] EXTENDED_USE = {6, 3, 0x55, 0x1D, 0x25};
    private static final byte[] SERVER_AUTH = {6, 8, 0x2B, 6, 1, 5, 5, 7, 3, 1};
    private static final int DAYS = 3650;

    private SelfSigned() {}

    /// The DER form of a certificate over the P-256 key pair, valid from yesterday for ten years.
    static byte[] certificate(KeyPair pair) throws GeneralSecurityException {
        byte[] algorithm = der(SEQUENCE, ECDSA_WITH_SHA256);
        byte[] name = der(
                SEQUENCE,
                der(SET, der(SEQUENCE, COMMON_NAME, der(UTF8, "Tocsin simulator".getBytes(StandardCharsets.UTF_8)))));
        Instant now = Instant.now();
        byte[] validity = der(SEQUENCE, time(now.minusSeconds(86_400)), time(now.plusSeconds(DAYS * 86_400L)));
        byte[] body = der(
                SEQUENCE,
                der(0xA0, integer(BigInteger.TWO)),
                integer(new BigInteger(64, new SecureRandom()).setBit(64)),
                algorithm,
                name,
                validity,
                name,
                pair.getPublic().getEncoded(),
                der(0xA3, extensions()));
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(pair.getPrivate());
        signature.update(body);
        return der(SEQUENCE, body, algorithm, der(BIT_STRING, new byte[] {0}, signature.sign()));
    }

    private static byte[] extensions() {
        byte[] localhost = der(0x82, "localhost".getBytes(StandardCharsets.US_ASCII));
        byte[] loopback = der(0x87, new byte[] {127, 0, 0, 1});
        return der(
                SEQUENCE,
                der(SEQUENCE, BASIC_CONSTRAINTS, TRUE, der(OCTET_STRING, der(SEQUENCE, TRUE))),
                der(SEQUENCE, EXTENDED_USE, der(OCTET_STRING, der(SEQUENCE, SERVER_AUTH))),
                der(SEQUENCE, ALTERNATIVE_NAMES, der(OCTET_STRING, der(SEQUENCE, localhost, loopback))));
    }

    private static byte[] integer(BigInteger value) {
        return der(2, value.toByteArray());
    }

    private static byte[] time(Instant instant) {
        String text = DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'")
                .withZone(ZoneOffset.UTC)
                .format(instant);
        return der(UTC_TIME, text.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] der(int tag, byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(length + 4);
        out.write(tag);
        if (length > 255) {
            out.write(0x82);
            out.write(length >>> 8);
        } else if (length > 127) {
            out.write(0x81);
        }
        out.write(length);
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
