package uk.tocsin.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class DeliveryProperties {

    @Property(tries = 300)
    void aTokenIsTakenApartExactly(@ForAll int alert, @ForAll int ordinal, @ForAll @IntRange(max = 255) int last) {
        Delivery delivery = Objects.requireNonNull(Delivery.ofToken(Bench.token(alert, ordinal, last)));
        assertThat(delivery.alert()).isEqualTo(Integer.toUnsignedLong(alert));
        assertThat(delivery.ordinal()).isEqualTo(Integer.toUnsignedLong(ordinal));
        assertThat(delivery.stepAndEndpoint()).isEqualTo(last);
    }

    @Property(tries = 300)
    void textOfAnyKindNeverBreaksTheSearchForTokensAndLinks(@ForAll String text) {
        assertThat(Delivery.inUrl("https://h/" + text + "/" + Bench.token(1, 2, 3)))
                .isNotNull();
        assertThat(People.acknowledgementLink("https://h/a/b " + text)).isEqualTo("https://h/a/b");
        assertThat(Segments.count(text)).isPositive();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertThat(Mail.parse(bytes, bytes.length).size()).isEqualTo(bytes.length);
    }
}
