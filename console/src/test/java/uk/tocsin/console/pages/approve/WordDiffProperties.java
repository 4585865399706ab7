package uk.tocsin.console.pages.approve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import uk.tocsin.console.pages.approve.WordDiff.Fate;
import uk.tocsin.console.pages.approve.WordDiff.Part;

class WordDiffProperties {
    private static String joined(List<Part> parts, Fate... fates) {
        Set<Fate> wanted = Set.of(fates);
        return parts.stream()
                .filter(part -> wanted.contains(part.fate()))
                .map(Part::text)
                .collect(Collectors.joining());
    }

    @Property
    void thePartsGiveBothTextsBack(
            @ForAll @CharRange(from = 'a', to = 'c') @CharRange(from = ' ', to = ' ') @StringLength(max = 60)
                    String before,
            @ForAll @CharRange(from = 'a', to = 'c') @CharRange(from = ' ', to = ' ') @StringLength(max = 60)
                    String after) {
        List<Part> parts = WordDiff.of(before, after);

        assertThat(joined(parts, Fate.KEPT, Fate.TAKEN_OUT)).isEqualTo(before);
        assertThat(joined(parts, Fate.KEPT, Fate.PUT_IN)).isEqualTo(after);
    }

    @Property
    void anyTextIsKeptWhole(@ForAll String text) {
        List<Part> parts = WordDiff.of(text, text);

        assertThat(joined(parts, Fate.KEPT)).isEqualTo(text);
        assertThat(joined(parts, Fate.TAKEN_OUT, Fate.PUT_IN)).isEmpty();
    }

    @Test
    void oneWordThatChangedIsOneChange() {
        assertThat(WordDiff.of("Keep away from Camden Market.", "Keep away from Camden Lock."))
                .containsExactly(
                        new Part(Fate.KEPT, "Keep away from Camden "),
                        new Part(Fate.TAKEN_OUT, "Market"),
                        new Part(Fate.PUT_IN, "Lock"),
                        new Part(Fate.KEPT, "."));
    }

    @Test
    void textsThatAreFarTooLongToCompareAreReplaced() {
        String before = "a b ".repeat(2000);
        String after = "c d ".repeat(2000);

        assertThat(WordDiff.of(before, after)).extracting(Part::fate).containsSubsequence(Fate.TAKEN_OUT, Fate.PUT_IN);
    }
}
