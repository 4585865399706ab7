package uk.tocsin.console.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import uk.tocsin.audience.Taxonomy;
import uk.tocsin.control.AlertView;
import uk.tocsin.model.Action;
import uk.tocsin.model.Alert;
import uk.tocsin.model.DeliveryState;
import uk.tocsin.model.Dimension;
import uk.tocsin.model.Language;
import uk.tocsin.model.LedgerView;
import uk.tocsin.model.Response;
import uk.tocsin.reach.Percentiles;
import uk.tocsin.reach.Reach;

/// A reach report as JSON.
public final class ReachJson {
    private ReachJson() {}

    /// The whole alert, and a report for each value of each dimension in `by`.
    public static JsonObject write(
            AlertView alert, Collection<? extends LedgerView> shards, Collection<Dimension> by, Taxonomy taxonomy) {
        JsonObject json = report(Reach.of(shards))
                .put("alert", alert.number())
                .put("opened", opened(alert.content(), shards))
                .put("timing", timing(alert, shards));
        JsonObject slices = new JsonObject();
        for (Dimension dimension : by) {
            JsonArray rows = new JsonArray();
            for (Taxonomy.Entry entry : taxonomy.entries(dimension)) {
                Reach.Report slice = Reach.of(shards, entry.segment());
                if (slice.persons().audience() > 0) {
                    rows.add(report(slice)
                            .put("value", entry.key())
                            .put("label", taxonomy.label(entry.segment(), Language.EN)));
                }
            }
            slices.put(dimension.word(), rows);
        }
        return by.isEmpty() ? json : json.put("by", slices);
    }

    /// What went, what stands still and what nobody knows of an alert, by channel.
    static JsonObject stopped(int alert, boolean halted, Collection<? extends LedgerView> shards) {
        JsonObject channels = new JsonObject();
        Reach.of(shards).channels().forEach((channel, funnel) -> channels.put(channel.word(), stopped(funnel)));
        return new JsonObject().put("alert", alert).put("halted", halted).put("channels", channels);
    }

    private static JsonObject stopped(Reach.Funnel funnel) {
        long went = 0;
        long stopped = 0;
        long unknown = 0;
        for (Map.Entry<DeliveryState, Long> state : funnel.states().entrySet()) {
            switch (state.getKey()) {
                case ACKNOWLEDGED, READ, DELIVERED, FAILED, ACCEPTED -> went += state.getValue();
                case UNKNOWN, IN_FLIGHT -> unknown += state.getValue();
                case WAITING, HELD, WITHDRAWN, EXPIRED, SUPPRESSED -> stopped += state.getValue();
            }
        }
        return new JsonObject().put("went", went).put("stopped", stopped).put("unknown", unknown);
    }

    /// How often the page of each action that opens one was opened, by whomever.
    private static JsonArray opened(Alert alert, Collection<? extends LedgerView> shards) {
        JsonArray opened = new JsonArray();
        List<Action> actions = alert.prompts().actions();
        for (int action = 0; action < actions.size(); action++) {
            if (actions.get(action).kind() == Action.Kind.OPEN) {
                opened.add(new JsonObject().put("action", action).put("times", Reach.opened(shards, action)));
            }
        }
        return opened;
    }

    /// How long people took from knowing to the dispatch, and the machine from there until a provider took the first
    /// message; the first word is both together. What is not known is left out.
    private static JsonObject timing(AlertView alert, Collection<? extends LedgerView> shards) {
        JsonObject json = new JsonObject();
        Optional<Instant> known = alert.content().knownAt();
        Optional<Instant> dispatched = alert.dispatch().map(AlertView.Dispatch::time);
        OptionalLong machine = Reach.firstWordMs(shards);
        known.ifPresent(time -> json.put("knownAt", time.toString()));
        dispatched.ifPresent(time -> json.put("dispatched", time.toString()));
        if (known.isPresent() && dispatched.isPresent()) {
            long people = Duration.between(known.get(), dispatched.get()).toMillis();
            json.put("peopleMs", people);
            machine.ifPresent(ms -> json.put("firstWordMs", people + ms));
        }
        put(json, "machineMs", machine);
        return json;
    }

    private static JsonObject report(Reach.Report report) {
        long audience = report.persons().audience();
        JsonObject channels = new JsonObject();
        report.channels().forEach((channel, funnel) -> channels.put(channel.word(), funnel(funnel)));
        return new JsonObject()
                .put("persons", people(report.persons()))
                .put("premises", people(report.premises()))
                .put("channels", channels)
                .put("responses", responses(report))
                .put("timeToAccepted", ages(report.anyAccepted(), audience))
                .put("timeToDelivered", ages(report.anyDelivered(), audience));
    }

    /// How many persons said what; a question that is not named stands for "action taken". What nobody says any more
    /// is left out.
    private static JsonArray responses(Reach.Report report) {
        JsonArray responses = new JsonArray();
        report.responses().forEach((code, persons) -> {
            if (persons == 0) {
                return;
            }
            Response response = Response.ofCode(code);
            JsonObject json = new JsonObject().put("persons", persons);
            responses.add(
                    response.question() == Response.ACTED
                            ? json
                            : json.put("question", response.question()).put("choice", response.choice()));
        });
        return responses;
    }

    private static JsonObject people(Reach.People people) {
        return new JsonObject()
                .put("audience", people.audience())
                .put("planned", people.planned())
                .put("accepted", people.accepted())
                .put("reached", people.reached())
                .put("read", people.read())
                .put("acknowledged", people.acknowledged());
    }

    private static JsonObject funnel(Reach.Funnel funnel) {
        JsonObject json = new JsonObject().put("planned", funnel.planned());
        funnel.states().forEach((state, count) -> json.put(state.word(), count));
        JsonObject failures = new JsonObject();
        funnel.failures().forEach((reason, count) -> failures.put(reason.word(), count));
        return json.put("failures", failures)
                .put("timeToAccepted", ages(funnel.accepted(), funnel.planned()))
                .put("timeToDelivered", ages(funnel.delivered(), funnel.planned()));
    }

    /// Milliseconds; a percentile of those who have the evidence, and until when a share of the audience has
    /// it.
    private static JsonObject ages(Percentiles ages, long audience) {
        JsonObject json = new JsonObject().put("count", ages.total());
        put(json, "p50Ms", ages.ofThose(0.50));
        put(json, "p95Ms", ages.ofThose(0.95));
        put(json, "p99Ms", ages.ofThose(0.99));
        put(json, "audience50Ms", ages.ofAudience(0.50, audience));
        put(json, "audience90Ms", ages.ofAudience(0.90, audience));
        put(json, "audience99Ms", ages.ofAudience(0.99, audience));
        return json;
    }

    private static void put(JsonObject json, String name, OptionalLong value) {
        value.ifPresent(ms -> json.put(name, ms));
    }
}
