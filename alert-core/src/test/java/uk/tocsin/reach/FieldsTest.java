package uk.tocsin.reach;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/// Fields against the same, field by field.
class FieldsTest {
    private static final long RANKS = 0x7777_7777_7777_7777L;

    @Property
    void theHigherOfTwoRanksIsTakenInEachField(@ForAll long some, @ForAll long others) {
        long higher = Fields.higher(some & RANKS, others & RANKS);
        for (int field = 0; field < Fields.COUNT; field++) {
            assertThat(rank(higher, field)).isEqualTo(Math.max(rank(some, field), rank(others, field)));
        }
    }

    @Property
    void eachFieldIsCountedByItsRankUnlessThatIsNone(@ForAll long some, @ForAll long others) {
        int[] counts = Fields.noCounts();
        Fields.count(some & RANKS, counts);
        Fields.count(others & RANKS & 0xFF, counts);
        for (int field = 0; field < Fields.COUNT; field++) {
            long[] expected = new long[Fields.RANKS];
            expected[rank(some, field)]++;
            expected[rank(others & 0xFF, field)]++;
            expected[0] = 0;
            assertThat(Fields.byRank(field, counts)).isEqualTo(expected);
        }
    }

    private static int rank(long ranks, int field) {
        return (int) (ranks >>> 4 * field) & 7;
    }
}
