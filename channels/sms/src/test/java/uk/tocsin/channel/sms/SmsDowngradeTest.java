package uk.tocsin.channel.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import uk.tocsin.channel.sms.SmsText.Change;
import uk.tocsin.channel.sms.SmsText.Downgraded;

class SmsDowngradeTest {
    @Test
    void typographyBecomesGsm() {
        Downgraded downgraded =
                SmsText.downgrade("“Don’t enter” – police… wait\u00A0here\u200B — ‘St\u00ADay’ 5‑10\u202Fm\uFEFF");

        assertThat(downgraded.text()).isEqualTo("\"Don't enter\" - police... wait here - 'Stay' 5-10 m");
        assertThat(SmsText.count(downgraded.text()).encoding()).isEqualTo("GSM-7");
        assertThat(downgraded.changes())
                .hasSize(14)
                .contains(new Change(0, "“", "\""), new Change(33, "\u200B", ""), new Change(22, "…", "..."));
    }

    @ParameterizedTest
    @MethodSource("sameMeaning")
    void whatMeansTheSameIsReplaced(String from, String to) {
        assertThat(SmsText.downgrade(from).text()).isEqualTo(to);
    }

    static Stream<Arguments> sameMeaning() {
        return Stream.of(
                arguments("e\u0301", "é"),
                arguments("w\u0302", "ŵ"),
                arguments("\u212B", "Å"),
                arguments("\u2126", "Ω"),
                arguments("A\u200Db", "Ab"),
                arguments("©\uFE0F 2026", "(C) 2026"),
                arguments("x\u2003y", "x y"),
                arguments("x\ty", "x y"),
                arguments("x\u2028y", "x\ny"),
                arguments("ﬁre", "fire"),
                arguments("ＰＯＬＩＣＥ！", "POLICE!"),
                arguments("`pwd`", "'pwd'"),
                arguments("e\u200B\u0301", "é"),
                arguments("bell\u0007", "bell"));
    }

    @Test
    void lettersStayThoughTheyForceUcs2() {
        for (String text :
                new String[] {"Tŷ Ŵ âêîôû", "ç í ó ú", "Привет", "Łódź", "1½ m² 20° ≤ 3", "日本", "\uD83D x"}) {
            assertThat(SmsText.downgrade(text)).as(text).isEqualTo(new Downgraded(text, List.of()));
        }
        assertThat(SmsText.downgrade("Tŷ’r").text()).isEqualTo("Tŷ'r");
    }

    @Test
    void joinersStayWhereTheyMakeACharacter() {
        for (String text : new String[] {"👩\u200D🚒", "☎\uFE0F", "❤\uFE0F\u200D🔥", "क्\u200Dष", "می\u200Cخواهم"}) {
            assertThat(SmsText.downgrade(text).text()).as(text).isEqualTo(text);
        }
    }

    @Test
    void marksOfDirectionStayOnlyInTextFromRightToLeft() {
        assertThat(SmsText.downgrade("Bow\u200E Lane\u202C").text()).isEqualTo("Bow Lane");
        assertThat(SmsText.downgrade("\u200Fشرطة\u200F 999").text()).isEqualTo("\u200Fشرطة\u200F 999");
    }
}
