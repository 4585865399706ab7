package uk.tocsin.console.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Coded;
import uk.tocsin.model.DeliveryState;

/// A reach report ([ReachJson]) as tables for a terminal.
public final class ReachText {
    private static final List<String> TIMES = List.of("timeToAccepted", "timeToDelivered");
    private static final List<String> POINTS =
            List.of("p50Ms", "p95Ms", "p99Ms", "audience50Ms", "audience90Ms", "audience99Ms");
    private static final List<String> POINT_WORDS = List.of("p50", "p95", "p99", "50 % of all", "90 %", "99 %");

    private static final int NAME = 16;
    private static final int WIDE_NAME = 30;

    private final StringBuilder text = new StringBuilder();

    private ReachText() {}

    /// The tables.
    public static String of(JsonObject reach) {
        ReachText tables = new ReachText();
        tables.firstWord(reach.getJsonObject("timing", new JsonObject()));
        tables.funnels(reach);
        tables.people(reach);
        tables.times(reach);
        JsonObject by = reach.getJsonObject("by", new JsonObject());
        by.fieldNames().forEach(dimension -> tables.slices(dimension, by.getJsonArray(dimension)));
        return tables.text.toString().stripTrailing();
    }

    private void line(int width, String name, String cells) {
        text.append(name).repeat(' ', Math.max(1, width - name.length()));
        text.append(cells.stripTrailing()).append('\n');
    }

    /// For example `first word 3:10 after we knew: people 2:58, machine 0:12`; as much of it as is known.
    private void firstWord(JsonObject timing) {
        Long people = timing.getLong("peopleMs");
        Long first = timing.getLong("firstWordMs");
        Long machine = timing.getLong("machineMs");
        if (people != null && first != null) {
            long peopleSeconds = people / 1000;
            long seconds = first / 1000;
            text.append("first word " + clock(seconds) + " after we knew: people " + clock(peopleSeconds) + ", machine "
                    + clock(seconds - peopleSeconds));
        } else {
            text.append(
                    machine == null ? "no word yet" : "first word " + clock(machine / 1000) + " after the dispatch");
        }
        text.append("\n\n");
    }

    private static String clock(long seconds) {
        return "%d:%02d".formatted(seconds / 60, seconds % 60);
    }

    private static List<String> channels(JsonObject reach) {
        JsonObject channels = reach.getJsonObject("channels");
        return List.of(ChannelKind.values()).stream()
                .map(Coded::word)
                .filter(channels::containsKey)
                .toList();
    }

    private static String columns(List<String> cells) {
        return cells.stream().map(cell -> "%12s".formatted(cell)).collect(Collectors.joining());
    }

    private static String number(long value) {
        return "%,d".formatted(value);
    }

    private void funnels(JsonObject reach) {
        List<String> channels = channels(reach);
        JsonObject all = reach.getJsonObject("channels");
        line(NAME, "deliveries", columns(channels));
        for (DeliveryState state : DeliveryState.values()) {
            row(
                    state.word(),
                    channels.stream()
                            .map(c -> all.getJsonObject(c).getLong(state.word(), 0L))
                            .toList());
        }
        row(
                "= planned",
                channels.stream()
                        .map(c -> all.getJsonObject(c).getLong("planned"))
                        .toList());
        text.append('\n');
    }

    private void row(String name, List<Long> values) {
        line(NAME, name, columns(values.stream().map(ReachText::number).toList()));
    }

    private void people(JsonObject reach) {
        List<String> columns = List.of("audience", "planned", "accepted", "reached", "read", "acknowledged");
        line(
                NAME,
                "",
                columns(columns.stream()
                        .map(c -> c.equals("acknowledged") ? "acked" : c)
                        .toList()));
        for (String who : List.of("persons", "premises")) {
            JsonObject counts = reach.getJsonObject(who);
            row(who, columns.stream().map(counts::getLong).toList());
        }
        text.append('\n');
    }

    private void times(JsonObject reach) {
        line(NAME, "time to", columns(POINT_WORDS));
        for (String time : TIMES) {
            String what = time.substring("timeTo".length()).toLowerCase(Locale.UK);
            time(what, reach.getJsonObject(time));
            for (String channel : channels(reach)) {
                time(
                        "  on " + channel,
                        reach.getJsonObject("channels").getJsonObject(channel).getJsonObject(time));
            }
        }
        text.append('\n');
    }

    private void time(String name, JsonObject ages) {
        line(
                NAME,
                name,
                columns(POINTS.stream()
                        .map(point -> seconds(ages.getLong(point)))
                        .toList()));
    }

    private static String seconds(@Nullable Long ms) {
        if (ms == null) {
            return "–";
        }
        return ms < 10_000 ? "≤ %.2f s".formatted(ms / 1000.0) : "≤ %,.0f s".formatted(ms / 1000.0);
    }

    private void slices(String dimension, JsonArray rows) {
        line(WIDE_NAME, "persons by " + dimension, columns(List.of("audience", "accepted", "reached", "acked")));
        for (int i = 0; i < rows.size(); i++) {
            JsonObject slice = rows.getJsonObject(i);
            JsonObject persons = slice.getJsonObject("persons");
            List<Long> counts = List.of(
                    persons.getLong("audience"),
                    persons.getLong("accepted"),
                    persons.getLong("reached"),
                    persons.getLong("acknowledged"));
            line(
                    WIDE_NAME,
                    slice.getString("label"),
                    columns(counts.stream().map(ReachText::number).toList()));
        }
        text.append('\n');
    }
}
