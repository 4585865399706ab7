package uk.tocsin.channel.push;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TokenTroubleTest {
    private static final long START = -5;
    private static final long PATIENCE = TokenTrouble.PATIENCE.toNanos();

    private final TokenTrouble trouble = new TokenTrouble();

    @Test
    void beforeTheFirstTokenNobodyIsCalled() {
        assertThat(trouble.needsOperator(START + PATIENCE)).isFalse();
    }

    @Test
    void anEndpointAwayForAMomentCallsNobody() {
        trouble.failed(false, START);
        trouble.failed(false, START + PATIENCE - 1);

        assertThat(trouble.needsOperator(START + PATIENCE - 1)).isFalse();
    }

    @Test
    void anEndpointAwayForLongCallsTheOperator() {
        trouble.failed(false, START);
        trouble.failed(false, START + PATIENCE);

        assertThat(trouble.needsOperator(START + PATIENCE)).isTrue();
    }

    @Test
    void aRefusalCallsTheOperatorAtOnce() {
        trouble.failed(true, START);

        assertThat(trouble.needsOperator(START)).isTrue();
    }

    @Test
    void aTokenEndsIt() {
        trouble.failed(true, START);
        trouble.ended();
        trouble.failed(false, START + PATIENCE);

        assertThat(trouble.needsOperator(START + PATIENCE)).isFalse();
    }
}
