package uk.tocsin.console.pages.compose;

/// Something that the linter has to say about a draft.
///
/// @param field the path in the API's contract
/// @param weight whether it keeps the draft from being submitted
/// @param words a sentence, for the officer
record Finding(String field, Weight weight, String words) {
    /// How much it matters.
    enum Weight {
        /// The draft is not submitted with it.
        MUST,
        /// The officer decides.
        SHOULD
    }

    static Finding must(String field, String words) {
        return new Finding(field, Weight.MUST, words);
    }

    static Finding should(String field, String words) {
        return new Finding(field, Weight.SHOULD, words);
    }

    boolean isMust() {
        return weight == Weight.MUST;
    }
}
