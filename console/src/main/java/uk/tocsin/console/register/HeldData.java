package uk.tocsin.console.register;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import uk.tocsin.audience.SegmentView;
import uk.tocsin.audience.Taxonomy;
import uk.tocsin.engine.Engine;
import uk.tocsin.model.Consent;
import uk.tocsin.model.Contact;
import uk.tocsin.model.Dimension;
import uk.tocsin.model.Endpoint;
import uk.tocsin.model.Profile;
import uk.tocsin.model.Response;
import uk.tocsin.model.Shards;
import uk.tocsin.model.Tier;
import uk.tocsin.register.Premises;
import uk.tocsin.shard.Standings;

/// Everything that is held about somebody, as JSON (UK GDPR, articles 15 and 20). Codes stand there by their keys. Any
/// thread.
public final class HeldData {
    private final Taxonomy taxonomy;
    private final Engine engine;
    private final SubscriberDesk desk;

    /// Of this engine and register.
    public HeldData(Taxonomy taxonomy, Engine engine, SubscriberDesk desk) {
        this.taxonomy = taxonomy;
        this.engine = engine;
        this.desk = desk;
    }

    /// All of it.
    ///
    /// @param tier the one they hold now
    /// @param answers what they have said, by the number of the alert
    /// @param completed segments of what they have completed
    private record Held(
            int ordinal,
            Contact contact,
            Tier tier,
            List<Premises> premises,
            List<Standings.Suppression> stopped,
            List<Standings.Delivery> deliveries,
            SortedMap<Integer, List<Response>> answers,
            List<Integer> completed) {}

    /// What is held about the subscriber with this record.
    public Future<JsonObject> of(int ordinal, Contact contact) {
        return desk.premises(ordinal, contact)
                .compose(premises -> engine.suppressions(ordinal)
                        .compose(stopped -> engine.deliveries(ordinal)
                                .compose(deliveries -> answers(ordinal, deliveries)
                                        .map(answers -> json(new Held(
                                                ordinal,
                                                contact,
                                                engine.tier(ordinal),
                                                premises,
                                                stopped,
                                                deliveries,
                                                answers,
                                                completed(ordinal)))))));
    }

    private Future<SortedMap<Integer, List<Response>>> answers(int ordinal, List<Standings.Delivery> deliveries) {
        SortedMap<Integer, List<Response>> answers = new TreeMap<>();
        List<Integer> alerts =
                deliveries.stream().map(Standings.Delivery::alert).distinct().toList();
        List<Future<List<Response>>> asked =
                alerts.stream().map(alert -> engine.responses(ordinal, alert)).toList();
        return Future.all(asked).map(_ -> {
            for (int i = 0; i < alerts.size(); i++) {
                answers.put(alerts.get(i), asked.get(i).result());
            }
            return answers;
        });
    }

    private List<Integer> completed(int ordinal) {
        SegmentView segments = engine.segments().get(Shards.shardOf(ordinal));
        return taxonomy.entries(Dimension.DONE).stream()
                .map(Taxonomy.Entry::segment)
                .filter(done -> segments.segment(done).contains(Shards.slotOf(ordinal)))
                .toList();
    }

    private JsonObject json(Held held) {
        Contact contact = held.contact();
        Profile profile = contact.profile();
        JsonArray deliveries = new JsonArray();
        held.deliveries()
                .forEach(each -> deliveries.add(new JsonObject()
                        .put("alert", each.alert())
                        .put("channel", each.channel().word())
                        .put("state", each.state().word())));
        JsonArray sites = new JsonArray();
        held.premises().forEach(each -> sites.add(premises(each)));
        JsonArray consents = new JsonArray();
        profile.consents().forEach(each -> consents.add(consent(each)));
        return new JsonObject()
                .put("id", contact.id().toString())
                .put("number", held.ordinal())
                .put("name", contact.name())
                .put("language", contact.language().word())
                .put("registered", profile.since().toString())
                .put("tier", contact.tier().word())
                .put("tierNow", held.tier().word())
                .put("agrees", contact.consent())
                .put("endpoints", endpoints(contact.endpoints(), held.stopped()))
                .put("endpointsAtRest", retired(profile))
                .put("selectedBy", segments(profile.segments()))
                .put("preferences", preferences(profile))
                .put("lastSignInLinkUsed", lastLink(profile))
                .put("consents", consents)
                .put("premises", sites)
                .put("deliveries", deliveries)
                .put("answers", answers(held.answers()))
                .put(
                        "completed",
                        new JsonArray(
                                held.completed().stream().map(taxonomy::key).toList()));
    }

    /// Questions and choices by their places from 0, as the ledgers have them.
    private static JsonArray answers(SortedMap<Integer, List<Response>> answers) {
        JsonArray said = new JsonArray();
        answers.forEach((alert, responses) -> responses.forEach(response -> {
            JsonObject json = new JsonObject().put("alert", alert);
            said.add(
                    response.question() == Response.ACTED
                            ? json.put("acted", true)
                            : json.put("question", response.question()).put("choice", response.choice()));
        }));
        return said;
    }

    private static String lastLink(Profile profile) {
        return profile.signedIn() == 0 ? "" : "expired " + java.time.Instant.ofEpochSecond(profile.signedIn() * 60);
    }

    private static JsonArray endpoints(List<Endpoint> endpoints, List<Standings.Suppression> stopped) {
        JsonArray all = new JsonArray();
        for (Endpoint each : endpoints) {
            JsonObject endpoint = new JsonObject()
                    .put("place", each.index())
                    .put("channel", each.channel().word())
                    .put("address", each.address())
                    .put("state", each.state().word());
            stopped.stream().filter(stop -> stop.endpoint() == each.index()).forEach(stop -> {
                endpoint.put("notUsedBecause", stop.cause().word());
                stop.until().ifPresent(until -> endpoint.put("notUsedUntil", until.toString()));
            });
            all.add(endpoint);
        }
        return all;
    }

    private static JsonObject retired(Profile profile) {
        JsonObject all = new JsonObject();
        new TreeMap<>(profile.retired()).forEach((place, until) -> all.put(Integer.toString(place), until.toString()));
        return all;
    }

    private static JsonObject preferences(Profile profile) {
        return new JsonObject()
                .put("minimumSeverity", profile.preferences().minimum().word())
                .put("quietHours", profile.preferences().quiet().word())
                .put("paused", profile.preferences().paused());
    }

    private JsonObject segments(List<Integer> segments) {
        Map<String, JsonArray> byDimension = new TreeMap<>();
        for (int segment : segments) {
            String dimension = Dimension.ofSegment(segment).word();
            byDimension.computeIfAbsent(dimension, _ -> new JsonArray()).add(taxonomy.key(segment));
        }
        JsonObject all = new JsonObject();
        byDimension.forEach(all::put);
        return all;
    }

    private JsonObject premises(Premises premises) {
        return new JsonObject()
                .put("organisationId", premises.organisation().toString())
                .put("organisation", premises.organisationName())
                .put("name", premises.name())
                .put("address", premises.address())
                .put("postcode", premises.postcode())
                .put("latitude", premises.latitude())
                .put("longitude", premises.longitude())
                .put("selectedBy", segments(premises.segments()))
                .put("peopleWhoAnswerForIt", premises.people().size());
    }

    private static JsonObject consent(Consent consent) {
        return new JsonObject()
                .put("purpose", consent.purpose().word())
                .put("given", consent.given())
                .put("wordingVersion", consent.wording())
                .put("time", consent.time().toString())
                .put("source", consent.source().word());
    }
}
