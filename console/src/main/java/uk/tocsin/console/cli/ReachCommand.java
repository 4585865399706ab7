package uk.tocsin.console.cli;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import uk.tocsin.console.api.ReachJson;
import uk.tocsin.model.Dimension;
import uk.tocsin.model.LedgerView;

/// Whom an alert reached, as JSON or as tables.
final class ReachCommand implements Command {
    @Override
    public int run(Arguments arguments, Terminal terminal) {
        String text = arguments.word("alert number");
        if (!text.matches("[0-9]{1,9}")) {
            throw new UsageException("alert: \"" + text + "\" is not a number");
        }
        int alert = Integer.parseInt(text);
        List<Dimension> by = dimensions(arguments.option("by").orElse(""));
        JsonObject reach = Stored.ask(arguments.data(), (state, taxonomy) -> {
            List<LedgerView> ledgers = state.ledgers(alert);
            return state.control()
                    .alert(alert)
                    .filter(_ -> !ledgers.isEmpty())
                    .map(view -> ReachJson.write(view, ledgers, by, taxonomy))
                    .orElseGet(JsonObject::new);
        });
        if (reach.isEmpty()) {
            terminal.errors().println("tocsin: alert " + alert + " was never dispatched");
            return Commands.NO;
        }
        terminal.out().println(arguments.has("json") ? reach.encode() : ReachText.of(reach));
        return Commands.DONE;
    }

    private static List<Dimension> dimensions(String list) {
        List<Dimension> found = new ArrayList<>();
        for (String word : list.isEmpty() ? new String[0] : list.split(",", -1)) {
            found.add(Dimension.ofWord(word.strip())
                    .orElseThrow(() -> new UsageException("--by: \"" + word + "\" is no dimension")));
        }
        return found;
    }
}
