package uk.tocsin.console.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import uk.tocsin.audience.Taxonomy;
import uk.tocsin.console.config.Secret;
import uk.tocsin.console.config.Settings;
import uk.tocsin.model.Action;
import uk.tocsin.model.Alert;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Language;
import uk.tocsin.model.Prompts;
import uk.tocsin.model.Question;
import uk.tocsin.model.Response;
import uk.tocsin.model.Words;
import uk.tocsin.receipt.DeliveryToken;
import uk.tocsin.receipt.TokenMint;

class AnswerHtmlTest {
    private static final String HOSTILE = "\"><script>alert('x')</script>&";
    private static final String ESCAPED = "&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;";
    private static final Words WORDS = new Words(HOSTILE, "");
    private static final Prompts PROMPTS = new Prompts(
            List.of(new Question(new Words("Are you safe?", "Ydych chi'n ddiogel?"), List.of(WORDS, WORDS))),
            List.of(
                    new Action(Action.Kind.CALL, WORDS, "020 7946 0000"),
                    new Action(Action.Kind.OPEN, WORDS, "https://advice.example.test/?a=1&b=2"),
                    new Action(Action.Kind.COMPLETE, WORDS, "act-awareness")));
    private static final DeliveryToken TOKEN = new DeliveryToken(12, 70, 0, 1);
    private static final TokenMint MINT = new TokenMint(1, Map.of(1, new byte[32]));

    private static String answers(Language language, Said said, Given given) {
        Html body = new Html();
        AnswerHtml answer =
                new AnswerHtml(body, language, new AnswerHtml.Desk("/a/x?lang=en&b", Map.of("proof", HOSTILE)));
        answer.premises(said.premises())
                .read(said.acknowledged(), Phrase.READ, Phrase.NOTED)
                .acted(said.acted())
                .questions(PROMPTS, said, given);
        return body.toString();
    }

    private static Given nothing() {
        return new Given(Map.of());
    }

    private static Said silent() {
        return new Said(false, List.of(), 1);
    }

    private static String actions(Alert alert, Map<String, Settings.Training> known, Language language) {
        Html body = new Html();
        ActionHtml html = new ActionHtml(new Page("", "Police"), new Trainings(known, Taxonomy.standard(), MINT));
        html.write(body, alert, TOKEN, language);
        return body.toString();
    }

    private static Map<String, Settings.Training> known() {
        return Map.of(
                "act-awareness",
                new Settings.Training(URI.create("https://learn.example.test/act"), new Secret("s".repeat(32))));
    }

    @Test
    void everythingThatPeopleWroteIsEscaped() {
        String page = answers(Language.EN, silent(), nothing());
        assertThat(page).contains(ESCAPED, "action=\"/a/x?lang=en&amp;b\"").doesNotContain(HOSTILE, "<script");
        String actions = actions(Alerts.asking(PROMPTS, ChannelKind.EMAIL), known(), Language.EN);
        assertThat(actions).contains(ESCAPED).doesNotContain(HOSTILE, "<script");
    }

    @Test
    void aQuestionIsAFieldsetOfRadiosWithAnErrorWhereNothingIsChosen() {
        String page = answers(Language.EN, silent(), nothing());
        assertThat(page)
                .contains("<fieldset", "<legend", "type=\"radio\" id=\"answer-0\" name=\"answer-0\" value=\"0\"")
                .contains("value=\"acknowledge\"", "value=\"acted\"", "Send this answer")
                .doesNotContain("checked", "error", "premises");
        Given unanswered = AnswerHtml.unanswered(0);
        assertThat(answers(Language.EN, silent(), unanswered))
                .contains("id=\"answer-0-error\"", "aria-describedby=\"answer-0-error\"", "Choose an answer");
        Html summary = new Html();
        AnswerHtml.summary(summary, Language.CY, unanswered);
        assertThat(summary.toString()).contains("Mae problem", "href=\"#answer-0\"", "Dewiswch ateb");
    }

    @Test
    void whatWasAnsweredIsShownAndCanBeChanged() {
        Said said = new Said(true, List.of(Response.ACTION_TAKEN, new Response(0, 1)), 3);
        assertThat(answers(Language.EN, said, nothing()))
                .contains(
                        "Thank you", "We have noted that you have taken action.", "Your answer: ", "Change this answer")
                .contains("value=\"1\" checked", "You answer for 3 premises")
                .doesNotContain("value=\"acknowledge\"", "value=\"acted\"", "value=\"0\" checked");
    }

    @Test
    void englishWordsOnAWelshPageSaySo() {
        assertThat(answers(Language.CY, silent(), nothing()))
                .contains("Ydych chi&#39;n ddiogel?", "Rwyf wedi gweithredu", "<div>");
        assertThat(actions(Alerts.asking(PROMPTS, ChannelKind.EMAIL), known(), Language.CY))
                .contains("lang=\"en-GB\"");
        assertThat(actions(Alerts.asking(PROMPTS, ChannelKind.EMAIL), known(), Language.EN))
                .doesNotContain("lang=");
    }

    @Test
    void actionsLeadByUsAndCarryNoMoreThanTheyMust() {
        String page = actions(Alerts.asking(PROMPTS, ChannelKind.EMAIL), known(), Language.EN);
        assertThat(page)
                .contains("href=\"tel:02079460000\"", "action=\"/go/12/1\"", "action=\"/go/12/2\"")
                .contains("name=\"token\" value=\"" + MINT.url(TOKEN) + "\"")
                .doesNotContain("advice.example.test", "learn.example.test");
        String open = page.substring(page.indexOf("/go/12/1"), page.indexOf("/go/12/2"));
        assertThat(open).doesNotContain("token");
    }

    @Test
    void whatNoSiteIsNamedForIsNotOffered() {
        assertThat(actions(Alerts.asking(PROMPTS, ChannelKind.EMAIL), Map.of(), Language.EN))
                .contains("/go/12/1")
                .doesNotContain("/go/12/2");
        Prompts only = new Prompts(List.of(), PROMPTS.actions().subList(2, 3));
        assertThat(actions(Alerts.asking(only, ChannelKind.EMAIL), Map.of(), Language.EN))
                .isEmpty();
    }

    @Test
    void abovePublicHandlingActionsAreLinks() {
        String page = actions(Alerts.restrictedAsking(PROMPTS, ChannelKind.EMAIL), known(), Language.EN);
        assertThat(page)
                .contains("href=\"https://advice.example.test/?a=1&amp;b=2\"")
                .contains("href=\"https://learn.example.test/act?t=")
                .doesNotContain("/go/", "<form");
    }

    @Test
    void aPolicyNamesOnlyTheSchemesThatFormsLeadTo() {
        ActionHtml html = new ActionHtml(new Page("", "Police"), new Trainings(known(), Taxonomy.standard(), MINT));
        assertThat(html.schemes(Alerts.asking(PROMPTS, ChannelKind.EMAIL))).containsExactly("https:");
        assertThat(html.schemes(Alerts.restrictedAsking(PROMPTS, ChannelKind.EMAIL)))
                .isEmpty();
        assertThat(html.schemes(Alerts.on(ChannelKind.EMAIL))).isEmpty();
        assertThat(ContentPolicy.USUAL).contains("form-action 'self';", "default-src 'none'");
        assertThat(ContentPolicy.leading(html.schemes(Alerts.asking(PROMPTS, ChannelKind.EMAIL))))
                .contains("form-action 'self' https:;");
    }
}
