package uk.tocsin.receipt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TokenMintTest {
    private static final DeliveryToken TOKEN = new DeliveryToken(70_001, 1_234_567, 3, 14);

    static byte[] key(int seed) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) seed);
        return key;
    }

    private final TokenMint mint = new TokenMint(2, Map.of(1, key(1), 2, key(2)));

    @Test
    void theLayoutStaysAsItIs() {
        byte[] bytes = Base64.getUrlDecoder().decode(mint.url(TOKEN));

        assertThat(bytes).hasSize(DeliveryToken.BYTES);
        assertThat(Arrays.copyOf(bytes, 10))
                .as("version and key id, alert, ordinal, step and endpoint")
                .containsExactly(0x12, 0, 1, 0x11, 0x71, 0, 0x12, 0xd6, 0x87, 0x3e);
    }

    @Test
    void aTokenOfAnOlderKeyStillCounts() {
        TokenMint older = new TokenMint(1, Map.of(1, key(1)));

        assertThat(mint.verifyUrl(older.url(TOKEN))).contains(TOKEN);
        assertThat(mint.verifyMail(older.mail(TOKEN))).contains(TOKEN);
        assertThat(older.verifyUrl(mint.url(TOKEN)))
                .as("a key it does not have")
                .isEmpty();
    }

    @Test
    void aKeyOfTheSameIdButOtherBytesDoesNotCount() {
        TokenMint stranger = new TokenMint(2, Map.of(2, key(3)));

        assertThat(mint.verifyUrl(stranger.url(TOKEN))).isEmpty();
        assertThat(mint.verifyMail(stranger.mail(TOKEN))).isEmpty();
    }

    @Test
    void aMailAddressMayChangeItsCase() {
        String mail = mint.mail(TOKEN);

        assertThat(mail).isEqualTo(mail.toLowerCase(Locale.ROOT)).hasSize(29);
        assertThat(mint.verifyMail(mail.toUpperCase(Locale.ROOT))).contains(TOKEN);
    }

    @Test
    void oneTokenHasOneText() {
        String mail = mint.mail(TOKEN);
        String last = mail.substring(0, 28) + (char) (mail.charAt(28) + 1);

        assertThat(mint.verifyMail(last)).as("the bit that is filled up").isEmpty();
        assertThat(mint.verifyUrl(mint.url(TOKEN) + "=")).isEmpty();
        assertThat(mint.verifyUrl(mint.url(TOKEN).substring(0, 23) + "=")).isEmpty();
    }

    @Test
    void rubbishIsRefused() {
        for (String rubbish :
                new String[] {"", " ", "%", "a".repeat(24), "a".repeat(29), "\u00e9".repeat(24), "+".repeat(24)}) {
            assertThat(mint.verifyUrl(rubbish)).isEmpty();
            assertThat(mint.verifyMail(rubbish)).isEmpty();
        }
    }

    @Test
    void keysThatAreTooShortOrUnknownAreRefused() {
        assertThatThrownBy(() -> new TokenMint(1, Map.of(2, key(2)))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TokenMint(1, Map.of(1, new byte[31])))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TokenMint(16, Map.of(16, key(1)))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tokensOfOneDeliveryNameTheSameWhateverTheirKeys() {
        DeliveryToken delivery = new DeliveryToken(7, 4711, 1, 2);
        TokenMint older = new TokenMint(1, Map.of(1, new byte[32]));
        TokenMint newer = new TokenMint(2, Map.of(2, new byte[32]));

        assertThat(TokenMint.nameTheSame(older.url(delivery), newer.url(delivery)))
                .isTrue();
        assertThat(TokenMint.nameTheSame(older.url(delivery), older.url(new DeliveryToken(7, 4711, 1, 1))))
                .isFalse();
        assertThat(TokenMint.nameTheSame(older.url(delivery), "")).isFalse();
        assertThat(TokenMint.nameTheSame("no token at all, but 24!", older.url(delivery)))
                .isFalse();
    }
}
