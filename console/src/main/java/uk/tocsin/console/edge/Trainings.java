package uk.tocsin.console.edge;

import java.util.Map;
import java.util.Optional;
import uk.tocsin.audience.Taxonomy;
import uk.tocsin.console.config.Settings;
import uk.tocsin.model.Dimension;
import uk.tocsin.receipt.CompletionToken;
import uk.tocsin.receipt.DeliveryToken;
import uk.tocsin.receipt.TokenMint;

/// What people can complete elsewhere, as far as this installation names a page for it. Immutable; any thread.
final class Trainings {
    private final Map<String, Settings.Training> known;
    private final Taxonomy taxonomy;
    private final TokenMint tokens;

    /// @param known by their key in the dimension `done`
    Trainings(Map<String, Settings.Training> known, Taxonomy taxonomy, TokenMint tokens) {
        this.known = Map.copyOf(known);
        this.taxonomy = taxonomy;
        this.tokens = tokens;
    }

    /// Where a subscriber completes something, with a token that names them there and nowhere else; empty where it is
    /// not offered.
    Optional<String> address(String key, int ordinal) {
        Settings.Training training = known.get(key);
        return training == null
                ? Optional.empty()
                : Optional.of(training.page() + "?t="
                        + tokens.url(new CompletionToken(ordinal, taxonomy.code(Dimension.DONE, key))));
    }

    /// The secret of whoever reports about a segment; empty where nobody may.
    Optional<String> secret(int done) {
        return known.entrySet().stream()
                .filter(each -> taxonomy.code(Dimension.DONE, each.getKey()) == done)
                .map(each -> each.getValue().secret().reveal())
                .findFirst();
    }

    /// A delivery's token as it stands in a form.
    String text(DeliveryToken token) {
        return tokens.url(token);
    }
}
