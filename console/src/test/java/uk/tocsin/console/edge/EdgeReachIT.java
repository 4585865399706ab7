package uk.tocsin.console.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import uk.tocsin.console.House;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.DeliveryState;
import uk.tocsin.reach.Reach;
import uk.tocsin.simulator.Behaviour;

/// The whole line over real protocols: an alert by two people goes out on all channels, devices, networks and people
/// answer at the edge, and the reach is what the simulator counted itself.
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class EdgeReachIT {
    private static final int PEOPLE = 300;

    @TempDir
    Path directory = Path.of("");

    @Test
    void reachEqualsTheSimulatorsOwnCounts() throws Exception {
        Behaviour mixed = new Behaviour(
                new Behaviour.Push(Map.of("UNREGISTERED", 0.05), 0.9, 0.5, 0.3),
                new Behaviour.Sms(Map.of(), 0.8, Map.of("30005", 0.1, "30003", 0.05), 0.3, 0.3),
                new Behaviour.Email(Map.of("550 5.1.1", 0.05), 0.1, 0.4, 0.5),
                0.1);
        try (House house = House.open(directory, mixed)) {
            People people = new People(house.installation().taxonomy());
            house.register(people.with(PEOPLE, ChannelKind.values()));
            int alert = house.issue(Alerts.on(ChannelKind.values()));
            house.settle(alert);
            for (ChannelKind channel : ChannelKind.values()) {
                house.until(() -> simulated(house, alert, channel).equals(ours(house, alert, channel)));
            }
            JsonObject counts = house.simulator().counts();
            assertThat(counts.getJsonObject("sms").getLong("scans")).isPositive();
            for (ChannelKind channel : ChannelKind.values()) {
                JsonObject mine = counts.getJsonObject(channel.word());
                assertThat(mine.getLong("abandoned")).as(channel.word()).isZero();
                assertThat(ours(house, alert, channel).getLong("acknowledged"))
                        .isEqualTo(mine.getLong("distinctAcknowledgements"))
                        .isPositive();
            }
            assertThat(ours(house, alert, ChannelKind.EMAIL).getLong("failed")).isPositive();
        }
    }

    private static JsonObject simulated(House house, int alert, ChannelKind channel) {
        return house.simulator()
                .counts()
                .getJsonObject("alerts")
                .getJsonObject(Integer.toString(alert))
                .getJsonObject(channel.word());
    }

    private static JsonObject ours(House house, int alert, ChannelKind channel) {
        Reach.Funnel funnel =
                Objects.requireNonNull(house.reach(alert).channels().get(channel));
        JsonObject json = new JsonObject();
        for (DeliveryState state : new DeliveryState[] {
            DeliveryState.ACKNOWLEDGED,
            DeliveryState.READ,
            DeliveryState.DELIVERED,
            DeliveryState.FAILED,
            DeliveryState.ACCEPTED
        }) {
            json.put(state.word(), Objects.requireNonNull(funnel.states().get(state)));
        }
        return json;
    }
}
