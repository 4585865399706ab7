package uk.tocsin.console.edge;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import uk.tocsin.model.Alert;
import uk.tocsin.model.Area;
import uk.tocsin.model.Audience;
import uk.tocsin.model.Category;
import uk.tocsin.model.Certainty;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Dimension;
import uk.tocsin.model.Handling;
import uk.tocsin.model.Language;
import uk.tocsin.model.MessageType;
import uk.tocsin.model.Mode;
import uk.tocsin.model.Plan;
import uk.tocsin.model.Prompts;
import uk.tocsin.model.ResponseType;
import uk.tocsin.model.Severity;
import uk.tocsin.model.Step;
import uk.tocsin.model.Tier;
import uk.tocsin.model.Urgency;
import uk.tocsin.model.Variant;

/// Alerts that may be submitted now, with words in English and Welsh that would break a page that did not escape.
public final class Alerts {
    static final Variant EN = new Variant(
            Tier.PUBLIC,
            Language.EN,
            "Keep away from Camden Market",
            "Keep away from Camden Market. Police are there.",
            "Police are dealing with a suspicious item near the <main> entrance & have closed Camden High Street"
                    + " between Jamestown Road and Hawley Crescent.\n\nNobody has been hurt.",
            "Stay out of the cordon. If you are inside a building near it, stay there and keep away from windows.\n"
                    + "Tell the police if you see something that worries you.");
    static final Variant CY = new Variant(
            Tier.PUBLIC,
            Language.CY,
            "Cadwch draw o Farchnad Camden",
            "Cadwch draw o Farchnad Camden. Mae'r heddlu yno.",
            "Mae'r heddlu'n delio ag eitem amheus ger y brif fynedfa ac wedi cau Camden High Street.",
            "Arhoswch y tu allan i'r cordon.");
    static final Variant BUSINESS = new Variant(
            Tier.BUSINESS,
            Language.EN,
            "Close your doors on Camden High Street",
            "Close your doors on Camden High Street.",
            "Lock street doors & keep customers inside.",
            "Wait for the police to come to you.");
    static final Variant SECURITY = new Variant(
            Tier.SECURITY,
            Language.EN,
            "Check your cameras",
            "Check your cameras.",
            "Look for a white van.",
            "Call the police if you see it.");

    private Alerts() {}

    public static Alert on(ChannelKind... channels) {
        return of(
                Handling.PUBLIC,
                MessageType.ALERT,
                0,
                List.of(ResponseType.AVOID),
                List.of(EN, CY, BUSINESS),
                channels);
    }

    public static Alert restricted(ChannelKind... channels) {
        return of(Handling.OFFICIAL, MessageType.ALERT, 0, List.of(ResponseType.AVOID), List.of(EN, CY), channels);
    }

    /// One that asks and offers something.
    public static Alert asking(Prompts prompts, ChannelKind... channels) {
        return with(on(channels), prompts);
    }

    /// The same above public handling.
    static Alert restrictedAsking(Prompts prompts, ChannelKind... channels) {
        return with(restricted(channels), prompts);
    }

    private static Alert with(Alert alert, Prompts prompts) {
        return new Alert(
                alert.mode(),
                alert.type(),
                alert.handling(),
                alert.classification(),
                alert.event(),
                alert.area(),
                alert.expires(),
                Optional.of(Instant.now().minus(Duration.ofMinutes(3))),
                alert.link(),
                alert.variants(),
                alert.audience(),
                alert.plan(),
                alert.parent(),
                prompts);
    }

    /// One whose words are for the security industry only.
    static Alert forSecurity(ChannelKind... channels) {
        return of(Handling.OFFICIAL, MessageType.ALERT, 0, List.of(ResponseType.AVOID), List.of(SECURITY), channels);
    }

    /// An update of an alert, or what ends it.
    static Alert change(int parent, MessageType type, ResponseType response, Variant words, ChannelKind... channels) {
        return of(Handling.PUBLIC, type, parent, List.of(response), List.of(words), channels);
    }

    static Variant words(String headline, String description) {
        return new Variant(Tier.PUBLIC, Language.EN, headline, headline + ".", description, "");
    }

    private static Alert of(
            Handling handling,
            MessageType type,
            int parent,
            List<ResponseType> responses,
            List<Variant> variants,
            ChannelKind... channels) {
        List<Step> steps = List.of(channels).stream()
                .map(channel -> new Step(channel, Duration.ZERO))
                .toList();
        return new Alert(
                Mode.ACTUAL,
                type,
                handling,
                new Alert.Classification(
                        List.of(Category.SECURITY), responses, Urgency.IMMEDIATE, Severity.SEVERE, Certainty.OBSERVED),
                "Suspicious item",
                new Area(
                        "Camden Town, within 400 metres of the market",
                        Optional.of(new Area.Circle(51.5415, -0.1466, 0.4)),
                        List.of()),
                Instant.now().plus(Duration.ofHours(3)),
                Optional.empty(),
                "https://www.example.test/camden?a=1&b=2",
                variants,
                Audience.in(Dimension.REGION, "london"),
                new Plan(steps),
                parent);
    }
}
