package uk.tocsin.console.edge;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import uk.tocsin.channel.sms.InboundText;
import uk.tocsin.model.Language;
import uk.tocsin.model.Prompts;
import uk.tocsin.model.Question;
import uk.tocsin.model.Response;
import uk.tocsin.receipt.DeliveryToken;

/// What a text says about the alerts that were sent to its number: a text carries no token. It is about the one that
/// it names, else about the newest if that one asks what it answers, else about the one that waits for an answer, else
/// about the newest; while two wait and it names neither, it is asked which one is meant.
sealed interface SmsAnswer {
    /// They have read an alert.
    record Reads(DeliveryToken token) implements SmsAnswer {}

    /// They answer the one question of an alert.
    record Says(DeliveryToken token, Response response) implements SmsAnswer {}

    /// Several may be meant.
    ///
    /// @param alerts their numbers, oldest first
    record Which(List<Integer> alerts) implements SmsAnswer {}

    /// It would answer an alert, if one were open.
    record NothingOpen() implements SmsAnswer {}

    /// It answers nothing that was asked.
    record Other() implements SmsAnswer {}

    /// An alert that may be meant.
    ///
    /// @param prompts what its text asks: nothing where texts must not carry it
    record Open(DeliveryToken token, boolean acknowledged, Prompts prompts) {
        int alert() {
            return token.alert();
        }
    }

    /// A number, and what is said about the alert of that number.
    Pattern NUMBERED = Pattern.compile("(?s)([0-9]{1,9})[\\s:.,)-]+(\\S.*)");

    /// Alerts that a text is asked about: so many numbers fit one text, and nobody chooses among more.
    int MOST_ASKED = 5;

    /// What a text says.
    ///
    /// @param open the alerts that it may be about, the newest first
    static SmsAnswer of(String body, List<Open> open) {
        String text = body.strip();
        if (open.isEmpty()) {
            return InboundText.assents(text) ? new NothingOpen() : new Other();
        }
        Matcher numbered = NUMBERED.matcher(text);
        if (numbered.matches()) {
            Optional<Open> named = named(numbered.group(1), open);
            if (named.isPresent()) {
                return about(named.get(), numbered.group(2));
            }
        }
        List<Open> waiting = open.stream().filter(each -> !each.acknowledged()).toList();
        if (waiting.size() > 1) {
            return amongst(waiting, text);
        }
        Open newest = open.getFirst();
        boolean asks = waiting.isEmpty() || response(newest.prompts(), text).isPresent();
        return about(asks ? newest : waiting.getFirst(), text);
    }

    private static Optional<Open> named(String number, List<Open> open) {
        int alert = Integer.parseInt(number);
        return open.stream().filter(each -> each.alert() == alert).findFirst();
    }

    private static SmsAnswer about(Open alert, String text) {
        Optional<Response> response = response(alert.prompts(), text);
        if (response.isPresent()) {
            return new Says(alert.token(), response.get());
        }
        return InboundText.assents(text) ? new Reads(alert.token()) : new Other();
    }

    private static SmsAnswer amongst(List<Open> waiting, String text) {
        boolean answers = InboundText.assents(text)
                || waiting.stream()
                        .anyMatch(each -> response(each.prompts(), text).isPresent());
        if (answers) {
            return new Which(
                    waiting.stream().limit(MOST_ASKED).map(Open::alert).sorted().toList());
        }
        return text.matches("[0-9]{1,9}")
                ? named(text, waiting)
                        .<SmsAnswer>map(each -> new Reads(each.token()))
                        .orElseGet(Other::new)
                : new Other();
    }

    /// The choice that a text names, by its place from 1 or its words, where one question is asked.
    private static Optional<Response> response(Prompts prompts, String text) {
        if (prompts.questions().size() != 1) {
            return Optional.empty();
        }
        Question question = prompts.questions().getFirst();
        String said = plain(text);
        for (int choice = 0; choice < question.choices().size(); choice++) {
            boolean meant = said.equals(Integer.toString(choice + 1))
                    || said.equals(plain(question.choices().get(choice).in(Language.EN)))
                    || said.equals(plain(question.choices().get(choice).in(Language.CY)));
            if (meant) {
                return Optional.of(new Response(0, choice));
            }
        }
        return Optional.empty();
    }

    private static String plain(String text) {
        return text.strip()
                .replaceAll("[.!]+$", "")
                .replaceAll("\\s+", " ")
                .strip()
                .toUpperCase(Locale.ROOT);
    }

    /// Asks which alert is meant.
    static String ask(List<Integer> alerts, Language language) {
        String yes = switch (language) {
            case EN -> " YES";
            case CY -> " IE";
        };
        List<String> words = alerts.stream().map(alert -> alert + yes).toList();
        String all = String.join(", ", words.subList(0, words.size() - 1)) + " " + Phrase.OR.in(language) + " "
                + words.getLast();
        return Phrase.REPLY.in(language) + " " + all;
    }
}
