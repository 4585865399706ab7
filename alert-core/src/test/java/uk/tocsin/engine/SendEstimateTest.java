package uk.tocsin.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import uk.tocsin.audience.AudienceFigures;
import uk.tocsin.model.Audience;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Condition;
import uk.tocsin.model.Step;

class SendEstimateTest {
    /// 600 have push alone, 300 text alone, 100 both, 50 nothing.
    private static final AudienceFigures FIGURES =
            new AudienceFigures(1050, 0, 0, List.of(50L, 600L, 300L, 100L, 0L, 0L, 0L, 0L), List.of());

    private static Step step(ChannelKind channel, int seconds) {
        return new Step(channel, Duration.ofSeconds(seconds), Audience.everyone(), Condition.ALWAYS, 0);
    }

    private static double rate(ChannelKind channel) {
        return channel == ChannelKind.PUSH ? 100 : 10;
    }

    private static long seconds(Optional<Duration> span) {
        return Math.round(span.orElseThrow().toMillis() / 1000.0);
    }

    @Test
    void theFastChannelCarriesHalfAndTheSlowOneTheRest() {
        SendEstimate estimate = SendEstimate.of(
                List.of(step(ChannelKind.PUSH, 0), step(ChannelKind.SMS, 0)),
                List.of(700L, 400L),
                FIGURES,
                SendEstimateTest::rate);

        // After 7 s all 700 with push were sent one; the other 300 wait for the texts, which take 40 s.
        assertThat(seconds(estimate.half())).isBetween(4L, 7L);
        assertThat(seconds(estimate.most())).isEqualTo(27);
        assertThat(seconds(estimate.all())).isEqualTo(40);
    }

    @Test
    void aStepThatWaitsDelaysThoseWhomOnlyItServes() {
        SendEstimate estimate = SendEstimate.of(
                List.of(step(ChannelKind.PUSH, 0), step(ChannelKind.SMS, 120)),
                List.of(700L, 400L),
                FIGURES,
                SendEstimateTest::rate);

        assertThat(seconds(estimate.half())).isEqualTo(5);
        assertThat(seconds(estimate.all())).isEqualTo(160);
    }

    @Test
    void aClosedChannelNeverReachesThoseWhoHaveNoOther() {
        SendEstimate estimate = SendEstimate.of(
                List.of(step(ChannelKind.PUSH, 0), step(ChannelKind.SMS, 0)),
                List.of(700L, 400L),
                FIGURES,
                channel -> channel == ChannelKind.PUSH ? 100 : 0);

        assertThat(seconds(estimate.half())).isEqualTo(5);
        assertThat(estimate.most()).isEmpty();
        assertThat(estimate.all()).isEmpty();
    }

    @Test
    void stepsOfOneChannelFollowEachOther() {
        SendEstimate estimate = SendEstimate.of(
                List.of(step(ChannelKind.PUSH, 0), step(ChannelKind.PUSH, 60)),
                List.of(350L, 350L),
                FIGURES,
                SendEstimateTest::rate);

        assertThat(estimate.all().orElseThrow().toMillis()).isBetween(63_400L, 63_500L);
    }

    @Test
    void nobodyTakesNoTime() {
        AudienceFigures none = new AudienceFigures(0, 0, 0, List.of(0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L), List.of());

        assertThat(SendEstimate.of(List.of(step(ChannelKind.SMS, 0)), List.of(0L), none, SendEstimateTest::rate))
                .isEqualTo(new SendEstimate(
                        Optional.of(Duration.ZERO), Optional.of(Duration.ZERO), Optional.of(Duration.ZERO)));
    }
}
