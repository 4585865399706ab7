package uk.tocsin.model;

/// Something a reader of an alert can do at once.
///
/// @param words of the button
/// @param target what [Kind] says
public record Action(Kind kind, Words words, String target) {
    /// What an action does, and what is known of it.
    public enum Kind implements Coded {
        /// Calls a telephone number. Nothing is counted.
        CALL(0, "call"),
        /// Opens a web page. Counted in aggregate only: the page learns nothing of who comes, and nor do we.
        OPEN(1, "open"),
        /// Opens a page that reports, signed, when the person has done what it is for: `target` is a value of
        /// the dimension `done`, whose page the installation's settings name.
        COMPLETE(2, "complete");

        private final int code;
        private final String word;

        Kind(int code, String word) {
            this.code = code;
            this.word = word;
        }

        @Override
        public int code() {
            return code;
        }

        @Override
        public String word() {
            return word;
        }
    }
}
