package uk.tocsin.audience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static uk.tocsin.model.Audience.and;
import static uk.tocsin.model.Audience.everyone;
import static uk.tocsin.model.Audience.in;
import static uk.tocsin.model.Audience.not;
import static uk.tocsin.model.Audience.or;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import uk.tocsin.model.Audience;
import uk.tocsin.model.Dimension;

class AudienceTextTest {
    private static Audience parse(String text) {
        return AudienceText.parse(text, Taxonomy.standard());
    }

    @Test
    void aWholeSentenceIsRead() {
        assertThat(parse("sector = retail and region in (london, wales) and not size = large"))
                .isEqualTo(and(
                        in(Dimension.SECTOR, "retail"),
                        in(Dimension.REGION, "london", "wales"),
                        not(in(Dimension.SIZE, "large"))));
        assertThat(parse("everyone")).isEqualTo(everyone());
    }

    @Test
    void andBindsTighterThanOrAndNotTightest() {
        assertThat(parse("not sector = retail and tier = ct or has sms"))
                .isEqualTo(or(
                        and(not(in(Dimension.SECTOR, "retail")), in(Dimension.TIER, "ct")), in(Dimension.HAS, "sms")));
        assertThat(parse("not (sector = retail and (tier = ct or has sms))"))
                .isEqualTo(not(
                        and(in(Dimension.SECTOR, "retail"), or(in(Dimension.TIER, "ct"), in(Dimension.HAS, "sms")))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            sector:retail                              | sector = retail
            SECTOR In (Retail , "food")                | sector in (food, retail)
            sector in (retail)                         | sector = retail
            sector = retail or sector = food           | sector in (food, retail)
            region = 'West Midlands'                   | region = west-midlands
            has = sms                                  | has sms
            HAS sms AND HAS push                       | has push and has sms
            has in (sms, push)                         | has in (push, sms)
            size != large                              | not size = large
            size not in (large, medium)                | not size in (large, medium)
            not not has sms                            | has sms
            ((everyone))                               | everyone
            not everyone                               | not everyone
            region = metropolitan                      | force = metropolitan
            region in (london, kent)                   | region = london or force = kent
            region not in (london, kent)               | not (region = london or force = kent)
            has sms and (duty = enhanced or tier = ct) | has sms and (tier = ct or duty = enhanced)
            """)
    void everySpellingHasOneCanonicalForm(String text, String canonical) {
        assertThat(AudienceText.print(parse(text))).isEqualTo(canonical);
        assertThat(parse(canonical)).isEqualTo(parse(text));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            secter = retail          | 0  | 6 | unknown dimension "secter" at 0: did you mean "sector"?
            retail                   | 0  | 6 | unknown dimension "retail" at 0: did you mean "sector = retail"?
            sector = retial          | 9  | 6 | unknown sector "retial" at 9: did you mean "retail"?
            sector in (food, londun) | 17 | 6 | unknown sector "londun" at 17
            sector = london          | 9  | 6 | unknown sector "london" (it is a region) at 9
            region = metropolitn     | 9  | 11 | unknown region "metropolitn" at 9: did you mean "metropolitan"?
            sector = 'retial'        | 9  | 8 | unknown sector "retial" at 9: did you mean "retail"?
            sector                   | 6  | 0 | expected "=", "!=" or "in" after "sector" but found the end at 6
            sector not = retail      | 11 | 1 | expected "in" after "sector not" but found "=" at 11
            sector =                 | 8  | 0 | expected a sector but found the end at 8
            has sms andd has push    | 8  | 4 | expected "and" or "or" but found "andd" at 8: did you mean "and"?
            (has sms                 | 8  | 0 | expected ")" for the "(" at 0 but found the end at 8
            has sms)                 | 7  | 1 | ")" that closes nothing at 7
            has in sms               | 7  | 3 | expected "(" after "in" but found "sms" at 7
            has in (sms push)        | 12 | 4 | expected "," or ")" but found "push" at 12
            has in ()                | 8  | 1 | expected a has but found ")" at 8
            and has sms              | 0  | 3 | expected a dimension but found "and" at 0
            has sms; drop            | 7  | 1 | unexpected ";" at 7
            has ! sms                | 4  | 1 | unexpected "!" at 4: did you mean "!="?
            sector = "retail         | 9  | 7 | quote that is not closed at 9
            """)
    void anErrorSaysWhatWhereAndWhatWasMeant(String text, int position, int length, String message) {
        assertThatExceptionOfType(AudienceException.class)
                .isThrownBy(() -> parse(text))
                .withMessage(message)
                .satisfies(e -> assertThat(e.position()).hasValue(position))
                .satisfies(e -> assertThat(e.length()).isEqualTo(length));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \t\n ", "()", "not", "or", "in", "=", "((((", "))", "has sms has push"})
    void whatIsNoAudienceIsRefused(String text) {
        assertThatExceptionOfType(AudienceException.class).isThrownBy(() -> parse(text));
    }

    @Test
    void whatIsTooLargeIsRefused() {
        assertThatExceptionOfType(AudienceException.class)
                .isThrownBy(() -> parse("(".repeat(10_000) + "has sms" + ")".repeat(5_000)))
                .withMessageContaining("parentheses");
        assertThatExceptionOfType(AudienceException.class)
                .isThrownBy(() -> parse("not ".repeat(4_000) + "has sms"))
                .withMessageContaining("negations");
        assertThatExceptionOfType(AudienceException.class)
                .isThrownBy(() -> parse("has sms or ".repeat(1_400) + "has sms"))
                .withMessageContaining("more than 1000 terms");
        assertThatExceptionOfType(AudienceException.class)
                .isThrownBy(() -> parse(" ".repeat(AudienceText.MAX_LENGTH + 1)))
                .withMessageContaining("more than 16384 characters");
        String deep = "has sms and (tier = ct or (".repeat(17) + "has push" + "))".repeat(17);
        assertThatExceptionOfType(AudienceException.class)
                .isThrownBy(() -> parse(deep))
                .withMessageContaining("more than 32 levels");
    }

    @Test
    void anEchoedWordIsShortAndPrintable() {
        assertThatExceptionOfType(AudienceException.class)
                .isThrownBy(() -> parse("sector = \"\u0007\n" + "x".repeat(100) + '"'))
                .withMessage("unknown sector \"??" + "x".repeat(38) + "…\" at 9");
    }
}
