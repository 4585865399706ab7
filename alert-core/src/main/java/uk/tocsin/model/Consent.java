package uk.tocsin.model;

import java.time.Instant;

/// One entry of a subscriber's history of consent (UK GDPR, articles 6 and 7): what was agreed to or withdrawn, under
/// which words, when and by what.
///
/// @param wording the version of the words that were shown
public record Consent(Purpose purpose, boolean given, int wording, Instant time, Source source) {
    /// What it is about.
    public enum Purpose implements Coded {
        /// Alerts, and what follows upon them.
        ALERTS(0, "alerts"),
        /// Exercises and tests.
        EXERCISES(1, "exercises"),
        /// Advice without urgency.
        ADVICE(2, "advice");

        private final int code;
        private final String word;

        Purpose(int code, String word) {
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

    /// How it was said.
    public enum Source implements Coded {
        /// By the person, on the pages.
        PAGE(0, "page"),
        /// With a list that an organisation or an officer handed in.
        IMPORT(1, "import"),
        /// An officer noted it.
        OFFICER(2, "officer"),
        /// A text sent back.
        TEXT(3, "text"),
        /// The unsubscribe link of a mail.
        LINK(4, "link");

        private final int code;
        private final String word;

        Source(int code, String word) {
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
