package uk.tocsin.console.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import uk.tocsin.console.register.Addresses;

class NormalProperties {
    private final Telephone telephone = new Telephone(false);

    @Property(tries = 300)
    void aNormalNumberIsNormal(@ForAll("mobiles") String number) {
        assertThat(telephone.normal(number))
                .matches("\\+447[0-9]{9}")
                .isEqualTo(telephone.normal("0" + number.substring(3)));
        assertThat(telephone.normal(telephone.normal(number))).isEqualTo(telephone.normal(number));
    }

    @Property(tries = 300)
    void anythingIsANumberOrRefused(@ForAll String text) {
        try {
            assertThat(telephone.normal(text)).matches("\\+44[0-9]{9,14}");
        } catch (BadCell e) {
            assertThat(e.reason()).startsWith("is ");
        }
    }

    @Property(tries = 300)
    void aPostcodeIsSpelledInOneWay(@ForAll("postcodes") String postcode) {
        String bare = postcode.replace(" ", "").toLowerCase(java.util.Locale.ROOT);

        assertThat(Postcode.normal(bare)).isEqualTo(postcode);
        assertThat(Postcode.normal(" " + bare + " ")).isEqualTo(postcode);
        assertThat(Postcode.area(postcode)).matches("[A-Z]{1,2}");
    }

    @Property(tries = 500)
    void noAddressCanEndAHeader(@ForAll String text) {
        try {
            assertThat(MailAddress.normal(text)).matches("[!-~]+@[a-z0-9.-]+").doesNotContain("<", ">", "\"");
        } catch (BadCell e) {
            assertThat(e.reason()).isNotEmpty();
        }
    }

    @Property(tries = 500)
    void aListAndAPageKnowAnAddressByOneSpelling(@ForAll("mails") String mail, @ForAll("mobiles") String mobile) {
        Addresses page = new Addresses(Set.of("GB", "GG", "IM", "JE")); // the default of sms.countries
        assertThat(page.email(mail)).contains(MailAddress.normal(mail));
        assertThat(page.mobile(mobile)).contains(telephone.normal(mobile));
    }

    @Provide
    Arbitrary<String> mails() {
        Arbitrary<String> word = Arbitraries.strings()
                .withCharRange('a', 'z')
                .withCharRange('A', 'Z')
                .ofMinLength(1)
                .ofMaxLength(12);
        return Combinators.combine(word, word).as((local, host) -> local + "." + host + "@" + host + ".Example.TEST");
    }

    @Property(tries = 1000)
    void whatIsGuardedComesBackAndIsNoFormula(@ForAll("cells") String cell) {
        String guarded = Formulas.guarded(cell);

        assertThat(Formulas.unguarded(guarded)).isEqualTo(cell);
        assertThat(guarded.isEmpty() || "=+@".indexOf(guarded.charAt(0)) < 0).isTrue();
        assertThat(guarded)
                .satisfiesAnyOf(
                        text -> assertThat(text).doesNotStartWith("-"),
                        text -> assertThat(text).matches("-[0-9]+(\\.[0-9]+)?"));
    }

    @Provide
    Arbitrary<String> mobiles() {
        return Arbitraries.integers()
                .between(0, 999_999)
                .map(n -> "+447911%06d".formatted(n))
                .filter(NormalProperties::exists);
    }

    /// Not every block of 07911 is given out.
    private static boolean exists(String number) {
        try {
            new Telephone(false).normal(number);
            return true;
        } catch (BadCell _) {
            return false;
        }
    }

    @Provide
    Arbitrary<String> postcodes() {
        Arbitrary<String> letter = Arbitraries.strings().withCharRange('A', 'Z').ofLength(1);
        Arbitrary<String> area =
                Arbitraries.strings().withCharRange('A', 'Z').ofMinLength(1).ofMaxLength(2);
        Arbitrary<Integer> digit = Arbitraries.integers().between(0, 9);
        Arbitrary<String> second = Arbitraries.oneOf(Arbitraries.just(""), letter, digit.map(String::valueOf));
        return Combinators.combine(area, digit, second, digit, letter, letter)
                .as((a, d, s, i, x, y) -> a + d + s + " " + i + x + y);
    }

    @Provide
    Arbitrary<String> cells() {
        return Arbitraries.strings().withChars("'=+-@0123456789.ab ").ofMaxLength(8);
    }
}
