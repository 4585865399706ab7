package uk.tocsin.console.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import uk.tocsin.model.Prompts;
import uk.tocsin.model.Question;
import uk.tocsin.model.Response;
import uk.tocsin.model.Words;

class PressTest {
    private static final Words WORDS = new Words("Yes", "");
    private static final Prompts PROMPTS = new Prompts(List.of(new Question(WORDS, List.of(WORDS, WORDS))), List.of());

    private static Press of(String... fields) {
        return of(PROMPTS, fields);
    }

    private static Press of(Prompts prompts, String... fields) {
        Map<String, String> form = new java.util.HashMap<>();
        for (int i = 0; i < fields.length; i += 2) {
            form.put(fields[i], fields[i + 1]);
        }
        return Press.of(form, prompts, true);
    }

    @Test
    void buttonsAndChoicesAreUnderstood() {
        assertThat(of("kind", "acknowledge")).isEqualTo(new Press.Read());
        assertThat(of("kind", "acted")).isEqualTo(new Press.Says(Response.ACTION_TAKEN));
        assertThat(of("kind", "answer", "question", "0", "answer-0", "1"))
                .isEqualTo(new Press.Says(new Response(0, 1)));
        assertThat(of("kind", "answer", "question", "0")).isEqualTo(new Press.Nothing(0));
    }

    @Test
    void whatIsNotAskedIsStrange() {
        assertThat(of()).isEqualTo(new Press.Strange());
        assertThat(of("kind", "anything")).isEqualTo(new Press.Strange());
        assertThat(of("kind", "answer")).isEqualTo(new Press.Strange());
        for (String choice : List.of("2", "9", "", "-1", "x", "00", "٣")) {
            assertThat(of("kind", "answer", "question", "0", "answer-0", choice))
                    .as(choice)
                    .isEqualTo(new Press.Strange());
        }
        for (String question : List.of("1", "9", "", "-1", "x")) {
            assertThat(of("kind", "answer", "question", question, "answer-" + question, "0"))
                    .as(question)
                    .isEqualTo(new Press.Strange());
        }
        assertThat(of(Prompts.NONE, "kind", "answer", "question", "0", "answer-0", "0"))
                .isEqualTo(new Press.Strange());
        assertThat(Press.of(Map.of("kind", "acted"), Prompts.NONE, false)).isEqualTo(new Press.Strange());
    }
}
