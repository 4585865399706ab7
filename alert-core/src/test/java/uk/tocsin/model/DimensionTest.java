package uk.tocsin.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DimensionTest {
    @Test
    void codesAndWordsNeverChange() {
        assertThat(Arrays.stream(Dimension.values()).map(d -> d.code() + " " + d.word()))
                .containsExactly(
                        "1 sector",
                        "2 region",
                        "3 force",
                        "4 tier",
                        "5 size",
                        "6 site",
                        "7 role",
                        "8 has",
                        "9 tag",
                        "10 duty",
                        "11 done");
    }

    @Test
    void aSegmentGivesItsDimensionAndValueBack() {
        for (Dimension dimension : Dimension.values()) {
            for (int value : new int[] {1, 7, 0xffff}) {
                int segment = dimension.segment(value);
                assertThat(Dimension.ofSegment(segment)).isEqualTo(dimension);
                assertThat(Dimension.valueOf(segment)).isEqualTo(value);
            }
        }
    }

    @Test
    void whatIsNoSegmentIsRefused() {
        for (int segment : new int[] {0, 1, 1 << 16, 12 << 16 | 1, -1, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            assertThatIllegalArgumentException().isThrownBy(() -> Dimension.ofSegment(segment));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> Dimension.SECTOR.segment(0));
        assertThatIllegalArgumentException().isThrownBy(() -> Dimension.SECTOR.segment(0x10000));
    }
}
