package uk.tocsin.console.edge;

import uk.tocsin.model.Language;

/// Words of ours in both languages.
@FunctionalInterface
interface Bilingual {
    String in(Language language);
}
