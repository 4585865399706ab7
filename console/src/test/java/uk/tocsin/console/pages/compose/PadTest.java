package uk.tocsin.console.pages.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import uk.tocsin.model.codec.CorruptRecordException;

class PadTest {
    private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");
    private static final Fields FIELDS = new Fields(
            Map.of("event", List.of(" as typed \r\n"), "categories", List.of("Security", "Safety"), "link", List.of()));

    @Test
    void aPadIsReadAsItWasWritten() {
        Pad pad = Pad.begun(2, NOW, FIELDS).saved(3, "page", NOW.plusSeconds(1), FIELDS.with("event", "Item"));

        assertThat(Pad.decode(pad.encode())).isEqualTo(pad);
        assertThat(pad.editors()).containsExactly(2, 3);
        assertThat(pad.revision()).isEqualTo(2);
    }

    @Test
    void aPageKnowsTheSaveThatItSawAndItsOwn() {
        Pad pad = Pad.begun(2, NOW, FIELDS).saved(3, "page", NOW, FIELDS);

        assertThat(pad.knownTo(2, "other")).isTrue();
        assertThat(pad.knownTo(1, "page")).isTrue();
        assertThat(pad.knownTo(1, "other")).isFalse();
        assertThat(Pad.begun(2, NOW, FIELDS).knownTo(0, "")).isFalse();
    }

    @Test
    void aVersionHoldsItsEditors() {
        assertThat(Pad.begun(2, NOW, FIELDS).versioned(1).editors()).isEmpty();
    }

    @Test
    void aDamagedPadIsNoEmptyPad() {
        byte[] bytes = Pad.begun(2, NOW, FIELDS).encode();

        assertThatThrownBy(() -> Pad.decode(Arrays.copyOf(bytes, bytes.length - 1)))
                .isInstanceOf(CorruptRecordException.class);
        bytes[0] = 9;
        assertThatThrownBy(() -> Pad.decode(bytes)).isInstanceOf(CorruptRecordException.class);
    }

    @Test
    void rowsMoveUpWhenOneIsTakenOut() {
        Fields fields = Fields.none()
                .with("plan[0].channel", "push")
                .with("plan[1].channel", "sms")
                .with("plan[2].channel", "email")
                .with("event", "x");

        assertThat(fields.without("plan", 1).values())
                .isEqualTo(Map.of(
                        "plan[0].channel", List.of("push"),
                        "plan[1].channel", List.of("email"),
                        "event", List.of("x")));
        assertThat(fields.rows("plan")).isEqualTo(3);
    }
}
