package uk.tocsin.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class DeliveryTest {

    @Test
    void aTokenIsFoundInUrlsAsAWholeSegment() {
        String token = Bench.token(1, 2, 3);
        assertThat(Delivery.inUrl("https://h/a/" + token)).isNotNull();
        assertThat(Delivery.inUrl("https://h/t/" + token + "?t=1#rc=2")).isNotNull();
        assertThat(Delivery.inUrl("https://h/t?d=" + token)).isNotNull();
        assertThat(Delivery.inUrl("https://h/t/x" + token)).isNull();
        assertThat(Delivery.inUrl("https://h/t/" + token.substring(1) + "!")).isNull();
    }

    @Test
    void returnPathsThatAreNotOursGiveNothing() {
        assertThat(Delivery.ofReturnPath("")).isNull();
        assertThat(Delivery.ofReturnPath("bounce+abc@example.test")).isNull();
        assertThat(Delivery.ofReturnPath("bounce+" + "1".repeat(29) + "@example.test"))
                .isNull();
    }

    @Test
    void statesAreTheHighestOfAllEndpoints() {
        Deliveries table = new Deliveries();
        Delivery first = Objects.requireNonNull(Delivery.ofToken(Bench.token(4, 9, 0)));
        Delivery second = Objects.requireNonNull(Delivery.ofToken(Bench.token(4, 9, 1)));
        table.mark(first, Deliveries.ACCEPTED);
        table.mark(second, Deliveries.FAILED);
        assertThat(table.states()).isEqualTo(Map.of(4L, new Deliveries.States(0, 0, 0, 0, 1)));
        table.mark(first, Deliveries.FAILED);
        assertThat(table.states()).isEqualTo(Map.of(4L, new Deliveries.States(0, 0, 0, 1, 0)));
        table.mark(second, Deliveries.READ);
        assertThat(table.states()).isEqualTo(Map.of(4L, new Deliveries.States(0, 1, 0, 0, 0)));
    }

    @Test
    void theTableGrowsAndForgetsNothing() {
        Deliveries table = new Deliveries();
        int many = 50_000;
        for (int i = 0; i < many; i++) {
            Delivery delivery = Objects.requireNonNull(Delivery.ofToken(Bench.token(i % 3, i, 0)));
            assertThat(table.attempt(delivery)).isZero();
            table.mark(delivery, i % 2 == 0 ? Deliveries.DELIVERED : Deliveries.ACCEPTED);
        }
        assertThat(table.distinct()).isEqualTo(many);
        Delivery again = Objects.requireNonNull(Delivery.ofToken(Bench.token(1, 1, 0)));
        assertThat(table.attempt(again)).isEqualTo(1);
        assertThat(table.states().values().stream()
                        .mapToLong(Deliveries.States::delivered)
                        .sum())
                .isEqualTo(many / 2);
    }
}
