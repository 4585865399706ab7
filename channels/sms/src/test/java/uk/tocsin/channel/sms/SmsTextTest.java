package uk.tocsin.channel.sms;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import uk.tocsin.channel.sms.SmsText.NonGsm;

class SmsTextTest {
    @ParameterizedTest
    @CsvSource({"1, 1", "160, 1", "161, 2", "306, 2", "307, 3", "459, 3", "460, 4"})
    void septetsFillParts(int length, int parts) {
        assertThat(SmsText.count("a".repeat(length))).isEqualTo(gsm(length, parts));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "70, 1", "71, 2", "134, 2", "135, 3"})
    void wideUnitsFillParts(int length, int parts) {
        assertThat(SmsText.count("ŵ".repeat(length))).isEqualTo(ucs(length, parts));
    }

    @Test
    void theEmptyTextIsOnePartOfNothing() {
        assertThat(SmsText.count("")).isEqualTo(gsm(0, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"^", "{", "}", "\\", "[", "~", "]", "|", "€", "\f"})
    void extensionCharactersCostTwo(String character) {
        assertThat(SmsText.count(character)).isEqualTo(gsm(2, 1));
        assertThat(SmsText.count(character.repeat(80))).isEqualTo(gsm(160, 1));
        assertThat(SmsText.count(character.repeat(81))).isEqualTo(gsm(162, 2));
    }

    @Test
    void anEscapePairDoesNotStraddleTwoParts() {
        String straddling = "a".repeat(152) + "€";

        assertThat(SmsText.count(straddling)).isEqualTo(gsm(154, 1));
        assertThat(SmsText.count(straddling + "b".repeat(151))).isEqualTo(gsm(305, 2));
        assertThat(SmsText.count(straddling + "b".repeat(152)))
                .as("306 septets would fit two parts of 153, were the pair divisible")
                .isEqualTo(gsm(306, 3));
        assertThat(SmsText.count("€".repeat(152))).isEqualTo(gsm(304, 2));
        assertThat(SmsText.count("€".repeat(153))).isEqualTo(gsm(306, 3));
    }

    @Test
    void aSurrogatePairDoesNotStraddleTwoParts() {
        String straddling = "ŵ".repeat(66) + "🚨";

        assertThat(SmsText.count(straddling)).isEqualTo(ucs(68, 1));
        assertThat(SmsText.count(straddling + "x".repeat(65))).isEqualTo(ucs(133, 2));
        assertThat(SmsText.count(straddling + "x".repeat(66))).isEqualTo(ucs(134, 3));
        assertThat(SmsText.count("🚨".repeat(35))).isEqualTo(ucs(70, 1));
        assertThat(SmsText.count("🚨".repeat(36))).isEqualTo(ucs(72, 2));
        assertThat(SmsText.count("🚨".repeat(67))).isEqualTo(ucs(134, 3));
    }

    @Test
    void loneSurrogatesCountAsOneUnit() {
        assertThat(SmsText.count("\uD83D")).isEqualTo(ucs(1, 1));
        assertThat(SmsText.count("\uDEA8\uD83D")).isEqualTo(ucs(2, 1));
        assertThat(SmsText.count("\uD83D".repeat(134))).isEqualTo(ucs(134, 2));
        assertThat(SmsText.firstNonGsm("ab\uD83D")).contains(new NonGsm(2, 0xD83D));
    }

    @Test
    void lettersOfTheDefaultAlphabetStayNarrow() {
        for (String letter : "ä é è ì ò ö ù ü à å Å æ Æ ø Ø ñ Ñ Ä Ö Ü ß É Ç".split(" ", -1)) {
            assertThat(SmsText.count(letter)).as(letter).isEqualTo(gsm(1, 1));
        }
        assertThat(SmsText.count("@£$¥§¿¡¤_\r\nΔΦΓΛΩΠΨΣΘΞ")).isEqualTo(gsm(21, 1));
    }

    @Test
    void welshAccentsWidenTheWholeText() {
        for (String letter : "ŵ ŷ â ê î ô û Ŵ Ŷ".split(" ", -1)) {
            assertThat(SmsText.count("Heddlu: " + letter).encoding()).as(letter).isEqualTo("UCS-2");
        }
        assertThat(SmsText.count("ç").encoding()).isEqualTo("UCS-2");
        assertThat(SmsText.count("`").encoding()).isEqualTo("UCS-2");
        assertThat(SmsText.count("\t").encoding()).isEqualTo("UCS-2");
        assertThat(SmsText.count("\u001B").encoding()).isEqualTo("UCS-2");
    }

    @Test
    void theCharacterThatForcesUcs2IsNamed() {
        NonGsm found = SmsText.firstNonGsm("Peidiwch â mynd i'r tŷ").orElseThrow();

        assertThat(found).isEqualTo(new NonGsm(9, 'â'));
        assertThat(found.name()).isEqualTo("LATIN SMALL LETTER A WITH CIRCUMFLEX");
        assertThat(SmsText.firstNonGsm("Stay away from Bow Lane.")).isEmpty();
    }

    private static SmsCount gsm(int units, int parts) {
        return new SmsCount("GSM-7", units, parts);
    }

    private static SmsCount ucs(int units, int parts) {
        return new SmsCount("UCS-2", units, parts);
    }
}
