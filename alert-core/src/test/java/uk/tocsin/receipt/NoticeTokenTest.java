package uk.tocsin.receipt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import uk.tocsin.model.NoticeKind;

class NoticeTokenTest {
    private static final NoticeToken TOKEN = new NoticeToken(NoticeKind.SIGN_IN, 14, 1_234_567, 29_000_000);

    private final TokenMint mint = new TokenMint(2, Map.of(1, TokenMintTest.key(1), 2, TokenMintTest.key(2)));

    @Test
    void theLayoutStaysAsItIs() {
        byte[] bytes = Base64.getUrlDecoder().decode(mint.url(TOKEN));

        assertThat(bytes).hasSize(NoticeToken.BYTES);
        assertThat(Arrays.copyOf(bytes, 10))
                .as("version and key id, kind and endpoint, ordinal, expiry")
                .containsExactly(0x22, 0x1e, 0, 0x12, 0xd6, 0x87, 1, 0xba, 0x81, 0x40);
    }

    @Test
    void aTokenOfAnOlderKeyStillCounts() {
        TokenMint older = new TokenMint(1, Map.of(1, TokenMintTest.key(1)));

        assertThat(mint.verifyNoticeUrl(older.url(TOKEN))).contains(TOKEN);
        assertThat(older.verifyNoticeUrl(mint.url(TOKEN)))
                .as("a key it does not have")
                .isEmpty();
    }

    @Test
    void itExpiresWithTheWholeMinute() {
        Instant expires = Instant.parse("2026-01-01T12:30:45Z");
        NoticeToken token = NoticeToken.of(NoticeKind.CONFIRM, 7, 3, expires);

        assertThat(token.expires()).isEqualTo("2026-01-01T12:30:00Z");
        assertThat(token.expired(Instant.parse("2026-01-01T12:29:59.999Z"))).isFalse();
        assertThat(token.expired(token.expires())).isTrue();
    }

    @Test
    void whatDoesNotFitTheLayoutIsRefused() {
        assertThatThrownBy(() -> new NoticeToken(NoticeKind.CONFIRM, 15, 1, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new NoticeToken(NoticeKind.CONFIRM, 0, -1, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new NoticeToken(NoticeKind.CONFIRM, 0, 1, -1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void everyKindFitsFourBits() {
        for (NoticeKind kind : NoticeKind.values()) {
            assertThat(kind.code()).isBetween(0, 15);
        }
    }
}
