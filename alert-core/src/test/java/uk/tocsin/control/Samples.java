package uk.tocsin.control;

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

/// Alerts for tests.
public final class Samples {
    /// When the tests take place.
    public static final Instant START = Instant.parse("2026-03-02T09:00:00Z");

    private Samples() {}

    /// A plain alert that may be submitted.
    public static Alert alert() {
        return new Alert(
                Mode.ACTUAL,
                MessageType.ALERT,
                Handling.PUBLIC,
                new Alert.Classification(
                        List.of(Category.SECURITY, Category.SAFETY),
                        List.of(ResponseType.AVOID, ResponseType.MONITOR),
                        Urgency.IMMEDIATE,
                        Severity.SEVERE,
                        Certainty.OBSERVED),
                "Suspicious item",
                new Area(
                        "Camden Town",
                        Optional.of(new Area.Circle(51.5390, -0.1426, 0.4)),
                        List.of(new Area.Polygon(List.of(
                                new Area.Point(51.53, -0.15),
                                new Area.Point(51.53, -0.13),
                                new Area.Point(51.55, -0.13),
                                new Area.Point(51.53, -0.15))))),
                START.plus(Duration.ofHours(4)),
                Optional.of(START.minusSeconds(90)),
                "https://alerts.example.test/camden",
                List.of(
                        variant(Tier.PUBLIC, Language.EN, "Avoid Camden Town"),
                        variant(Tier.PUBLIC, Language.CY, "Cadwch draw o Camden Town"),
                        variant(Tier.BUSINESS, Language.EN, "Close the doors on Camden High Street")),
                Audience.and(
                        Audience.in(Dimension.REGION, "london"), Audience.not(Audience.in(Dimension.SIZE, "large"))),
                new Plan(List.of(
                        new Step(ChannelKind.PUSH, Duration.ZERO),
                        new Step(ChannelKind.EMAIL, Duration.ZERO),
                        new Step(ChannelKind.SMS, Duration.ofMinutes(2)))),
                0);
    }

    /// A holding message that may be saved: for a place in London or Kent, until a month after [#START].
    public static HoldingMessage holding(int version) {
        Alert alert = withVariants(
                withArea(alert(), new Area("{place}", Optional.empty(), List.of())),
                Handling.PUBLIC,
                variant(Tier.PUBLIC, Language.EN, "Avoid {place}"),
                variant(Tier.PUBLIC, Language.CY, "Cadwch draw o {place}"));
        Alert.Classification how = alert.classification();
        return new HoldingMessage(
                "suspect-item",
                version,
                with(alert, how, Optional.empty()),
                List.of(
                        new HoldingMessage.PermittedArea(Audience.in(Dimension.REGION, "london"), "London"),
                        new HoldingMessage.PermittedArea(Audience.in(Dimension.FORCE, "kent"), "Kent")),
                50_000,
                Duration.ofHours(2),
                START.plus(Duration.ofDays(30)));
    }

    /// A variant with some text.
    public static Variant variant(Tier tier, Language language, String headline) {
        return new Variant(
                tier,
                language,
                headline,
                headline + ". Police are there.",
                headline + ".\nA suspicious item was found & cordoned off; the <cordon> may grow.",
                "Stay away.");
    }

    /// The alert with another event.
    public static Alert withEvent(Alert a, String event) {
        return copy(a, a.type(), event, a.expires(), a.parent());
    }

    /// The alert with another expiry.
    public static Alert withExpiry(Alert a, Instant expires) {
        return copy(a, a.type(), a.event(), expires, a.parent());
    }

    /// The alert as a change of another.
    public static Alert change(Alert a, MessageType type, int parent) {
        return copy(a, type, a.event(), a.expires(), parent);
    }

    /// The alert with other variants.
    public static Alert withVariants(Alert a, Handling handling, Variant... variants) {
        return new Alert(
                a.mode(),
                a.type(),
                handling,
                a.classification(),
                a.event(),
                a.area(),
                a.expires(),
                a.knownAt(),
                a.link(),
                List.of(variants),
                a.audience(),
                a.plan(),
                a.parent());
    }

    /// The alert with another plan.
    public static Alert withPlan(Alert a, Step... steps) {
        return new Alert(
                a.mode(),
                a.type(),
                a.handling(),
                a.classification(),
                a.event(),
                a.area(),
                a.expires(),
                a.knownAt(),
                a.link(),
                a.variants(),
                a.audience(),
                new Plan(List.of(steps)),
                a.parent());
    }

    /// The alert with another area.
    public static Alert withPrompts(Alert a, Prompts prompts) {
        return new Alert(
                a.mode(),
                a.type(),
                a.handling(),
                a.classification(),
                a.event(),
                a.area(),
                a.expires(),
                a.knownAt(),
                a.link(),
                a.variants(),
                a.audience(),
                a.plan(),
                a.parent(),
                prompts);
    }

    public static Alert withArea(Alert a, Area area) {
        return new Alert(
                a.mode(),
                a.type(),
                a.handling(),
                a.classification(),
                a.event(),
                area,
                a.expires(),
                a.knownAt(),
                a.link(),
                a.variants(),
                a.audience(),
                a.plan(),
                a.parent());
    }

    /// The alert with another link.
    public static Alert withLink(Alert a, String link) {
        return new Alert(
                a.mode(),
                a.type(),
                a.handling(),
                a.classification(),
                a.event(),
                a.area(),
                a.expires(),
                a.knownAt(),
                link,
                a.variants(),
                a.audience(),
                a.plan(),
                a.parent());
    }

    /// The alert with another classification and time of knowledge.
    public static Alert with(Alert a, Alert.Classification classification, Optional<Instant> knownAt) {
        return new Alert(
                a.mode(),
                a.type(),
                a.handling(),
                classification,
                a.event(),
                a.area(),
                a.expires(),
                knownAt,
                a.link(),
                a.variants(),
                a.audience(),
                a.plan(),
                a.parent());
    }

    /// The alert in another mode.
    public static Alert withMode(Alert a, Mode mode) {
        return new Alert(
                mode,
                a.type(),
                a.handling(),
                a.classification(),
                a.event(),
                a.area(),
                a.expires(),
                a.knownAt(),
                a.link(),
                a.variants(),
                a.audience(),
                a.plan(),
                a.parent());
    }

    private static Alert copy(Alert a, MessageType type, String event, Instant expires, int parent) {
        return new Alert(
                a.mode(),
                type,
                a.handling(),
                a.classification(),
                event,
                a.area(),
                expires,
                a.knownAt(),
                a.link(),
                a.variants(),
                a.audience(),
                a.plan(),
                parent);
    }
}
