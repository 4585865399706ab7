package uk.tocsin.console.pages.approve;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TypingTest {
    @Test
    void belowAHundredThousandNothingIsTyped() {
        assertThat(Typing.fault(99_999, "99999", "")).isEmpty();
    }

    @Test
    void theNumberThatThePageShowedIsTypedWithOrWithoutSeparators() {
        assertThat(Typing.fault(412_345, "412345", "412,345")).isEmpty();
        assertThat(Typing.fault(412_345, "412345", "412 345")).isEmpty();
        assertThat(Typing.fault(412_400, "412345", "412345")).isEmpty();
    }

    @Test
    void anotherNumberIsRefused() {
        assertThat(Typing.fault(412_345, "412345", "412346")).isPresent();
        assertThat(Typing.fault(412_345, "412345", "")).isPresent();
        assertThat(Typing.fault(412_345, "", "")).isPresent();
    }

    @Test
    void aNumberThatHoldsNoMoreIsRefused() {
        assertThat(Typing.fault(500_000, "412345", "412345"))
                .hasValueSatisfying(words -> assertThat(words).contains("500,000"));
    }

    @Test
    void aPageThatClaimsASmallNumberIsNotBelieved() {
        assertThat(Typing.fault(412_345, "5", "5")).isPresent();
    }
}
