package uk.tocsin.console.pages.compose;

import java.util.Arrays;
import uk.tocsin.model.Coded;

/// Words of the contract in fields that may hold anything.
final class Words {
    private Words() {}

    /// The value that a word means; `otherwise` where it means none.
    static <E extends Enum<E> & Coded> E of(Class<E> type, String word, E otherwise) {
        return Arrays.stream(type.getEnumConstants())
                .filter(each -> each.word().equals(word))
                .findFirst()
                .orElse(otherwise);
    }
}
