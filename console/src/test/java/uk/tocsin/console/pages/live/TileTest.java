package uk.tocsin.console.pages.live;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TileTest {
    @Test
    void depthIsInFifthsRoundedUp() {
        assertThat(Tile.depth(0, 0)).isZero();
        assertThat(Tile.depth(0, 100)).isZero();
        assertThat(Tile.depth(1, 100)).isEqualTo(1);
        assertThat(Tile.depth(20, 100)).isEqualTo(1);
        assertThat(Tile.depth(21, 100)).isEqualTo(2);
        assertThat(Tile.depth(100, 100)).isEqualTo(5);
    }
}
