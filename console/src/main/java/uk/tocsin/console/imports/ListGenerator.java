package uk.tocsin.console.imports;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import uk.tocsin.audience.Taxonomy;
import uk.tocsin.console.population.AnswerSheet;
import uk.tocsin.console.population.Population;
import uk.tocsin.console.register.Organisation;
import uk.tocsin.register.Premises;

/// Writes a population as a list, with the sheet of what an installation must count once it has read it. The same seed
/// gives the same list. One thread.
public final class ListGenerator {
    private static final int TOLD_EVERY = 10_000;

    private final Population population;
    private final RowText text;
    private final AnswerSheet answers;

    /// A population by this seed.
    public ListGenerator(Taxonomy taxonomy, long seed) {
        this.population = new Population(taxonomy, seed);
        this.text = new RowText(taxonomy);
        this.answers = new AnswerSheet(taxonomy);
    }

    /// Writes so many people, telling now and then how many there are; returns the rows.
    public long write(int people, ListWriter to, IntConsumer told) throws IOException {
        long rows = 0;
        int written = 0;
        for (int number = 1; written < people; number++) {
            Organisation organisation = population.next(people - written).organisation();
            for (Organisation.Person person : organisation.people()) {
                List<Premises> places = new ArrayList<>();
                Arrays.stream(person.premises())
                        .forEach(at -> organisation.premises().get(at).details().ifPresent(places::add));
                rows += text.write("p" + written, "o" + number, person, places, to);
                answers.add(person);
                written++;
                if (written % TOLD_EVERY == 0) {
                    told.accept(written);
                }
            }
        }
        return rows;
    }

    /// What must be counted of those written.
    public AnswerSheet answers() {
        return answers;
    }
}
