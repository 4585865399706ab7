package uk.tocsin.console.cli;

import uk.tocsin.audience.AudienceQuery;
import uk.tocsin.audience.AudienceText;
import uk.tocsin.audience.Taxonomy;

/// How many subscribers an audience means, as a figure or as a tree.
final class AudienceCommands {
    private static final int INDENT = 2;

    private AudienceCommands() {}

    private static AudienceQuery query(Arguments arguments, Taxonomy taxonomy) {
        return AudienceQuery.compile(AudienceText.parse(arguments.word("audience"), taxonomy), taxonomy);
    }

    static int count(Arguments arguments, Terminal terminal) {
        AudienceQuery query = query(arguments, Taxonomy.standard());
        long count = Stored.ask(arguments.data(), (state, _) -> query.count(state.segments()));
        terminal.out().println(count);
        return Commands.DONE;
    }

    static int explain(Arguments arguments, Terminal terminal) {
        AudienceQuery query = query(arguments, Taxonomy.standard());
        print(Stored.ask(arguments.data(), (state, _) -> query.explain(state.segments())), 0, terminal);
        return Commands.DONE;
    }

    private static void print(AudienceQuery.Explanation node, int depth, Terminal terminal) {
        terminal.out().printf("%,12d  %s%s%n", node.count(), " ".repeat(depth * INDENT), node.text());
        node.parts().forEach(part -> print(part, depth + 1, terminal));
    }
}
