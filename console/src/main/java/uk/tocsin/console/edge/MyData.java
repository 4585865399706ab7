package uk.tocsin.console.edge;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import uk.tocsin.audience.Taxonomy;
import uk.tocsin.model.Consent;
import uk.tocsin.model.Contact;
import uk.tocsin.model.Dimension;
import uk.tocsin.model.Endpoint;
import uk.tocsin.model.Profile;
import uk.tocsin.model.Response;
import uk.tocsin.model.Tier;
import uk.tocsin.register.Premises;
import uk.tocsin.shard.Standings;

/// Everything that is held about somebody, as JSON (UK GDPR, articles 15 and 20). Codes stand there by their keys.
final class MyData {
    private final Taxonomy taxonomy;

    MyData(Taxonomy taxonomy) {
        this.taxonomy = taxonomy;
    }

    /// All of it.
    ///
    /// @param tier the one they hold now
    /// @param answers what they have said, by the number of the alert
    /// @param completed segments of what they have completed
    record Held(
            int ordinal,
            Contact contact,
            Tier tier,
            List<Premises> premises,
            List<Standings.Suppression> stopped,
            List<Standings.Delivery> deliveries,
            SortedMap<Integer, List<Response>> answers,
            List<Integer> completed) {}

    JsonObject json(Held held) {
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
