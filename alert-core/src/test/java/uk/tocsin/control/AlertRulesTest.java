package uk.tocsin.control;

import static org.assertj.core.api.Assertions.assertThat;
import static uk.tocsin.control.Samples.START;
import static uk.tocsin.control.Samples.variant;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import uk.tocsin.control.AlertRules.Problem;
import uk.tocsin.model.Action;
import uk.tocsin.model.Alert;
import uk.tocsin.model.Area;
import uk.tocsin.model.Audience;
import uk.tocsin.model.Category;
import uk.tocsin.model.Certainty;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Condition;
import uk.tocsin.model.Dimension;
import uk.tocsin.model.Handling;
import uk.tocsin.model.Language;
import uk.tocsin.model.MessageType;
import uk.tocsin.model.Prompts;
import uk.tocsin.model.Question;
import uk.tocsin.model.ResponseType;
import uk.tocsin.model.Severity;
import uk.tocsin.model.Step;
import uk.tocsin.model.Tier;
import uk.tocsin.model.Urgency;
import uk.tocsin.model.Variant;
import uk.tocsin.model.Words;

final class AlertRulesTest {
    private static final Alert GOOD = Samples.alert();

    private static List<String> fields(Alert alert) {
        return AlertRules.check(alert, START).stream().map(Problem::field).toList();
    }

    @Test
    void aCompleteAlertHasNoProblems() {
        assertThat(AlertRules.check(GOOD, START)).isEmpty();
    }

    @Test
    void allProblemsAreFoundAtOnce() {
        Alert bad =
                Samples.withLink(Samples.withVariants(Samples.withEvent(GOOD, ""), Handling.PUBLIC), "javascript:1");
        assertThat(fields(bad)).containsExactly("event", "link", "variants");
    }

    @Test
    void anAlertIsInForceForAWhileButNotForLong() {
        assertThat(fields(Samples.withExpiry(GOOD, START))).contains("expires");
        assertThat(fields(Samples.withExpiry(GOOD, START.plus(Duration.ofDays(8)))))
                .containsExactly("expires");
        assertThat(fields(Samples.withExpiry(GOOD, START.plus(Duration.ofDays(7)))))
                .isEmpty();
        assertThat(fields(
                        Samples.withExpiry(GOOD, START.plus(Duration.ofHours(1)).plusNanos(5))))
                .containsExactly("expires");
        assertThat(fields(Samples.withExpiry(GOOD, Instant.MAX))).contains("expires");
        assertThat(fields(Samples.with(GOOD, GOOD.classification(), Optional.of(START.plusSeconds(1)))))
                .containsExactly("knownAt");
    }

    @Test
    void everyTierHasAnEnglishVariantAndOneOfEachLanguage() {
        assertThat(fields(Samples.withVariants(GOOD, Handling.PUBLIC, variant(Tier.PUBLIC, Language.CY, "Helo"))))
                .containsExactly("variants");
        assertThat(fields(Samples.withVariants(
                        GOOD,
                        Handling.PUBLIC,
                        variant(Tier.PUBLIC, Language.EN, "One"),
                        variant(Tier.CT, Language.CY, "Dau"))))
                .containsExactly("variants");
        assertThat(fields(Samples.withVariants(
                        GOOD,
                        Handling.PUBLIC,
                        variant(Tier.PUBLIC, Language.EN, "One"),
                        variant(Tier.PUBLIC, Language.EN, "Two"))))
                .containsExactly("variants[1]");
        assertThat(fields(Samples.withVariants(GOOD, Handling.SENSITIVE, variant(Tier.PUBLIC, Language.EN, "One"))))
                .containsExactly("variants[0].tier");
    }

    @Test
    void textsAreBoundedAndPrintable() {
        for (String bad : List.of(" ", "x".repeat(161), "a\nb", "a\u0007b", "a\ud800b", "a\u202eb", "a\uffffb")) {
            assertThat(fields(Samples.withVariants(GOOD, Handling.PUBLIC, variantWithHeadline(bad))))
                    .as(bad)
                    .contains("variants[0].headline");
        }
        assertThat(fields(Samples.withVariants(GOOD, Handling.PUBLIC, variantWithHeadline("Stay in 🏠 – diolch"))))
                .isEmpty();
    }

    private static Variant variantWithHeadline(String headline) {
        return new Variant(Tier.PUBLIC, Language.EN, headline, "Short", "Long", "");
    }

    @Test
    void withdrawnWordingOfThreatLevelsIsRefused() {
        assertThat(fields(Samples.withEvent(GOOD, "An attack is expected imminently")))
                .containsExactly("event");
    }

    @Test
    void aLinkIsAWebAddress() {
        for (String bad : List.of(
                "ftp://example.test/x",
                "//example.test",
                "https://",
                "https:///x",
                "https://u:p@example.test/",
                "https://example.test/a b",
                "mailto:a@example.test",
                "https://" + "a".repeat(1000) + ".test/")) {
            assertThat(fields(Samples.withLink(GOOD, bad))).as(bad).contains("link");
        }
        assertThat(fields(Samples.withLink(GOOD, ""))).isEmpty();
    }

    @Test
    void aPlanBeginsAtOnceAndRunsForwardWithinTheExpiry() {
        Step push = new Step(ChannelKind.PUSH, Duration.ZERO);
        assertThat(fields(Samples.withPlan(GOOD, new Step(ChannelKind.PUSH, Duration.ofSeconds(1)))))
                .containsExactly("plan.steps[0].delay");
        assertThat(fields(Samples.withPlan(GOOD, push, new Step(ChannelKind.SMS, Duration.ofHours(4)))))
                .containsExactly("plan.steps[1].delay");
        assertThat(fields(Samples.withPlan(
                        GOOD,
                        push,
                        new Step(ChannelKind.SMS, Duration.ofMinutes(4)),
                        new Step(ChannelKind.EMAIL, Duration.ofMinutes(3)))))
                .containsExactly("plan.steps[2].delay");
        assertThat(fields(Samples.withPlan(GOOD, push, new Step(ChannelKind.PUSH, Duration.ofMinutes(4)))))
                .containsExactly("plan.steps[1].channel");
    }

    @Test
    void classificationAndParentFitTogether() {
        Alert.Classification none = new Alert.Classification(
                List.of(),
                List.of(ResponseType.NONE, ResponseType.AVOID),
                Urgency.IMMEDIATE,
                Severity.MINOR,
                Certainty.LIKELY);
        assertThat(fields(Samples.with(GOOD, none, Optional.empty())))
                .containsExactly("classification.categories", "classification.responses");
        Alert.Classification twice = new Alert.Classification(
                List.of(Category.FIRE, Category.FIRE), List.of(), Urgency.IMMEDIATE, Severity.MINOR, Certainty.LIKELY);
        assertThat(fields(Samples.with(GOOD, twice, Optional.empty()))).containsExactly("classification.categories");
        assertThat(fields(Samples.change(GOOD, MessageType.ALERT, 5))).containsExactly("parent");
        assertThat(fields(Samples.change(GOOD, MessageType.UPDATE, 0))).containsExactly("parent");
    }

    @Test
    void anAreaIsOnEarthAndItsRingsAreSimple() {
        assertThat(fields(area("", Optional.empty()))).containsExactly("area.description");
        assertThat(fields(area("x", Optional.of(new Area.Circle(91, 0, 1))))).containsExactly("area.circle");
        assertThat(fields(area("x", Optional.of(new Area.Circle(51, 0, Double.NaN)))))
                .containsExactly("area.circle");
        assertThat(fields(area("x", Optional.empty(), 0, 0, 0, 1, 1, 1, 0, 0))).isEmpty();
        assertThat(fields(area("x", Optional.empty(), 0, 0, 0, 1, 0, 0))).containsExactly("area.polygons[0]");
        assertThat(fields(area("x", Optional.empty(), 0, 0, 0, 1, 1, 1, 1, 0))).containsExactly("area.polygons[0]");
        assertThat(fields(area("x", Optional.empty(), 0, 0, 1, 1, 1, 0, 0, 1, 0, 0)))
                .as("a bow tie")
                .containsExactly("area.polygons[0]");
        assertThat(fields(area("x", Optional.empty(), 0, 0, 0, 2, 0, 1, 0, 0)))
                .as("folded back on itself")
                .containsExactly("area.polygons[0]");
        assertThat(fields(area("x", Optional.empty(), 0, 0, 0, 4, 4, 4, 0, 2, 4, 0, 0, 0)))
                .as("touches itself")
                .containsExactly("area.polygons[0]");
    }

    private static Alert area(String description, Optional<Area.Circle> circle, double... degrees) {
        List<Area.Point> points = new ArrayList<>();
        for (int i = 0; i < degrees.length; i += 2) {
            points.add(new Area.Point(degrees[i], degrees[i + 1]));
        }
        return Samples.withArea(
                GOOD, new Area(description, circle, points.isEmpty() ? List.of() : List.of(new Area.Polygon(points))));
    }

    private static Step step(ChannelKind channel, int minutes, Audience among, Condition condition, int enough) {
        return new Step(channel, Duration.ofMinutes(minutes), among, condition, enough);
    }

    private static Step texts(Condition condition, int enough) {
        return step(ChannelKind.SMS, 2, Audience.everyone(), condition, enough);
    }

    @Test
    void aStepMayWaitForWhatHasHappenedSinceTheFirst() {
        Step push = new Step(ChannelKind.PUSH, Duration.ZERO);
        assertThat(fields(Samples.withPlan(GOOD, push, texts(Condition.UNACKNOWLEDGED, 90))))
                .isEmpty();
        assertThat(fields(Samples.withPlan(GOOD, step(ChannelKind.PUSH, 0, Audience.everyone(), Condition.ALWAYS, 5))))
                .containsExactly("plan.steps[0].enough");
        assertThat(fields(Samples.withPlan(
                        GOOD, step(ChannelKind.PUSH, 0, Audience.everyone(), Condition.UNACKNOWLEDGED, 0))))
                .containsExactly("plan.steps[0].condition");
    }

    @Test
    void aChannelIsUsedAgainOnlyForOthers() {
        Audience managers = Audience.in(Dimension.ROLE, "duty-manager");
        Audience deputies = Audience.in(Dimension.ROLE, "deputy");
        Step first = step(ChannelKind.PUSH, 0, managers, Condition.ALWAYS, 0);
        assertThat(fields(Samples.withPlan(
                        GOOD, first, step(ChannelKind.PUSH, 10, deputies, Condition.UNACKNOWLEDGED, 0))))
                .isEmpty();
        assertThat(fields(Samples.withPlan(
                        GOOD, first, step(ChannelKind.PUSH, 10, managers, Condition.UNACKNOWLEDGED, 0))))
                .containsExactly("plan.steps[1].channel");
    }

    @Test
    void aChangeOwesItselfToAllWhoReceivedTheOriginal() {
        Step push = new Step(ChannelKind.PUSH, Duration.ZERO);
        Alert update = Samples.change(
                Samples.withPlan(GOOD, push, texts(Condition.UNACKNOWLEDGED, 90)), MessageType.UPDATE, 7);
        assertThat(fields(update)).containsExactly("plan.steps[1].enough");
        Alert cancel =
                Samples.change(Samples.withPlan(GOOD, push, texts(Condition.UNACKNOWLEDGED, 0)), MessageType.CANCEL, 7);
        assertThat(fields(cancel)).containsExactly("plan.steps[1].condition");
    }

    @Test
    void promptsAreShortFewAndUnambiguous() {
        Words yes = new Words("Yes", "Ydw");
        Question good = new Question(new Words("Are your people safe?", ""), List.of(yes, new Words("No", "Nac ydw")));
        Question oneChoice = new Question(new Words("Is it?", ""), List.of(yes));
        Question twice = new Question(new Words("", ""), List.of(yes, yes));
        List<Action> actions = List.of(
                new Action(Action.Kind.CALL, new Words("Call 999", ""), "999"),
                new Action(Action.Kind.CALL, new Words("Call", ""), "+44 20 7946 0000"),
                new Action(Action.Kind.CALL, new Words("Call", ""), "999;ext=javascript:"),
                new Action(Action.Kind.OPEN, new Words("Read", ""), "javascript:alert(1)"));
        assertThat(fields(Samples.withPrompts(GOOD, new Prompts(List.of(good, oneChoice, twice), actions))))
                .containsExactlyInAnyOrder(
                        "questions[1].choices",
                        "questions[2].text.en",
                        "questions[2].choices",
                        "actions[2].target",
                        "actions[3].target");
        assertThat(fields(Samples.withPrompts(GOOD, new Prompts(Collections.nCopies(5, good), List.of()))))
                .containsExactly("questions");
    }
}
