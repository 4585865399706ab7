package uk.tocsin.audience;

import org.jspecify.annotations.Nullable;

/// What is wrong with an audience, before it is known where.
record Complaint(String what, @Nullable String suggestion) {
    private static final int LONGEST_ECHO = 40;

    static Complaint of(String what) {
        return new Complaint(what, null);
    }

    /// A word as it is echoed in a message: in quotes, shortened, printable.
    static String quote(String word) {
        StringBuilder quoted = new StringBuilder("\"");
        word.codePoints()
                .limit(LONGEST_ECHO)
                .map(c -> Character.isLetterOrDigit(c) || (c >= ' ' && c < 0x7f) ? c : '?')
                .forEach(quoted::appendCodePoint);
        return quoted.append(word.codePointCount(0, word.length()) > LONGEST_ECHO ? "…\"" : "\"")
                .toString();
    }
}
