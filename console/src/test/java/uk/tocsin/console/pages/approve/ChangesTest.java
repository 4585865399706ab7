package uk.tocsin.console.pages.approve;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import uk.tocsin.console.edge.Alerts;
import uk.tocsin.console.pages.approve.Changes.Change;
import uk.tocsin.model.Alert;
import uk.tocsin.model.Audience;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Condition;
import uk.tocsin.model.Dimension;
import uk.tocsin.model.Mode;
import uk.tocsin.model.Plan;
import uk.tocsin.model.Step;
import uk.tocsin.model.Variant;

class ChangesTest {
    private static final Alert ALERT = Alerts.on(ChannelKind.PUSH, ChannelKind.EMAIL);

    private static List<String> changed(Alert after) {
        return Changes.between(ALERT, after).stream().map(Change::field).toList();
    }

    private static Alert with(Mode mode, List<Variant> variants, Audience audience, Plan plan) {
        return new Alert(
                mode,
                ALERT.type(),
                ALERT.handling(),
                ALERT.classification(),
                ALERT.event(),
                ALERT.area(),
                ALERT.expires(),
                ALERT.knownAt(),
                ALERT.link(),
                variants,
                audience,
                plan,
                ALERT.parent());
    }

    @Test
    void theSameAlertHasNoChanges() {
        assertThat(changed(with(ALERT.mode(), ALERT.variants(), ALERT.audience(), ALERT.plan())))
                .isEmpty();
    }

    @Test
    void aVariantThatIsGoneIsNamedFieldByField() {
        Alert after = with(ALERT.mode(), ALERT.variants().subList(0, 2), ALERT.audience(), ALERT.plan());

        assertThat(changed(after))
                .containsExactly(
                        "Headline (Business, English)",
                        "Short text (Business, English)",
                        "Description (Business, English)",
                        "Instruction (Business, English)");
    }

    @Test
    void anAudienceAndAModeAreChanges() {
        Alert after = with(Mode.EXERCISE, ALERT.variants(), Audience.in(Dimension.REGION, "wales"), ALERT.plan());

        assertThat(changed(after)).containsExactly("Mode", "Audience");
    }

    @Test
    void aStepThatIsAHundredMillisecondsLaterIsAChange() {
        Step first = ALERT.plan().steps().getFirst();
        Step later = new Step(
                ChannelKind.EMAIL, Duration.ofMillis(600_100), Audience.everyone(), Condition.UNACKNOWLEDGED, 0);
        Step sooner =
                new Step(ChannelKind.EMAIL, Duration.ofMinutes(10), Audience.everyone(), Condition.UNACKNOWLEDGED, 0);
        Alert before = with(ALERT.mode(), ALERT.variants(), ALERT.audience(), new Plan(List.of(first, sooner)));
        Alert after = with(ALERT.mode(), ALERT.variants(), ALERT.audience(), new Plan(List.of(first, later)));

        assertThat(Changes.between(before, after)).extracting(Change::field).containsExactly("Step 2");
    }
}
