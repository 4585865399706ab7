package uk.tocsin.console.pages.audience;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import uk.tocsin.console.Installation;
import uk.tocsin.console.pages.Answer;
import uk.tocsin.console.pages.Form;
import uk.tocsin.console.pages.Pages;
import uk.tocsin.console.pages.Section;
import uk.tocsin.console.pages.Typed;
import uk.tocsin.console.pages.Visit;
import uk.tocsin.control.Role;
import uk.tocsin.model.Audience;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Condition;
import uk.tocsin.model.Mode;
import uk.tocsin.model.Step;
import uk.tocsin.model.Tier;

/// The page on which an audience is tried out, without an alert.
public final class Audiences {
    /// What a usual text takes.
    private static final int PARTS = 1;

    private final Installation house;
    private final AudienceDesk desk;

    public Audiences(Installation house, AudienceDesk desk) {
        this.house = house;
        this.desk = desk;
    }

    /// Opens its doors.
    public void mount(Pages pages) {
        pages.page("/audience", this::show, Role.OFFICER);
        pages.form("/audience", this::count, Role.OFFICER);
    }

    private Future<Answer> show(Visit visit) {
        Map<String, List<String>> values = new HashMap<>();
        visit.asked("audience").ifPresent(text -> values.put("audience", List.of(text)));
        return page(visit, Typed.of(values), false, false);
    }

    private Future<Answer> count(Visit visit) {
        Form form = visit.form().matching("audience|" + AudienceChoices.PATTERN);
        Map<String, List<String>> sent = values(form);
        Chosen chosen = Chosen.read(sent, house.taxonomy());
        Typed typed = Typed.of(Map.of("audience", List.of(chosen.text())));
        if (chosen.left().isPresent()) {
            typed = typed.wrong("audience", clash(chosen.left().orElseThrow()));
        }
        return page(visit, typed, visit.isForPart(), chosen.boxesChanged());
    }

    /// What is said when both the boxes and the text were changed.
    public static String clash(String boxes) {
        return "You changed the boxes and the text. The text was kept; the boxes said: "
                + (boxes.isEmpty() ? "nobody" : boxes) + ".";
    }

    /// All that a form sent.
    public static Map<String, List<String>> values(Form form) {
        Map<String, List<String>> values = new HashMap<>();
        form.names().forEach(name -> values.put(name, form.all(name)));
        return values;
    }

    private Future<Answer> page(Visit visit, Typed typed, boolean part, boolean boxesChanged) {
        AudienceBuilder builder = AudienceBuilder.of(typed, house.taxonomy());
        return desk.panel(question(typed.value("audience"))).map(panel -> {
            if (part) {
                return Answer.page("audience/part.jte", new AudiencePart(panel, builder, boxesChanged));
            }
            AudiencePage page =
                    new AudiencePage(visit.frame("Try out an audience", Section.COMPOSE, typed), builder, panel);
            return typed.faults().isEmpty()
                    ? Answer.page("audience/audience.jte", page)
                    : Answer.again("audience/audience.jte", page);
        });
    }

    private static AudienceDesk.Question question(String text) {
        List<Step> steps = List.of(at(ChannelKind.PUSH), at(ChannelKind.SMS), at(ChannelKind.EMAIL));
        return new AudienceDesk.Question(text, Tier.PUBLIC, Mode.ACTUAL, steps, PARTS);
    }

    private static Step at(ChannelKind channel) {
        return new Step(channel, Duration.ZERO, Audience.everyone(), Condition.ALWAYS, 0);
    }
}
