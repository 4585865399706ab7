package uk.tocsin.console.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

class ReachTextTest {
    private static String firstLine(JsonObject timing) {
        JsonObject none = new JsonObject();
        JsonObject people = new JsonObject();
        for (String count : new String[] {"audience", "planned", "accepted", "reached", "read", "acknowledged"}) {
            people.put(count, 0L);
        }
        JsonObject reach = new JsonObject()
                .put("channels", none)
                .put("persons", people)
                .put("premises", people)
                .put("timeToAccepted", none)
                .put("timeToDelivered", none)
                .put("timing", timing);
        return ReachText.of(reach).lines().findFirst().orElseThrow();
    }

    @Test
    void theFirstWordIsToldInItsParts() {
        JsonObject whole = new JsonObject()
                .put("peopleMs", 178_000L)
                .put("machineMs", 12_000L)
                .put("firstWordMs", 190_000L);
        assertThat(firstLine(whole)).isEqualTo("first word 3:10 after we knew: people 2:58, machine 0:12");
    }

    @Test
    void thePartsAddUpAfterRounding() {
        JsonObject whole =
                new JsonObject().put("peopleMs", 900L).put("machineMs", 200L).put("firstWordMs", 1_100L);
        assertThat(firstLine(whole)).isEqualTo("first word 0:01 after we knew: people 0:00, machine 0:01");
    }

    @Test
    void whatIsNotKnownIsNotTold() {
        assertThat(firstLine(new JsonObject().put("machineMs", 61_000L)))
                .isEqualTo("first word 1:01 after the dispatch");
        assertThat(firstLine(new JsonObject().put("peopleMs", 178_000L))).isEqualTo("no word yet");
    }
}
