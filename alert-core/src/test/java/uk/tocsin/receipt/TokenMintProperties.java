package uk.tocsin.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;

class TokenMintProperties {
    private final TokenMint mint = new TokenMint(7, Map.of(7, TokenMintTest.key(7), 0, TokenMintTest.key(9)));

    @Provide
    Arbitrary<DeliveryToken> tokens() {
        Arbitrary<Integer> numbers = Arbitraries.integers().between(0, Integer.MAX_VALUE);
        return Combinators.combine(
                        numbers,
                        numbers,
                        Arbitraries.integers().between(0, 15),
                        Arbitraries.integers().between(0, 14))
                .as(DeliveryToken::new);
    }

    @Property
    void bothTextsNameTheDelivery(@ForAll("tokens") DeliveryToken token) {
        assertThat(mint.url(token)).hasSize(24).matches("[A-Za-z0-9_-]+");
        assertThat(mint.mail(token)).hasSize(29).matches("[a-z2-7]+");
        assertThat(mint.verifyUrl(mint.url(token))).contains(token);
        assertThat(mint.verifyMail(mint.mail(token).toUpperCase(Locale.ROOT))).contains(token);
    }

    @Property
    void oneFlippedBitIsRefused(@ForAll("tokens") DeliveryToken token, @ForAll @IntRange(min = 0, max = 143) int bit) {
        byte[] bytes = Base64.getUrlDecoder().decode(mint.url(token));
        bytes[bit / 8] ^= (byte) (1 << bit % 8);

        assertThat(mint.verifyUrl(Base64.getUrlEncoder().encodeToString(bytes))).isEmpty();
        assertThat(mint.verifyMail(Base32.encode(bytes))).isEmpty();
    }

    @Property
    void anyTextIsRefusedWithoutAnException(@ForAll @StringLength(max = 40) String text) {
        assertThat(mint.verifyUrl(text)).isEmpty();
        assertThat(mint.verifyMail(text)).isEmpty();
    }

    /// RFC 4648: five bits a letter, from the first, the last filled up with zeros.
    @Property
    void base32SpellsAsTheRfcSays(@ForAll("tokens") DeliveryToken token) {
        byte[] bytes = Base64.getUrlDecoder().decode(mint.url(token));
        BigInteger value = new BigInteger(1, bytes).shiftLeft(1);
        StringBuilder expected = new StringBuilder();
        for (int i = 28; i >= 0; i--) {
            int digit = value.shiftRight(5 * i).intValue() & 31;
            expected.append((char) (digit < 26 ? 'a' + digit : '2' + digit - 26));
        }
        assertThat(mint.mail(token)).isEqualTo(expected.toString());
    }
}
