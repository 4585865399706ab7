package uk.tocsin.channel.sms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import uk.tocsin.channel.sms.SmsText.Downgraded;

/// Holds the arithmetic to a slow one that was written apart: the alphabet as rows of the standard's table, and
/// the fewest parts found by trying every division.
class SmsTextProperties {
    /// 3GPP TS 23.038, 6.2.1, by columns; the escape is left out.
    private static final Set<Integer> ONE_SEPTET = Set.copyOf(List.of(
                    "@£$¥èéùìòÇ\nØø\rÅå",
                    "Δ_ΦΓΛΩΠΨΣΘΞÆæßÉ",
                    " !\"#¤%&'()*+,-./",
                    "0123456789:;<=>?",
                    "¡ABCDEFGHIJKLMNO",
                    "PQRSTUVWXYZÄÖÑÜ§",
                    "¿abcdefghijklmno",
                    "pqrstuvwxyzäöñüà")
            .stream()
            .flatMap(column -> column.codePoints().boxed())
            .collect(Collectors.toSet()));

    private static final Set<Integer> TWO_SEPTETS =
            Set.of(0x0C, 0x5E, 0x7B, 0x7D, 0x5C, 0x5B, 0x7E, 0x5D, 0x7C, 0x20AC);

    @Property(tries = 400)
    void countsAsTheSlowOneDoes(@ForAll("texts") String text) {
        assertThat(SmsText.count(text)).isEqualTo(slowly(text));
    }

    @Property(tries = 300)
    void oneMoreCharacterNeverCostsLess(@ForAll("texts") String text, @ForAll("characters") String more) {
        SmsCount before = SmsText.count(text);
        SmsCount after = SmsText.count(text + more);

        assertThat(after.parts()).isGreaterThanOrEqualTo(before.parts());
        assertThat(after.units() > before.units() || !after.encoding().equals(before.encoding()))
                .isTrue();
    }

    @Property(tries = 300)
    void downgradingAgainChangesNothing(@ForAll("anything") String text) {
        Downgraded once = SmsText.downgrade(text);

        assertThat(SmsText.downgrade(once.text())).isEqualTo(new Downgraded(once.text(), List.of()));
    }

    @Property(tries = 300)
    void theReportOfChangesIsComplete(@ForAll("anything") String text) {
        Downgraded downgraded = SmsText.downgrade(text);

        if (downgraded.changes().isEmpty()) {
            assertThat(downgraded.text()).isEqualTo(text);
        }
        int previous = -1;
        for (SmsText.Change change : downgraded.changes()) {
            assertThat(change.at()).isGreaterThan(previous);
            assertThat(text.codePointAt(change.at())).isEqualTo(change.from().codePointAt(0));
            previous = change.at();
        }
    }

    @Property(tries = 300)
    void gsmTextIsLeftAlone(@ForAll("gsm") String text) {
        assertThat(SmsText.downgrade(text)).isEqualTo(new Downgraded(text, List.of()));
    }

    @Property(tries = 300)
    void noLetterIsLostAndNoQuestionMarkAppears(@ForAll("anything") String text) {
        Downgraded downgraded = SmsText.downgrade(text);

        assertThat(questionMarks(downgraded.text())).isEqualTo(questionMarks(text));
        assertThat(downgraded.text().codePoints().filter(Character::isLetter).count())
                .isGreaterThanOrEqualTo(plainLetters(text));
    }

    @Provide
    Arbitrary<String> characters() {
        return Arbitraries.of("a", "é", "€", "[", "\f", "ŵ", "🚨", "\uD83D", "\uDEA8", "…", "\n");
    }

    @Provide
    Arbitrary<String> gsm() {
        return Arbitraries.of("a", "Z", "é", "€", "[", "\f", "\r\n", "Ω", "£", "'", "-")
                .list()
                .ofMaxSize(400)
                .map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> mixed = characters().list().ofMaxSize(300).map(parts -> String.join("", parts));
        return Arbitraries.oneOf(gsm(), mixed);
    }

    @Provide
    Arbitrary<String> anything() {
        Arbitrary<String> telling = Arbitraries.of(
                "“", "’", "–", "…", "\u00A0", "\u200B", "\u200D", "\uFE0F", "\uFEFF", "\u0301", "\u0302", "w", "e",
                "👩", "ﬁ", "Ａ", "©", "ا", "\u200F", "क", "\u094D", "\uD83D", "?", "\u0007", "\u2126", "か", "\u3099");
        Arbitrary<String> any = Arbitraries.strings().all().ofLength(1);
        return Arbitraries.frequencyOf(net.jqwik.api.Tuple.of(4, telling), net.jqwik.api.Tuple.of(1, any))
                .list()
                .ofMaxSize(12)
                .map(parts -> String.join("", parts));
    }

    private static SmsCount slowly(String text) {
        int[] points = text.codePoints().toArray();
        boolean gsm = Arrays.stream(points).allMatch(p -> ONE_SEPTET.contains(p) || TWO_SEPTETS.contains(p));
        List<Integer> widths = new ArrayList<>();
        for (int point : points) {
            int septets = TWO_SEPTETS.contains(point) ? 2 : 1;
            widths.add(gsm ? septets : Character.charCount(point));
        }
        int units = widths.stream().mapToInt(Integer::intValue).sum();
        int parts = units <= (gsm ? 160 : 70) ? 1 : fewestParts(widths, gsm ? 153 : 67);
        return new SmsCount(gsm ? "GSM-7" : "UCS-2", units, parts);
    }

    private static int fewestParts(List<Integer> widths, int room) {
        int[] fewest = new int[widths.size() + 1];
        for (int end = 1; end <= widths.size(); end++) {
            fewest[end] = Integer.MAX_VALUE;
            int width = 0;
            for (int start = end - 1; start >= 0; start--) {
                width += widths.get(start);
                if (width > room) {
                    break;
                }
                fewest[end] = Math.min(fewest[end], fewest[start] + 1);
            }
        }
        return fewest[widths.size()];
    }

    private static long questionMarks(String text) {
        return text.codePoints().filter(p -> p == '?' || p == 0xFF1F).count();
    }

    /// Letters outside the blocks in which one character may be another letter's canonical double.
    private static long plainLetters(String text) {
        return text.codePoints()
                .filter(p -> Character.isLetter(p) && p < 0x02B0)
                .count();
    }
}
