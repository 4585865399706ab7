package uk.tocsin.console.register;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import uk.tocsin.model.ChannelKind;

class AddressesTest {
    private static final Addresses BRITISH = new Addresses(Set.of("GB", "GG", "IM", "JE"));

    @ParameterizedTest
    @CsvSource({
        "Sam@Cafe.Example.test, sam@cafe.example.test",
        "' sam.o''neil+alerts@example.test ', sam.o'neil+alerts@example.test",
        "sam@bücher.example.test, sam@xn--bcher-kva.example.test",
        "sam@пример.рф, sam@xn--e1afmkfd.xn--p1ai",
    })
    void aMailAddressHasOneSpelling(String text, String known) {
        assertThat(BRITISH.email(text)).contains(known);
        assertThat(BRITISH.email(known)).contains(known);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sam",
                "sam@",
                "@example.test",
                "sam@localhost",
                "sam@example..test",
                "sam@-example.test",
                "sam@example.test.",
                "sam @example.test",
                "sam@exa mple.test",
                ".sam@example.test",
                "sam..o@example.test",
                "\"sam\"@example.test",
                "sam@[127.0.0.1]",
                "sam@example.test\r\nBcc: eve@example.test",
                "sam\r\nBcc:eve@example.test",
                "sam@example.test,eve@example.test",
                "<sam@example.test>",
                "sam@example.test\u0000",
                "sam\u202E@example.test",
                "såm@example.test",
            })
    void whatIsNoMailAddressIsRefused(String text) {
        assertThat(BRITISH.email(text)).isEmpty();
    }

    /// "а" and "е" here are Cyrillic.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "sam@ex\u0430mple.test",
                "sam@\u0435xample.test",
                "sam@\u0430\u0440\u0440\u04cf\u0435.test",
                "sam@xn--exmple-4nf.test",
                "sam@\u0430\u0440\u0440.xn--p1ai.test",
            })
    void aDomainInTwoScriptsIsRefused(String text) {
        assertThat(BRITISH.email(text)).isEmpty();
    }

    @Test
    void whatIsTooLongIsRefused() {
        assertThat(BRITISH.email("a".repeat(64) + "@example.test")).isPresent();
        assertThat(BRITISH.email("a".repeat(65) + "@example.test")).isEmpty();
        assertThat(BRITISH.email("a@" + "b".repeat(64) + ".test")).isEmpty();
        assertThat(BRITISH.email("a@" + "b.".repeat(130) + "test")).isEmpty();
        assertThat(BRITISH.mobile("0".repeat(100_000))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "07700 900123, +447700900123",
        "+44 (0)7700 900123, +447700900123",
        "0044 7700 900123, +447700900123",
        "07400 123456, +447400123456",
        "07781 123456, +447781123456",
    })
    void aMobileNumberHasOneSpelling(String text, String known) {
        assertThat(BRITISH.mobile(text)).contains(known);
        assertThat(BRITISH.mobile(known)).contains(known);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "020 7946 0000",
                "0900 1234567",
                "+33 6 12 34 56 78",
                "+1 202 555 0123",
                "07700",
                "0770090012a",
                "07700900123;ext=1",
                "07700900123\r\n07700900124",
                "٠٧٧٠٠٩٠٠١٢٣",
            })
    void whatIsNoBritishMobileNumberIsRefused(String text) {
        assertThat(BRITISH.mobile(text)).isEmpty();
    }

    @Test
    void foreignNumbersAreTakenWhereTheyAreConfigured() {
        assertThat(new Addresses(Set.of("GB", "FR")).mobile("+33 6 12 34 56 78"))
                .contains("+33612345678");
        assertThat(BRITISH.mobile("+33 6 12 34 56 78")).isEmpty();
    }

    @Test
    void anAddressSaysItsChannelButNotItself() {
        assertThat(BRITISH.of("07700 900123").orElseThrow().channel()).isEqualTo(ChannelKind.SMS);
        assertThat(BRITISH.of("sam@example.test").orElseThrow().channel()).isEqualTo(ChannelKind.EMAIL);
        assertThat(BRITISH.of("sam@example.test").orElseThrow()).asString().doesNotContain("sam");
    }
}
