package uk.tocsin.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private final StringWriter printed = new StringWriter();

    @Test
    void equalFiguresAreSaidToBe() {
        assertThat(compare(5)).isTrue();
        assertThat(printed.toString()).contains("15 figures");
    }

    @Test
    void oneDeliveryTooManyIsFound() {
        assertThat(compare(6)).isFalse();
        assertThat(printed.toString()).contains("DIFFERENT: sms delivered: reach 5, simulator 6");
    }

    private boolean compare(long counted) {
        JsonObject reach = new JsonObject().put("channels", sms(5));
        JsonObject counts = new JsonObject().put("alerts", new JsonObject().put("9", sms(counted)));
        return new Comparison(9, reach, counts).print(new PrintWriter(printed, true));
    }

    private static JsonObject sms(long delivered) {
        return new JsonObject().put("sms", new JsonObject().put("delivered", delivered));
    }
}
