package uk.tocsin.demo;

import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/// Our reach beside the simulator's own counts of the same alert: every state that a provider, a device or a person
/// can cause, on every channel.
final class Comparison {
    private static final List<String> CHANNELS = List.of("push", "sms", "email");
    private static final List<String> STATES = List.of("acknowledged", "read", "delivered", "failed", "accepted");

    private final JsonObject ours;
    private final JsonObject theirs;

    /// @param reach as the API gives it
    /// @param counts as the simulator gives them
    Comparison(int alert, JsonObject reach, JsonObject counts) {
        this.ours = reach.getJsonObject("channels");
        this.theirs = counts.getJsonObject("alerts").getJsonObject(Integer.toString(alert), new JsonObject());
    }

    /// Prints what differs, or that nothing does; whether all figures are equal.
    boolean print(PrintWriter out) {
        int different = 0;
        for (String channel : CHANNELS) {
            for (String state : STATES) {
                long mine = figure(ours, channel, state);
                long counted = figure(theirs, channel, state);
                if (mine != counted) {
                    different++;
                    out.printf(
                            Locale.UK, "DIFFERENT: %s %s: reach %,d, simulator %,d%n", channel, state, mine, counted);
                }
            }
        }
        if (different == 0) {
            out.printf("reach equals the simulator's own counts: %d figures%n", CHANNELS.size() * STATES.size());
        }
        return different == 0;
    }

    private static long figure(JsonObject channels, String channel, String state) {
        return channels.getJsonObject(channel, new JsonObject()).getLong(state, 0L);
    }
}
