package uk.tocsin.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static uk.tocsin.model.Audience.and;
import static uk.tocsin.model.Audience.everyone;
import static uk.tocsin.model.Audience.in;
import static uk.tocsin.model.Audience.not;
import static uk.tocsin.model.Audience.or;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import uk.tocsin.model.Audience.And;
import uk.tocsin.model.Audience.In;
import uk.tocsin.model.Audience.Not;
import uk.tocsin.model.Audience.Or;

class AudienceTest {
    private static final Audience RETAIL = in(Dimension.SECTOR, "retail");
    private static final Audience LONDON = in(Dimension.REGION, "london");
    private static final Audience SMS = in(Dimension.HAS, "sms");

    @Test
    void oneAudienceHasOneForm() {
        assertThat(and(LONDON, RETAIL, LONDON)).isEqualTo(and(RETAIL, LONDON));
        assertThat(and(and(SMS, LONDON), RETAIL)).isEqualTo(and(RETAIL, and(LONDON, SMS)));
        assertThat(and(RETAIL, everyone())).isEqualTo(RETAIL);
        assertThat(or(RETAIL, everyone())).isEqualTo(everyone());
        assertThat(not(not(RETAIL))).isEqualTo(RETAIL);
        assertThat(in(Dimension.SECTOR, "retail", "food", "retail")).isEqualTo(in(Dimension.SECTOR, "food", "retail"));
    }

    @Test
    void alternativesOfOneDimensionAreOneTerm() {
        assertThat(or(RETAIL, in(Dimension.SECTOR, "food"))).isEqualTo(in(Dimension.SECTOR, "food", "retail"));
        assertThat(or(or(RETAIL, LONDON), in(Dimension.SECTOR, "food")))
                .isEqualTo(or(in(Dimension.SECTOR, "food", "retail"), LONDON));
    }

    @Test
    void conjunctionsOfOneDimensionStayApart() {
        Audience both = and(in(Dimension.TAG, "city-centre"), in(Dimension.TAG, "crowded-place"));
        assertThat(both)
                .isInstanceOfSatisfying(
                        And.class, and -> assertThat(and.parts()).hasSize(2));
    }

    @Test
    void constructorsRefuseWhatIsNotCanonical() {
        assertThatIllegalArgumentException().isThrownBy(() -> new In(Dimension.SECTOR, List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new In(Dimension.SECTOR, List.of("retail", "food")));
        assertThatIllegalArgumentException().isThrownBy(() -> new In(Dimension.SECTOR, List.of("Retail")));
        assertThatIllegalArgumentException().isThrownBy(() -> new And(List.of(RETAIL)));
        assertThatIllegalArgumentException().isThrownBy(() -> new And(List.of(LONDON, RETAIL)));
        assertThatIllegalArgumentException().isThrownBy(() -> new And(List.of(RETAIL, RETAIL)));
        assertThatIllegalArgumentException().isThrownBy(() -> new And(List.of(everyone(), RETAIL)));
        assertThatIllegalArgumentException().isThrownBy(() -> new And(List.of(RETAIL, and(LONDON, SMS))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Or(List.of(in(Dimension.SECTOR, "food"), in(Dimension.SECTOR, "retail"))));
        assertThatIllegalArgumentException().isThrownBy(() -> new Not(not(RETAIL)));
        assertThatIllegalArgumentException().isThrownBy(() -> and(List.of()));
    }

    @Test
    void depthAndTermsAreBounded() {
        assertThatIllegalArgumentException().isThrownBy(() -> nested(Audience.MAX_DEPTH + 1));
        assertThat(nested(Audience.MAX_DEPTH).depth()).isEqualTo(Audience.MAX_DEPTH);
        List<String> values = IntStream.range(0, Audience.MAX_TERMS)
                .mapToObj(i -> "value-" + i)
                .toList();
        Audience largest = in(Dimension.TAG, values);
        assertThat(largest.terms()).isEqualTo(Audience.MAX_TERMS);
        assertThatIllegalArgumentException().isThrownBy(() -> and(largest, RETAIL));
    }

    private static Audience nested(int depth) {
        Audience audience = RETAIL;
        for (int i = 1; i < depth; i++) {
            audience = i % 2 == 0 ? and(audience, LONDON) : or(audience, SMS);
        }
        return audience;
    }
}
