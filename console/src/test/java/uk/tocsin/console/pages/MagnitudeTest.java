package uk.tocsin.console.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import uk.tocsin.model.ChannelKind;

class MagnitudeTest {
    @Test
    void aLargeNumberIsSaidToThreeFigures() {
        Magnitude magnitude = new Magnitude(41_283, 12_949, Map.of(ChannelKind.SMS, 4_102L, ChannelKind.PUSH, 41_283L));

        assertThat(magnitude.words()).isEqualTo("about 41,300 people at 12,900 premises, 4,100 by text");
    }

    @Test
    void aSmallNumberIsSaidExactly() {
        assertThat(new Magnitude(999, 37, Map.of()).words()).isEqualTo("999 people at 37 premises");
        assertThat(new Magnitude(1, 0, Map.of(ChannelKind.SMS, 1L)).words()).isEqualTo("1 person, 1 by text");
        assertThat(new Magnitude(0, 0, Map.of()).words()).isEqualTo("nobody");
    }

    @Test
    void roundingGoesUpFromHalf() {
        assertThat(Magnitude.rounded(9_995)).isEqualTo(10_000);
        assertThat(Magnitude.rounded(1_000)).isEqualTo(1_000);
        assertThat(Magnitude.rounded(10_049_999)).isEqualTo(10_000_000);
    }

    @Test
    void fromAHundredThousandOnTheNumberIsTyped() {
        assertThat(new Magnitude(99_999, 0, Map.of()).isVeryLarge()).isFalse();
        assertThat(new Magnitude(100_000, 0, Map.of()).isVeryLarge()).isTrue();
    }
}
