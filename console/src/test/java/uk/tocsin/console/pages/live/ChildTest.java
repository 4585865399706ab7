package uk.tocsin.console.pages.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import uk.tocsin.console.edge.Alerts;
import uk.tocsin.control.AlertRules;
import uk.tocsin.model.Alert;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.MessageType;
import uk.tocsin.model.ResponseType;
import uk.tocsin.model.Step;

class ChildTest {
    private static final Alert ALERT = Alerts.on(ChannelKind.PUSH, ChannelKind.EMAIL);
    private static final Set<ChannelKind> CHANNELS = EnumSet.of(ChannelKind.PUSH, ChannelKind.SMS, ChannelKind.EMAIL);

    /// An hour before the alert ends.
    private static final Instant LATE = ALERT.expires().minus(Duration.ofHours(1));

    @Test
    void anUpdateIsReadyToBeChanged() {
        Alert update = Child.update(7, ALERT, CHANNELS, LATE);

        assertThat(AlertRules.check(update, LATE)).isEmpty();
        assertThat(update.variants()).isEqualTo(ALERT.variants());
        assertThat(update.parent()).isEqualTo(7);
    }

    @Test
    void itGoesByEveryChannelOfTheLineAtOnceToEverybody() {
        assertThat(Child.update(7, ALERT, CHANNELS, LATE).plan().steps())
                .extracting(Step::channel)
                .containsExactlyElementsOf(CHANNELS);
        assertThat(Child.allClear(7, ALERT, CHANNELS, LATE).plan().steps()).allMatch(Step::unconditional);
    }

    @Test
    void anAllClearDoesNotRepeatWhatIsOver() {
        Alert clear = Child.allClear(7, ALERT, CHANNELS, LATE);

        assertThat(clear.type()).isEqualTo(MessageType.CANCEL);
        assertThat(clear.classification().responses()).containsExactly(ResponseType.ALL_CLEAR);
        assertThat(clear.variants()).allMatch(variant -> variant.description().isEmpty());
        assertThat(clear.variants().get(1).headline()).startsWith("Popeth yn glir");
        assertThat(AlertRules.check(clear, LATE)).isNotEmpty();
    }

    @Test
    void aChangeHoldsForThreeHoursAtLeast() {
        assertThat(Child.update(7, ALERT, CHANNELS, LATE).expires()).isAfter(ALERT.expires());
        assertThat(Child.update(7, ALERT, CHANNELS, LATE.minus(Duration.ofHours(20)))
                        .expires())
                .isEqualTo(ALERT.expires());
    }
}
