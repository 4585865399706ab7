package uk.tocsin.console.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CompletionSignatureTest {
    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
    private static final byte[] BODY = "{}".getBytes(StandardCharsets.UTF_8);
    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    /// Made with `printf '1772442000.{}' | openssl dgst -sha256 -hmac 0123456789abcdef0123456789abcdef`.
    private static final String HEADER =
            "t=1772442000,v1=dd97bc496cbcdcfcec2d70d2187b006d9a23502cba53886f0588df872a0d23ce";

    private static Optional<Refusal> at(Instant now, String header) {
        return CompletionSignature.refuse(header, BODY, SECRET, now);
    }

    @Test
    void aGenuineReportIsTakenForFiveMinutes() {
        assertThat(at(NOW, HEADER)).isEmpty();
        assertThat(at(NOW.plus(Duration.ofMinutes(5)), HEADER)).isEmpty();
        assertThat(at(NOW.minus(Duration.ofMinutes(5)), HEADER)).isEmpty();
        assertThat(at(NOW.plus(Duration.ofMinutes(5)).plusSeconds(1), HEADER)).contains(Refusal.TOO_OLD);
        assertThat(at(NOW.minus(Duration.ofMinutes(5)).minusSeconds(1), HEADER)).contains(Refusal.TOO_OLD);
    }

    @Test
    void anythingElseIsForged() {
        String another = HEADER.substring(0, HEADER.length() - 1) + (HEADER.endsWith("0") ? "1" : "0");
        String later = HEADER.replace("t=1772442000", "t=1772442001");
        for (String header : new String[] {"", "t=1,v1=", another, later, HEADER + ",v1=00", HEADER.substring(13)}) {
            assertThat(at(NOW, header)).as(header).contains(Refusal.FORGED_SIGNATURE);
        }
        assertThat(CompletionSignature.refuse(HEADER, "{} ".getBytes(StandardCharsets.UTF_8), SECRET, NOW))
                .contains(Refusal.FORGED_SIGNATURE);
        assertThat(CompletionSignature.refuse(HEADER, BODY, SECRET + "0", NOW)).contains(Refusal.FORGED_SIGNATURE);
    }
}
