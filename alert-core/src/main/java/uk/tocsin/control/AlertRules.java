package uk.tocsin.control;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import uk.tocsin.model.Action;
import uk.tocsin.model.Alert;
import uk.tocsin.model.Audience;
import uk.tocsin.model.Condition;
import uk.tocsin.model.Handling;
import uk.tocsin.model.Language;
import uk.tocsin.model.MessageType;
import uk.tocsin.model.Prompts;
import uk.tocsin.model.Question;
import uk.tocsin.model.Response;
import uk.tocsin.model.ResponseType;
import uk.tocsin.model.Step;
import uk.tocsin.model.Tier;
import uk.tocsin.model.Variant;
import uk.tocsin.model.Words;

/// What an alert must be before it may be submitted. Complete: every problem is found at once, each with the
/// field it is in. Stateless; any thread.
public final class AlertRules {
    /// The longest an alert may be in force from the moment it is submitted. Longer advice is a page, not an
    /// alert; every try, ttl and step is bounded by it.
    public static final Duration LONGEST = Duration.ofDays(7);

    /// CAP 1.2 recommends at most 160 characters for what small displays show.
    public static final int MAX_HEADLINE = 160;

    /// Three parts of GSM-7 (3GPP TS 23.038: 153 each) before the link is added.
    public static final int MAX_SHORT = 459;

    /// Ten screens of a phone.
    public static final int MAX_DESCRIPTION = 8000;

    /// Five screens of a phone.
    public static final int MAX_INSTRUCTION = 4000;

    /// One line of a page.
    public static final int MAX_EVENT = 100;

    /// A few place names.
    public static final int MAX_AREA = 500;

    /// What browsers and mail programs carry unharmed.
    public static final int MAX_LINK = 1000;

    /// A question is one line of a phone, twice.
    public static final int MAX_QUESTION = 150;

    /// A choice, and the words of a button.
    public static final int MAX_CHOICE = 60;

    /// A few sentences.
    public static final int MAX_REASON = 500;

    /// One version in the log: every text at its longest in every variant stays below the log's 1 MiB append.
    public static final int MAX_BYTES = 256 * 1024;

    /// Wording of threat levels that was withdrawn: levels have one wording, and a mixture frightens.
    private static final List<String> WITHDRAWN = List.of("strong possibility", "expected imminently");

    /// Short numbers such as 999 as well as long ones.
    private static final Pattern TELEPHONE = Pattern.compile("\\+?[0-9]([0-9 ]{1,18})[0-9]");

    private static final Pattern KEY = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    private final Alert alert;
    private final Instant now;
    private final List<Problem> problems = new ArrayList<>();

    private AlertRules(Alert alert, Instant now) {
        this.alert = alert;
        this.now = now;
    }

    /// One rule that is broken.
    ///
    /// @param field a path such as `variants[0].headline`
    public record Problem(String field, String reason) {
        @Override
        public String toString() {
            return field + ": " + reason;
        }
    }

    /// Everything that is wrong with an alert that would be submitted now; empty when nothing is.
    public static List<Problem> check(Alert alert, Instant now) {
        AlertRules rules = new AlertRules(alert, now);
        rules.kind();
        rules.classification();
        rules.text("event", alert.event(), 1, MAX_EVENT, false);
        rules.text("area.description", alert.area().description(), 1, MAX_AREA, false);
        AreaRules.check(alert.area(), rules::problem);
        rules.times();
        rules.link();
        rules.variants();
        rules.plan();
        rules.prompts();
        return List.copyOf(rules.problems);
    }

    /// What is wrong with the characters of a text, if anything: half characters, control characters (lines and
    /// tabs excepted), and those that reverse what follows.
    public static Optional<String> characters(String text) {
        return Texts.fault(text);
    }

    /// All problems in one line.
    static String words(List<Problem> problems) {
        return problems.stream().map(Problem::toString).collect(Collectors.joining("; "));
    }

    private void problem(String field, String reason) {
        problems.add(new Problem(field, reason));
    }

    private void require(boolean holds, String field, String reason) {
        if (!holds) {
            problem(field, reason);
        }
    }

    private void text(String field, String text, int least, int most, boolean lines) {
        require(least == 0 || !text.isBlank(), field, "is missing");
        require(text.length() <= most, field, "has " + text.length() + " characters; " + most + " are allowed");
        Texts.fault(text).ifPresent(fault -> problem(field, fault));
        require(lines || text.indexOf('\n') < 0, field, "has more than one line");
        String lower = text.toLowerCase(Locale.ROOT);
        for (String words : WITHDRAWN) {
            require(!lower.contains(words), field, "uses withdrawn wording of threat levels: \"" + words + "\"");
        }
    }

    private void kind() {
        boolean original = alert.type() == MessageType.ALERT;
        require(original == (alert.parent() == 0), "parent", "only an Update or a Cancel has one, and must");
    }

    private void classification() {
        Alert.Classification c = alert.classification();
        require(!c.categories().isEmpty(), "classification.categories", "is missing");
        require(distinct(c.categories()), "classification.categories", "names one twice");
        require(distinct(c.responses()), "classification.responses", "names one twice");
        require(
                c.responses().size() <= 1 || !c.responses().contains(ResponseType.NONE),
                "classification.responses",
                "None stands alone");
    }

    private static boolean distinct(List<?> values) {
        return Set.copyOf(values).size() == values.size();
    }

    private void times() {
        require(alert.expires().isAfter(now), "expires", "is not in the future");
        require(
                !alert.expires().isAfter(now.plus(LONGEST)),
                "expires",
                "is more than " + LONGEST.toDays() + " days away");
        require(wholeMillis(alert.expires()), "expires", "is finer than a millisecond");
        alert.knownAt().ifPresent(known -> {
            require(!known.isAfter(now), "knownAt", "is in the future");
            require(wholeMillis(known), "knownAt", "is finer than a millisecond");
        });
    }

    private static boolean wholeMillis(Instant time) {
        return time.equals(time.truncatedTo(ChronoUnit.MILLIS));
    }

    private void link() {
        String link = alert.link();
        if (link.isEmpty()) {
            return;
        }
        require(
                link.length() <= MAX_LINK,
                "link",
                "has " + link.length() + " characters; " + MAX_LINK + " are allowed");
        linkFault(link).ifPresent(fault -> problem("link", fault));
    }

    private static Optional<String> linkFault(String link) {
        URI uri;
        try {
            uri = new URI(link).parseServerAuthority();
        } catch (URISyntaxException e) {
            return Optional.of("is no web address: " + e.getReason());
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http")) {
            return Optional.of("begins neither with https:// nor with http://");
        }
        if (uri.getHost() == null) {
            return Optional.of("names no host");
        }
        return uri.getRawUserInfo() == null ? Optional.empty() : Optional.of("carries a user name");
    }

    private void variants() {
        require(!alert.variants().isEmpty(), "variants", "there is none");
        Set<String> seen = new HashSet<>();
        Set<Tier> english = EnumSet.noneOf(Tier.class);
        for (int i = 0; i < alert.variants().size(); i++) {
            Variant v = alert.variants().get(i);
            String at = "variants[" + i + "]";
            require(
                    seen.add(v.tier().word() + " " + v.language().word()),
                    at,
                    "is a second one for " + v.tier().word() + " in "
                            + v.language().word());
            if (v.language() == Language.EN) {
                english.add(v.tier());
            }
            text(at + ".headline", v.headline(), 1, MAX_HEADLINE, false);
            text(at + ".shortText", v.shortText(), 1, MAX_SHORT, true);
            text(at + ".description", v.description(), 1, MAX_DESCRIPTION, true);
            text(at + ".instruction", v.instruction(), 0, MAX_INSTRUCTION, true);
            require(
                    alert.handling() != Handling.SENSITIVE || v.tier() != Tier.PUBLIC,
                    at + ".tier",
                    "is public, but the alert is " + Handling.SENSITIVE.word());
        }
        for (Variant v : alert.variants()) {
            if (english.add(v.tier())) {
                problem(
                        "variants",
                        "there is no English one for tier " + v.tier().word());
            }
        }
    }

    private void plan() {
        Duration inForce = Duration.between(now, alert.expires());
        Duration before = Duration.ZERO;
        List<Step> steps = alert.plan().steps();
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            String at = "plan.steps[" + i + "].";
            Duration delay = step.delay();
            require(i > 0 || delay.isZero(), at + "delay", "the first step begins at once");
            require(!delay.isNegative() && delay.compareTo(before) >= 0, at + "delay", "is before that of the last");
            require(delay.compareTo(inForce) < 0, at + "delay", "ends after the alert has expired");
            require(delay.equals(delay.truncatedTo(ChronoUnit.MILLIS)), at + "delay", "is finer than a millisecond");
            condition(step, at);
            for (Step earlier : steps.subList(0, i)) {
                require(
                        !serves(earlier, step),
                        at + "channel",
                        step.channel().word() + " was used by a step before, for everybody whom this is for");
            }
            before = delay;
        }
    }

    private void condition(Step step, String at) {
        boolean first = step.delay().isZero();
        require(
                !first || step.condition() == Condition.ALWAYS,
                at + "condition",
                "nobody can have acknowledged before anything was sent");
        require(!first || step.enough() == 0, at + "enough", "a step that begins at once has no share to wait for");
        boolean owes = alert.type() != MessageType.ALERT;
        require(!owes || step.enough() == 0, at + "enough", "what changes an alert goes to all who received that one");
        require(
                alert.type() != MessageType.CANCEL || step.unconditional(),
                at + "condition",
                "a Cancel goes to all who received what it ends");
    }

    /// Whether nobody is left for a step after an earlier one by the same channel.
    private static boolean serves(Step earlier, Step step) {
        boolean all =
                earlier.among().equals(Audience.everyone()) || earlier.among().equals(step.among());
        return earlier.channel() == step.channel() && earlier.condition() == Condition.ALWAYS && all;
    }

    private void prompts() {
        List<Question> questions = alert.prompts().questions();
        require(
                questions.size() <= Response.MAX_QUESTIONS,
                "questions",
                "there are " + questions.size() + "; " + Response.MAX_QUESTIONS + " are allowed");
        for (int i = 0; i < questions.size(); i++) {
            Question question = questions.get(i);
            String at = "questions[" + i + "]";
            words(at + ".text", question.words(), MAX_QUESTION);
            int choices = question.choices().size();
            require(
                    choices >= 2 && choices <= Response.MAX_CHOICES,
                    at + ".choices",
                    "there are " + choices + "; 2 to " + Response.MAX_CHOICES + " are allowed");
            for (int k = 0; k < choices; k++) {
                words(at + ".choices[" + k + "]", question.choices().get(k), MAX_CHOICE);
            }
            require(distinct(question.choices()), at + ".choices", "names one twice");
        }
        List<Action> actions = alert.prompts().actions();
        require(
                actions.size() <= Prompts.MAX_ACTIONS,
                "actions",
                "there are " + actions.size() + "; " + Prompts.MAX_ACTIONS + " are allowed");
        for (int i = 0; i < actions.size(); i++) {
            action("actions[" + i + "]", actions.get(i));
        }
    }

    private void words(String field, Words words, int most) {
        text(field + ".en", words.english(), 1, most, false);
        text(field + ".cy", words.welsh(), 0, most, false);
    }

    private void action(String at, Action action) {
        words(at + ".text", action.words(), MAX_CHOICE);
        String target = action.target();
        switch (action.kind()) {
            case CALL -> require(TELEPHONE.matcher(target).matches(), at + ".target", "is no telephone number");
            case OPEN -> {
                require(target.length() <= MAX_LINK, at + ".target", "is longer than " + MAX_LINK + " characters");
                linkFault(target).ifPresent(fault -> problem(at + ".target", fault));
            }
            case COMPLETE ->
                require(KEY.matcher(target).matches(), at + ".target", "is no key of something to complete");
        }
    }
}
