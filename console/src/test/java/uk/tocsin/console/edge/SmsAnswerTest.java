package uk.tocsin.console.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import uk.tocsin.model.Language;
import uk.tocsin.model.Prompts;
import uk.tocsin.model.Question;
import uk.tocsin.model.Response;
import uk.tocsin.model.Words;
import uk.tocsin.receipt.DeliveryToken;

class SmsAnswerTest {
    private static final Question SAFE = new Question(
            new Words("Are your people safe?", "A yw eich pobl yn ddiogel?"),
            List.of(new Words("All safe", "Pawb yn ddiogel"), new Words("Some are not", ""), new Words("No", "Na")));
    private static final Prompts ONE = new Prompts(List.of(SAFE), List.of());
    private static final Prompts TWO = new Prompts(List.of(SAFE, SAFE), List.of());

    private static SmsAnswer.Open open(int alert, boolean acknowledged, Prompts prompts) {
        return new SmsAnswer.Open(new DeliveryToken(alert, 64, 0, 1), acknowledged, prompts);
    }

    private static SmsAnswer.Open plain(int alert) {
        return open(alert, false, Prompts.NONE);
    }

    private static SmsAnswer reads(int alert) {
        return new SmsAnswer.Reads(new DeliveryToken(alert, 64, 0, 1));
    }

    private static SmsAnswer says(int alert, int choice) {
        return new SmsAnswer.Says(new DeliveryToken(alert, 64, 0, 1), new Response(0, choice));
    }

    @Test
    void assentAcknowledgesTheOnlyAlert() {
        for (String body : List.of("YES", "yes.", " Ie! ", "Wedi darllen", "1")) {
            assertThat(SmsAnswer.of(body, List.of(plain(12)))).as(body).isEqualTo(reads(12));
        }
        for (String body : List.of("who is this?", "yes but where", "", "12", "2")) {
            assertThat(SmsAnswer.of(body, List.of(plain(12)))).as(body).isEqualTo(new SmsAnswer.Other());
        }
    }

    @Test
    void withNothingOpenNothingIsAnswered() {
        assertThat(SmsAnswer.of("YES", List.of())).isEqualTo(new SmsAnswer.NothingOpen());
        assertThat(SmsAnswer.of("12 YES", List.of())).isEqualTo(new SmsAnswer.Other());
        assertThat(SmsAnswer.of("hello", List.of())).isEqualTo(new SmsAnswer.Other());
    }

    @Test
    void anAlertThatWasAcknowledgedDoesNotWait() {
        List<SmsAnswer.Open> open = List.of(plain(14), open(12, true, Prompts.NONE));
        assertThat(SmsAnswer.of("YES", open)).isEqualTo(reads(14));
        assertThat(SmsAnswer.of("YES", List.of(open(14, true, Prompts.NONE), plain(12))))
                .as("the only one that waits, though a newer one is open")
                .isEqualTo(reads(12));
        assertThat(SmsAnswer.of("some are not", List.of(open(14, true, ONE), plain(12))))
                .as("what only the newest asks")
                .isEqualTo(says(14, 1));
    }

    @Test
    void whereTwoWaitItIsAskedWhichIsMeant() {
        List<SmsAnswer.Open> open = List.of(plain(14), plain(12));
        assertThat(SmsAnswer.of("YES", open)).isEqualTo(new SmsAnswer.Which(List.of(12, 14)));
        assertThat(SmsAnswer.of("hello", open)).isEqualTo(new SmsAnswer.Other());
        assertThat(SmsAnswer.of("all safe", List.of(plain(14), open(12, false, ONE))))
                .isEqualTo(new SmsAnswer.Which(List.of(12, 14)));
    }

    @Test
    void aNumberNamesAnAlert() {
        List<SmsAnswer.Open> open = List.of(plain(14), plain(12), open(9, true, ONE));
        assertThat(SmsAnswer.of("12 YES", open)).isEqualTo(reads(12));
        assertThat(SmsAnswer.of("12: ie", open)).isEqualTo(reads(12));
        assertThat(SmsAnswer.of("14", open)).isEqualTo(reads(14));
        assertThat(SmsAnswer.of("9 2", open)).isEqualTo(says(9, 1));
        assertThat(SmsAnswer.of("9 no", open)).isEqualTo(says(9, 2));
        for (String body : List.of("12 what?", "13 YES", "13", "999999999 YES", "12345678901 YES")) {
            assertThat(SmsAnswer.of(body, open)).as(body).isEqualTo(new SmsAnswer.Other());
        }
    }

    @Test
    void aNumberThatMayBeAChoiceNamesNoAlert() {
        List<SmsAnswer.Open> open = List.of(open(3, false, ONE), plain(2));
        assertThat(SmsAnswer.of("2", open)).isEqualTo(new SmsAnswer.Which(List.of(2, 3)));
        assertThat(SmsAnswer.of("1", List.of(plain(2), plain(1)))).isEqualTo(new SmsAnswer.Which(List.of(1, 2)));
    }

    @Test
    void aChoiceAnswersTheOneQuestion() {
        List<SmsAnswer.Open> open = List.of(open(12, false, ONE));
        assertThat(SmsAnswer.of("1", open)).isEqualTo(says(12, 0));
        assertThat(SmsAnswer.of("3.", open)).isEqualTo(says(12, 2));
        assertThat(SmsAnswer.of("some  are NOT", open)).isEqualTo(says(12, 1));
        assertThat(SmsAnswer.of("pawb yn ddiogel", open)).isEqualTo(says(12, 0));
        assertThat(SmsAnswer.of("yes", open)).isEqualTo(reads(12));
        assertThat(SmsAnswer.of("4", open)).isEqualTo(new SmsAnswer.Other());
        assertThat(SmsAnswer.of("1", List.of(open(12, false, TWO)))).isEqualTo(reads(12));
        assertThat(SmsAnswer.of("3", List.of(open(12, false, TWO)))).isEqualTo(new SmsAnswer.Other());
    }

    @Test
    void theQuestionIsInBothLanguages() {
        assertThat(SmsAnswer.ask(List.of(12, 14), Language.EN)).isEqualTo("Reply 12 YES or 14 YES");
        assertThat(SmsAnswer.ask(List.of(12, 14, 15), Language.CY)).isEqualTo("Atebwch 12 IE, 14 IE neu 15 IE");
    }
}
