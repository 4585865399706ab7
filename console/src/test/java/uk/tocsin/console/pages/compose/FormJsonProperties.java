package uk.tocsin.console.pages.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import uk.tocsin.audience.Taxonomy;
import uk.tocsin.console.api.AlertJson;
import uk.tocsin.console.api.Problem;
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
import uk.tocsin.model.Mode;
import uk.tocsin.model.Plan;
import uk.tocsin.model.Prompts;
import uk.tocsin.model.Question;
import uk.tocsin.model.ResponseType;
import uk.tocsin.model.Severity;
import uk.tocsin.model.Step;
import uk.tocsin.model.Tier;
import uk.tocsin.model.Urgency;
import uk.tocsin.model.Variant;
import uk.tocsin.model.Words;

/// An alert that becomes a form and is read from it again is the same alert; whatever is typed, every fault has a
/// place.
class FormJsonProperties {
    private static final Taxonomy TAXONOMY = Taxonomy.standard();
    private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");

    @Property(tries = 500)
    void anAlertSurvivesItsForm(@ForAll long seed) {
        Alert alert = alert(new Random(seed));

        FormJson.Read read =
                FormJson.read(FormJson.write(alert), NOW, alert.type().word());

        assertThat(AlertJson.read(read.json(), TAXONOMY, alert.parent())).isEqualTo(alert);
    }

    @Property(tries = 500)
    void everyFaultOfRubbishHasAPlaceInTheForm(@ForAll long seed) {
        Random random = new Random(seed);
        Map<String, List<String>> typed =
                new TreeMap<>(FormJson.write(alert(random)).values());
        typed.replaceAll((_, values) -> random.nextInt(3) == 0 ? List.of(rubbish(random)) : values);
        Fields fields = new Fields(typed);

        FormJson.Read read = FormJson.read(fields, NOW, MessageType.ALERT.word());
        try {
            AlertJson.read(read.json(), TAXONOMY, 0);
        } catch (Problem problem) {
            Faults faults = new Faults(fields, read);
            for (Problem.Field each : problem.fields()) {
                String field = faults.of(each.field(), each.reason()).field();
                assertThat(field).as(each.toString()).isNotEmpty();
                assertThat(field).matches(Fields.PATTERN + "|variants|plan");
            }
        }
    }

    private static String rubbish(Random random) {
        List<String> all =
                List.of("<script>", "\u0000", "99999999999999999999", "NaN", "]]", "ŵ".repeat(50), "a\r\nb", "-");
        return all.get(random.nextInt(all.size()));
    }

    // ---- any alert that the form can show

    private static Alert alert(Random random) {
        List<Variant> variants = new ArrayList<>();
        for (Tier tier : Tier.values()) {
            if (random.nextBoolean()) {
                variants.add(variant(random, tier, Language.EN));
                if (random.nextBoolean()) {
                    variants.add(variant(random, tier, Language.CY));
                }
            }
        }
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(4); i++) {
            steps.add(step(random));
        }
        return new Alert(
                any(random, Mode.values()),
                MessageType.ALERT,
                any(random, Handling.values()),
                new Alert.Classification(
                        List.of(Category.SECURITY, any(random, Category.SAFETY, Category.CBRNE)),
                        random.nextBoolean() ? List.of() : List.of(ResponseType.AVOID, ResponseType.MONITOR),
                        any(random, Urgency.values()),
                        any(random, Severity.values()),
                        any(random, Certainty.values())),
                text(random),
                area(random),
                time(random),
                random.nextBoolean() ? Optional.empty() : Optional.of(time(random)),
                random.nextBoolean() ? "" : "https://www.gov.uk/" + random.nextInt(),
                variants,
                random.nextBoolean() ? Audience.everyone() : Audience.in(Dimension.SECTOR, "retail", "health"),
                new Plan(steps),
                0,
                new Prompts(questions(random), actions(random)));
    }

    @SafeVarargs
    private static <T> T any(Random random, T... values) {
        return values[random.nextInt(values.length)];
    }

    private static String text(Random random) {
        return any(random, "Suspicious item", "Eitem amheus yng Nghaerdydd, tŷ", "a\nb", "x \" ' < & é 🔔")
                + random.nextInt(100);
    }

    private static Instant time(Random random) {
        Instant time = Instant.ofEpochSecond(1_700_000_000L + random.nextInt(100_000_000));
        return any(
                random,
                time,
                time.plusMillis(random.nextInt(1000)),
                Instant.ofEpochSecond(time.getEpochSecond() / 60 * 60));
    }

    private static Variant variant(Random random, Tier tier, Language language) {
        String instruction = random.nextBoolean() ? "" : text(random);
        return new Variant(tier, language, text(random), text(random), text(random), instruction);
    }

    private static Step step(Random random) {
        return new Step(
                any(random, ChannelKind.values()),
                any(random, Duration.ZERO, Duration.ofMinutes(2), Duration.ofSeconds(90), Duration.ofMillis(1500)),
                random.nextBoolean() ? Audience.everyone() : Audience.in(Dimension.ROLE, "deputy"),
                any(random, Condition.values()),
                random.nextInt(101));
    }

    private static Area area(Random random) {
        Area.Point first = new Area.Point(random.nextDouble(), random.nextDouble() * -1e-5);
        List<Area.Point> ring = List.of(first, new Area.Point(1, 2), new Area.Point(3, 4), first);
        return new Area(
                text(random),
                random.nextBoolean()
                        ? Optional.empty()
                        : Optional.of(new Area.Circle(random.nextDouble() * 90, -random.nextDouble(), 0.5)),
                random.nextBoolean() ? List.of() : List.of(new Area.Polygon(ring), new Area.Polygon(ring)));
    }

    private static Words words(Random random) {
        return new Words(text(random), random.nextBoolean() ? "" : text(random));
    }

    private static List<Question> questions(Random random) {
        List<Question> questions = new ArrayList<>();
        for (int i = 0; i < random.nextInt(5); i++) {
            List<Words> choices = new ArrayList<>();
            for (int k = 0; k < random.nextInt(8); k++) {
                choices.add(words(random));
            }
            questions.add(new Question(words(random), choices));
        }
        return questions;
    }

    private static List<Action> actions(Random random) {
        List<Action> actions = new ArrayList<>();
        for (int i = 0; i < random.nextInt(4); i++) {
            actions.add(new Action(any(random, Action.Kind.CALL, Action.Kind.OPEN), words(random), "999"));
        }
        return actions;
    }
}
