package uk.tocsin.console.pages.compose;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import uk.tocsin.model.Action;
import uk.tocsin.model.Alert;
import uk.tocsin.model.Handling;
import uk.tocsin.model.Mode;

/// What is wrong with the words of an alert.
final class WordLint {
    /// Words that tell people to be afraid and not what to do. Whole words; alike in capitals.
    private static final Pattern PANIC = Pattern.compile(
            "\\b(panic\\w*|terrify\\w*|horrific\\w*|horrifying|carnage|massacre\\w*|bloodbath|slaughter\\w*|deadly"
                    + "|chaos|mayhem|run for your li(fe|ves)|no one is safe|nobody is safe|panig\\w*|cyflafan"
                    + "|arswydus|erchyll|anhrefn)\\b",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);

    /// Wording and names of threat levels and states of alert that were withdrawn, those of the log's rules excepted.
    private static final Pattern OLD = Pattern.compile(
            "\\b(an attack is (imminent|expected)|attack is unlikely|black special|amber alert state|state of alert"
                    + "|response level (normal|heightened|exceptional)|posibilrwydd cryf|ar fin digwydd)\\b",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private static final Pattern MEANS =
            Pattern.compile("an attack is ([a-z, ]+?)(?=[.;:\\n]|$)", Pattern.CASE_INSENSITIVE);

    private static final Pattern PLACEHOLDER = Pattern.compile("\\[[^\\[\\]\\n]{1,60}\\]");
    private static final Pattern MAIL = Pattern.compile("[\\w.+-]+@([\\w-]+(?:\\.[\\w-]+)+)");
    private static final Pattern PHONE = Pattern.compile("(?<![\\w/.-])(?:\\+44|\\(?0)[0-9() -]{7,16}[0-9](?!\\w)");
    private static final Pattern CAPITALS = Pattern.compile("\\b\\p{Lu}{3,}\\b", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern LETTERS = Pattern.compile("\\p{L}{3,}");
    private static final Pattern SHOUTING = Pattern.compile("!\\s*!");
    private static final Pattern MARK =
            Pattern.compile("EXERCISE EXERCISE EXERCISE|YMARFER YMARFER YMARFER|TEST TEST TEST|PRAWF PRAWF PRAWF");

    /// The police and the charity that take reports, and the text relay: published numbers and nobody's own.
    private static final Set<String> PUBLISHED =
            Set.of("999", "112", "101", "105", "111", "18000", "0800789321", "0800555111", "08007893218");

    private static final int FEWEST_CAPITALS = 4;

    private final Consumer<Finding> found;

    WordLint(Consumer<Finding> found) {
        this.found = found;
    }

    void check(Alert alert) {
        for (Passage passage : Passage.of(alert)) {
            placeholders(passage);
            wording(passage);
            personal(passage);
            capitals(passage);
            marks(passage, alert.mode());
        }
        for (int i = 0; i < alert.prompts().actions().size(); i++) {
            Action action = alert.prompts().actions().get(i);
            if (action.kind() == Action.Kind.CALL && !PUBLISHED.contains(digits(action.target()))) {
                found.accept(Finding.should(
                        "actions[" + i + "].target",
                        "Calls a number that is not among the published ones: make sure that it is nobody's own."));
            }
        }
        if (alert.handling() != Handling.PUBLIC && !alert.link().isEmpty()) {
            found.accept(Finding.should("link", "Is not sent: above OFFICIAL-PUBLIC only people who sign in see it."));
        }
    }

    private void placeholders(Passage passage) {
        Matcher matcher = PLACEHOLDER.matcher(passage.text());
        if (matcher.find()) {
            found.accept(
                    Finding.must(passage.field(), "Still says " + matcher.group() + ": put in what it stands for."));
        }
    }

    private void wording(Passage passage) {
        Matcher panic = PANIC.matcher(passage.text());
        if (panic.find()) {
            found.accept(Finding.should(
                    passage.field(),
                    "Says \"" + panic.group() + "\", which frightens: say what people should do instead."));
        }
        if (SHOUTING.matcher(passage.text()).find()) {
            found.accept(
                    Finding.should(passage.field(), "Has several exclamation marks: one is enough, none is better."));
        }
        Matcher old = OLD.matcher(passage.text());
        if (old.find()) {
            found.accept(Finding.must(
                    passage.field(), "Says \"" + old.group() + "\", which is no current wording of a threat level."));
        }
        threatLevel(passage);
    }

    /// A level that is named with its meaning has the meaning that is its own.
    private void threatLevel(Passage passage) {
        Matcher means = MEANS.matcher(passage.text());
        List<ThreatLevel> named = List.of(ThreatLevel.values()).stream()
                .filter(level -> Pattern.compile("\\b" + level.name() + "\\b")
                        .matcher(passage.text())
                        .find())
                .toList();
        while (means.find()) {
            String meaning = means.group(1).strip().toLowerCase(Locale.UK);
            boolean right = named.isEmpty()
                    || named.stream()
                            .anyMatch(level ->
                                    level.meaning(uk.tocsin.model.Language.EN).equals(meaning));
            if (!right) {
                found.accept(Finding.must(
                        passage.field(),
                        "Says that an attack is \"" + meaning + "\", which is not what the level it names means."));
            }
        }
    }

    private void personal(Passage passage) {
        Matcher mail = MAIL.matcher(passage.text());
        while (mail.find()) {
            String domain = mail.group(1).toLowerCase(Locale.ROOT);
            if (!("." + domain).endsWith(".gov.uk") && !("." + domain).endsWith(".police.uk")) {
                found.accept(Finding.must(
                        passage.field(),
                        "Has an email address outside gov.uk and police.uk: it may be somebody's own."));
                break;
            }
        }
        Matcher phone = PHONE.matcher(passage.text());
        while (phone.find()) {
            if (!PUBLISHED.contains(digits(phone.group()))) {
                found.accept(Finding.must(
                        passage.field(),
                        "Has a phone number that is not among the published ones: it may be somebody's own."));
                break;
            }
        }
    }

    private static String digits(String text) {
        return text.replaceAll("[^0-9+]", "").replaceFirst("^\\+44", "0");
    }

    private void capitals(Passage passage) {
        String words = MARK.matcher(passage.text()).replaceAll("");
        long loud = CAPITALS.matcher(words).results().count();
        long all = LETTERS.matcher(words).results().count();
        if (loud >= FEWEST_CAPITALS && loud * 2 > all) {
            found.accept(Finding.should(
                    passage.field(), "Is in capitals: they are hard to read, and screen readers may spell them out."));
        }
    }

    private void marks(Passage passage, Mode mode) {
        if (!MARK.matcher(passage.text()).find()) {
            return;
        }
        found.accept(
                mode == Mode.ACTUAL
                        ? Finding.must(passage.field(), "Is marked as an exercise or test, but the alert is real.")
                        : Finding.should(
                                passage.field(),
                                "Has the mark of an exercise or test, which every message gets by itself: it would"
                                        + " stand there twice."));
    }
}
