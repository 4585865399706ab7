package uk.tocsin.reach;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class KeptTest {
    private final Kept kept = Kept.of(new ModelView(List.of()));
    private int counted;

    private long[][][] table(int row) {
        return kept.table(new int[] {row}, new int[] {1, 2}, () -> {
            counted++;
            return new long[][][] {{{row}}};
        });
    }

    @Test
    void aTableIsCountedOnce() {
        assertThat(table(3)[0][0]).containsExactly(3);
        assertThat(table(3)[0][0]).containsExactly(3);
        assertThat(counted).isEqualTo(1);
    }

    @Test
    void rowsAndColumnsAreNotTheSameTheOtherWayRound() {
        table(3);
        kept.table(new int[] {1, 2}, new int[] {3}, () -> {
            counted++;
            return new long[0][][];
        });
        assertThat(counted).isEqualTo(2);
    }

    @Test
    void theTableThatNobodyAskedForTheLongestGoesFirst() {
        for (int row = 0; row < 4; row++) {
            table(row);
        }
        table(0);
        table(4);
        counted = 0;
        assertThat(table(0)[0][0]).containsExactly(0);
        assertThat(counted).isZero();
        assertThat(table(1)[0][0]).containsExactly(1);
        assertThat(counted).isEqualTo(1);
    }
}
