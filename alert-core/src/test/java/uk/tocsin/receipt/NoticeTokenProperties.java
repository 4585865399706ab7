package uk.tocsin.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import uk.tocsin.model.NoticeKind;

class NoticeTokenProperties {
    private final TokenMint mint = new TokenMint(7, Map.of(7, TokenMintTest.key(7), 0, TokenMintTest.key(9)));

    @Provide
    Arbitrary<NoticeToken> notices() {
        Arbitrary<Integer> numbers = Arbitraries.integers().between(0, Integer.MAX_VALUE);
        return Combinators.combine(
                        Arbitraries.of(NoticeKind.values()),
                        Arbitraries.integers().between(0, 14),
                        numbers,
                        numbers)
                .as(NoticeToken::new);
    }

    @Provide
    Arbitrary<DeliveryToken> deliveries() {
        Arbitrary<Integer> numbers = Arbitraries.integers().between(0, Integer.MAX_VALUE);
        return Combinators.combine(
                        numbers,
                        numbers,
                        Arbitraries.integers().between(0, 15),
                        Arbitraries.integers().between(0, 14))
                .as(DeliveryToken::new);
    }

    @Property
    void bothTextsNameTheNotice(@ForAll("notices") NoticeToken token) {
        assertThat(mint.url(token)).hasSize(24).matches("[A-Za-z0-9_-]+");
        assertThat(mint.mail(token)).hasSize(29).matches("[a-z2-7]+");
        assertThat(mint.verifyNoticeUrl(mint.url(token))).contains(token);
        assertThat(mint.verifyNoticeMail(mint.mail(token).toUpperCase(Locale.ROOT)))
                .contains(token);
    }

    @Property
    void oneFlippedBitIsRefused(@ForAll("notices") NoticeToken token, @ForAll @IntRange(min = 0, max = 143) int bit) {
        byte[] bytes = Base64.getUrlDecoder().decode(mint.url(token));
        bytes[bit / 8] ^= (byte) (1 << bit % 8);
        String url = Base64.getUrlEncoder().encodeToString(bytes);
        String mail = Base32.encode(bytes);

        assertThat(mint.verifyNoticeUrl(url)).isEmpty();
        assertThat(mint.verifyNoticeMail(mail)).isEmpty();
        assertThat(mint.verifyUrl(url)).isEmpty();
        assertThat(mint.verifyMail(mail)).isEmpty();
    }

    @Property
    void aDeliveryIsNeverANotice(@ForAll("deliveries") DeliveryToken token) {
        assertThat(mint.verifyNoticeUrl(mint.url(token))).isEmpty();
        assertThat(mint.verifyNoticeMail(mint.mail(token))).isEmpty();
    }

    @Property
    void aNoticeIsNeverADelivery(@ForAll("notices") NoticeToken token) {
        assertThat(mint.verifyUrl(mint.url(token))).isEmpty();
        assertThat(mint.verifyMail(mint.mail(token))).isEmpty();
    }

    @Property
    void anyTextIsRefusedWithoutAnException(@ForAll @StringLength(max = 40) String text) {
        assertThat(mint.verifyNoticeUrl(text)).isEmpty();
        assertThat(mint.verifyNoticeMail(text)).isEmpty();
    }

    @Property
    void aCodeIsSixDigitsAndCountsUnderEveryKeyThereIs(@ForAll("notices") NoticeToken token) {
        TokenMint older = new TokenMint(0, Map.of(0, TokenMintTest.key(9)));

        assertThat(mint.code(token)).matches("[0-9]{6}");
        assertThat(mint.isCode(token, mint.code(token))).isTrue();
        assertThat(mint.isCode(token, older.code(token))).isTrue();
        assertThat(mint.isCode(token, mint.code(token) + " ")).isFalse();
        assertThat(mint.isCode(token, "")).isFalse();
    }

    @Property
    void aCodeIsOfItsNoticeAlone(@ForAll("notices") NoticeToken token, @ForAll @IntRange(max = 999_999) int guess) {
        String digits = String.format(Locale.ROOT, "%06d", guess);
        TokenMint older = new TokenMint(0, Map.of(0, TokenMintTest.key(9)));
        boolean right = digits.equals(mint.code(token)) || digits.equals(older.code(token));

        assertThat(mint.isCode(token, digits)).isEqualTo(right);
    }

    /// 10,000 draws of a million: about 50 fall together.
    @Example
    void codesAreSpreadEvenly() {
        Set<String> codes = new HashSet<>();
        int[] firstDigit = new int[10];
        for (int ordinal = 0; ordinal < 10_000; ordinal++) {
            String code = mint.code(new NoticeToken(NoticeKind.SIGN_IN, 0, ordinal, 29_000_000));
            codes.add(code);
            firstDigit[code.charAt(0) - '0']++;
        }

        assertThat(codes).hasSizeGreaterThan(9_850);
        for (int count : firstDigit) {
            assertThat(count).isBetween(850, 1_150);
        }
    }
}
