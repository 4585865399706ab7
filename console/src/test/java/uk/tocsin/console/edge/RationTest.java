package uk.tocsin.console.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import uk.tocsin.console.register.Organisation;
import uk.tocsin.model.ChannelKind;

class RationTest {
    private static final Organisation.Address SAM = new Organisation.Address(ChannelKind.EMAIL, "sam@example.test");
    private static final Organisation.Address EVE = new Organisation.Address(ChannelKind.EMAIL, "eve@example.test");

    private Instant now = Instant.parse("2026-11-25T10:00:00Z");
    private final Ration ration = new Ration(new SecretKeySpec(new byte[32], "HmacSHA256"), () -> now);

    private int spend(Organisation.Address address, int times) {
        int spent = 0;
        for (int i = 0; i < times; i++) {
            spent += ration.spend(address) ? 1 : 0;
        }
        return spent;
    }

    @Test
    void anAddressGetsFiveInAnHourAndTwentyInADay() {
        assertThat(spend(SAM, 9)).isEqualTo(5);
        assertThat(spend(EVE, 1)).isEqualTo(1);
        for (int hour = 1; hour < 4; hour++) {
            now = now.plus(Duration.ofHours(1));
            assertThat(spend(SAM, 9)).isEqualTo(5);
        }
        now = now.plus(Duration.ofHours(1));
        assertThat(spend(SAM, 9)).isZero();
        now = now.plus(Duration.ofHours(20));
        assertThat(spend(SAM, 9)).isEqualTo(5);
    }
}
