package uk.tocsin.console.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChoiceRulesTest {
    private final ChoiceRules rules = new ChoiceRules();

    @ParameterizedTest
    @CsvSource({
        "elevenchars,PASSWORD_SHORT",
        "Password1234,PASSWORD_COMMON",
        "runhidetell123,PASSWORD_COMMON",
        "x-A.Officer-x-x,PASSWORD_HAS_NAME",
        "a.officer@example.test,PASSWORD_HAS_NAME"
    })
    void whatIsGuessedFirstIsNotTaken(String password, Flaw flaw) {
        assertThat(rules.password(password, "a.officer@example.test")).contains(flaw);
    }

    @Test
    void charactersAreCountedNotTheirEncoding() {
        assertThat(rules.password("\ud83d\udd14".repeat(11), "a@example.test")).contains(Flaw.PASSWORD_SHORT);
        assertThat(rules.password("\ud83d\udd14".repeat(128), "a@example.test")).isEmpty();
        assertThat(rules.password("\ud83d\udd14".repeat(129), "a@example.test")).contains(Flaw.PASSWORD_LONG);
    }

    @ParameterizedTest
    @ValueSource(strings = {"three blue horses", "            x", "ymaeshirywyddfa", "only lower case letters"})
    void noKindOfCharacterIsAskedFor(String password) {
        assertThat(rules.password(password, "a@example.test")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "A\u202eB", "line\nline"})
    void aNameLooksLikeWhatItIs(String name) {
        assertThat(rules.flaws(new Choice(name, "a@example.test", "three blue horses")))
                .containsExactly(Flaw.NAME);
    }

    @Test
    void everyFlawIsToldAtOnce() {
        assertThat(rules.flaws(new Choice("", "nobody", "short")))
                .containsExactlyInAnyOrder(Flaw.NAME, Flaw.SIGN_IN_NAME, Flaw.PASSWORD_SHORT);
    }
}
