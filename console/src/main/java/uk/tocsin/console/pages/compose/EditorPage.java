package uk.tocsin.console.pages.compose;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import uk.tocsin.audience.Taxonomy;
import uk.tocsin.console.pages.Choice;
import uk.tocsin.console.pages.Frame;
import uk.tocsin.console.pages.Text;
import uk.tocsin.console.pages.Typed;
import uk.tocsin.console.pages.audience.AudienceBuilder;
import uk.tocsin.console.pages.audience.AudiencePanel;
import uk.tocsin.model.Action;
import uk.tocsin.model.Category;
import uk.tocsin.model.Certainty;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Coded;
import uk.tocsin.model.Condition;
import uk.tocsin.model.Dimension;
import uk.tocsin.model.Handling;
import uk.tocsin.model.Language;
import uk.tocsin.model.Mode;
import uk.tocsin.model.Plan;
import uk.tocsin.model.Prompts;
import uk.tocsin.model.Response;
import uk.tocsin.model.ResponseType;
import uk.tocsin.model.Severity;
import uk.tocsin.model.Tier;
import uk.tocsin.model.Urgency;

/// The editor of a draft.
///
/// @param page names this page among those that show the draft
/// @param saved what is known of the last save, in words
/// @param counters of every row of texts
/// @param notes to consider, with the fields that they lead to
/// @param others what somebody else saved meanwhile
/// @param checked whether the draft was checked and nothing keeps it from being submitted
record EditorPage(
        Frame frame,
        Draft draft,
        String page,
        int revision,
        String saved,
        Fields fields,
        Typed typed,
        AudienceBuilder builder,
        AudiencePanel panel,
        List<SmsCounter> counters,
        List<Typed.Fault> notes,
        List<Other> others,
        boolean checked) {
    /// A field that somebody else changed.
    record Other(String label, String text) {}

    static final List<Choice> CATEGORIES = Choice.of(Category.class, EditorPage::spaced);
    static final List<Choice> RESPONSES = Choice.of(ResponseType.class, EditorPage::spaced);
    static final List<Choice> URGENCIES = Choice.of(Urgency.class, Text::plain);
    static final List<Choice> SEVERITIES = Choice.of(Severity.class, Text::plain);
    static final List<Choice> CERTAINTIES = Choice.of(Certainty.class, Text::plain);
    static final List<Choice> HANDLINGS = Choice.of(Handling.class, Handling::word);
    static final List<Choice> MODES = Choice.of(Mode.class, Text::plain);
    static final List<Choice> CHANNELS = Choice.of(ChannelKind.class, Text::channelTitle);
    static final List<Choice> CONDITIONS = List.of(
            new Choice(Condition.ALWAYS.word(), "Everybody it is for"),
            new Choice(Condition.UNACKNOWLEDGED.word(), "Only premises that have not acknowledged"));
    static final List<Choice> KINDS = List.of(
            new Choice(Action.Kind.CALL.word(), "Calls a number"),
            new Choice(Action.Kind.OPEN.word(), "Opens a page"),
            new Choice(Action.Kind.COMPLETE.word(), "Opens a training"));

    private static String spaced(Coded value) {
        String word = value.word();
        return word.equals("AllClear") ? "All clear" : word;
    }

    String action() {
        return "/compose/" + draft.key();
    }

    /// The first rows of the pairs of texts.
    List<Integer> pairs() {
        List<Integer> pairs = new ArrayList<>();
        for (int i = 0; i + 1 < fields.rows("variants"); i += 2) {
            pairs.add(i);
        }
        return pairs;
    }

    String tier(int row) {
        return Labels.tier(fields.text("variants[" + row + "].tier"));
    }

    boolean isWelsh(int row) {
        return fields.text("variants[" + row + "].language").equals(Language.CY.word());
    }

    /// The tiers that have no texts of their own.
    List<Choice> missingTiers() {
        return Arrays.stream(Tier.values())
                .filter(tier -> pairs().stream()
                        .noneMatch(
                                row -> fields.text("variants[" + row + "].tier").equals(tier.word())))
                .map(tier -> new Choice(tier.word(), Text.tier(tier)))
                .toList();
    }

    SmsCounter counter(int row) {
        return counters.get(row);
    }

    int steps() {
        return fields.rows("plan");
    }

    boolean moreSteps() {
        return steps() < Plan.MAX_STEPS;
    }

    int questions() {
        return fields.rows("questions");
    }

    boolean moreQuestions() {
        return questions() < Response.MAX_QUESTIONS;
    }

    /// How many answers of a question the form has room for.
    int choices(int question) {
        int last = 1;
        for (int k = 0; k < Response.MAX_CHOICES; k++) {
            String at = "questions[" + question + "].choices[" + k + "]";
            last = fields.blank(at + ".en") && fields.blank(at + ".cy") ? last : k;
        }
        return Math.min(Response.MAX_CHOICES, last + 2);
    }

    int actions() {
        return fields.rows("actions");
    }

    boolean moreActions() {
        return actions() < Prompts.MAX_ACTIONS;
    }

    /// What can be completed, in words.
    static String trainings() {
        return String.join(
                ", ",
                Taxonomy.standard().entries(Dimension.DONE).stream()
                        .map(Taxonomy.Entry::key)
                        .toList());
    }

    /// Whether a part of the page has something in it or wrong with it.
    boolean opens(String prefix) {
        return typed.faults().stream().anyMatch(fault -> fault.field().startsWith(prefix))
                || fields.values().keySet().stream().anyMatch(name -> name.startsWith(prefix) && !fields.blank(name));
    }

    /// The mode, which is fixed once there is an alert; empty before.
    String fixedMode() {
        return draft.content().map(each -> Text.plain(each.mode())).orElse("");
    }
}
