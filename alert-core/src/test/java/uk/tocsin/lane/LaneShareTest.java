package uk.tocsin.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import uk.tocsin.model.LaneShare;

class LaneShareTest {
    @ParameterizedTest
    @CsvSource({"0.5, 0.25", "1, 0.5", "2, 1", "20, 1", "50, 1", "100, 2", "10000, 200"})
    void noticesHaveAFiftiethOfTheRateAndTheTwoAddUp(double channel, double notices) {
        double theirs = LaneSettings.rate(LaneShare.NOTICES, channel);

        assertThat(theirs).isEqualTo(notices);
        assertThat(theirs + LaneSettings.rate(LaneShare.ALERTS, channel)).isCloseTo(channel, within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({"2, 1", "6, 3", "8, 4", "100, 4", "200, 4", "1000, 20", "10000, 200"})
    void noticesHaveAFiftiethOfWhatMayBeInFlight(int channel, int notices) {
        LaneSettings settings = new LaneSettings(100, channel, 64);

        assertThat(settings.share(LaneShare.NOTICES).maxInFlight()).isEqualTo(notices);
        assertThat(settings.share(LaneShare.ALERTS).maxInFlight()).isEqualTo(channel - notices);
    }

    @Test
    void eachMayAlwaysHaveOneRequest() {
        LaneSettings settings = new LaneSettings(1, 1, 1);

        for (LaneShare share : LaneShare.values()) {
            assertThat(settings.share(share)).isEqualTo(new LaneSettings(0.5, 1, 1));
        }
    }
}
