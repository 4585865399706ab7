package uk.tocsin.console.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.decoder.Decoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTest {
    private static final byte[] SECRET = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);
    private static final Instant NOW = Instant.ofEpochSecond(1_111_111_111);
    private static final Pattern MODULE = Pattern.compile("M([0-9]+) ([0-9]+)h1v1h-1z");

    /// RFC 6238, appendix B, SHA-1; the last six of its eight digits.
    @ParameterizedTest
    @CsvSource({
        "59, 287082",
        "1111111109, 081804",
        "1111111111, 050471",
        "1234567890, 005924",
        "2000000000, 279037",
        "20000000000, 353130"
    })
    void theVectorsOfTheStandardHold(long second, String code) {
        assertThat(Totp.code(SECRET, Totp.at(Instant.ofEpochSecond(second)))).isEqualTo(code);
    }

    @Test
    void aCodeIsTakenOneStepEarlyOrLate() {
        long now = Totp.at(NOW);
        for (long step = now - 1; step <= now + 1; step++) {
            assertThat(Totp.step(SECRET, Totp.code(SECRET, step), NOW, 0)).isEqualTo(OptionalLong.of(step));
        }
        assertThat(Totp.step(SECRET, Totp.code(SECRET, now - 2), NOW, 0)).isEmpty();
        assertThat(Totp.step(SECRET, Totp.code(SECRET, now + 2), NOW, 0)).isEmpty();
    }

    @Test
    void aCodeCountsOnceAndNoneBeforeItCountsAfterIt() {
        long now = Totp.at(NOW);
        assertThat(Totp.step(SECRET, Totp.code(SECRET, now), NOW, now)).isEmpty();
        assertThat(Totp.step(SECRET, Totp.code(SECRET, now - 1), NOW, now)).isEmpty();
        assertThat(Totp.step(SECRET, Totp.code(SECRET, now + 1), NOW, now)).isEqualTo(OptionalLong.of(now + 1));
    }

    @Test
    void theLinkSaysEverythingAnAuthenticatorNeeds() {
        assertThat(Totp.uri(SECRET, "a.b+c@example.test"))
                .isEqualTo("otpauth://totp/Tocsin:a.b%2Bc%40example.test?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
                        + "&issuer=Tocsin&algorithm=SHA1&digits=6&period=30");
    }

    @Test
    void anotherReaderOfQrCodesReadsTheLink() throws Exception {
        String uri = Totp.uri(SECRET, "officer@example.test");

        assertThat(read(QrCode.svg(uri))).isEqualTo(uri);
    }

    private static String read(String svg) throws Exception {
        Matcher box = Pattern.compile("viewBox=\"0 0 ([0-9]+) ").matcher(svg);
        assertThat(box.find()).isTrue();
        int side = Integer.parseInt(box.group(1)) - 8;
        BitMatrix modules = new BitMatrix(side);
        Matcher module = MODULE.matcher(svg);
        while (module.find()) {
            modules.set(Integer.parseInt(module.group(1)) - 4, Integer.parseInt(module.group(2)) - 4);
        }
        return new Decoder().decode(modules).getText();
    }
}
